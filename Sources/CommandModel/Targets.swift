/// Things of one kind, each once, in the order in which they came.
///
/// They are packed, because a hundred thousand of them may be meant: an id is the number that
/// it spells, the names stand one behind the other.
package struct Targets: Sendable, RandomAccessCollection {
  package let kind: KindName
  private var ids: [PackedID] = []
  private var names: [UInt8] = []
  private var nameEnds: [Int32] = []
  /// Of the few that have one, by index.
  private var reasonsToSkip: [Int: String] = [:]
  /// Until the last has come.
  private var known: Set<PackedID>? = []
  /// The projects that records said their things are in; none where nothing was said.
  package private(set) var projects: Set<String> = []

  /// Creates an empty collection of things of a kind.
  package init(of kind: KindName) { self.kind = kind }

  package var startIndex: Int { 0 }
  package var endIndex: Int { ids.count }

  /// The thing at an index from 0.
  package subscript(index: Int) -> Invocation.Target {
    let start = index == 0 ? 0 : Int(nameEnds[index - 1])
    let name = names[start..<Int(nameEnds[index])]
    return Invocation.Target(
      kind: kind, id: ids[index].text,
      name: name.isEmpty ? nil : String(decoding: name, as: UTF8.self),
      reasonToSkip: reasonsToSkip[index])
  }

  /// Adds a thing that is not there yet; false, and nothing happens, when its id is no UUID.
  package mutating func append(
    id: String, name: String? = nil, project: String? = nil, reasonToSkip: String? = nil
  ) -> Bool {
    guard let packed = PackedID(id) else { return false }
    if let project { projects.insert(project) }
    guard known?.insert(packed).inserted ?? true else { return true }
    if let reasonToSkip { reasonsToSkip[ids.count] = reasonToSkip }
    ids.append(packed)
    names += (name ?? "").utf8
    nameEnds.append(Int32(clamping: names.count))
    return true
  }

  /// Forgets what only further things need.
  package mutating func seal() { known = nil }
}
