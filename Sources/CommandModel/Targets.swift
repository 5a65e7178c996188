/// Things of one kind, each once, in the order in which they came.
///
/// They are packed, because a hundred thousand of them may be meant: an id is the UUID that
/// it spells, the names stand one behind the other.
package struct Targets: Sendable, RandomAccessCollection {
  package let kind: KindName
  private var ids: [UInt128] = []
  private var names: [UInt8] = []
  private var nameEnds: [Int32] = []
  /// Of the few that have one, by index.
  private var reasonsToSkip: [Int: String] = [:]
  /// Until the last has come.
  private var known: Set<UInt128>? = []
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
      kind: kind, id: Targets.text(of: ids[index]),
      name: name.isEmpty ? nil : String(decoding: name, as: UTF8.self),
      reasonToSkip: reasonsToSkip[index])
  }

  /// Adds a thing that is not there yet; false, and nothing happens, when its id is no UUID.
  package mutating func append(
    id: String, name: String? = nil, project: String? = nil, reasonToSkip: String? = nil
  ) -> Bool {
    guard let number = Targets.number(of: id) else { return false }
    if let project { projects.insert(project) }
    guard known?.insert(number).inserted ?? true else { return true }
    if let reasonToSkip { reasonsToSkip[ids.count] = reasonToSkip }
    ids.append(number)
    names += (name ?? "").utf8
    nameEnds.append(Int32(clamping: names.count))
    return true
  }

  /// Forgets what only further things need.
  package mutating func seal() { known = nil }

  // MARK: - UUIDs

  private static let dashes = [8, 13, 18, 23]

  private static func number(of id: String) -> UInt128? {
    var number: UInt128 = 0
    var index = 0
    for byte in id.utf8 {
      if dashes.contains(index) {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 0x80 else {
          return nil
        }
        number = number << 4 | UInt128(digit)
      }
      index += 1
    }
    return index == 36 ? number : nil
  }

  /// In lower case, with its dashes.
  private static func text(of number: UInt128) -> String {
    String(unsafeUninitializedCapacity: 36) { bytes in
      var rest = number
      for index in (0..<36).reversed() {
        if dashes.contains(index) {
          bytes[index] = UInt8(ascii: "-")
        } else {
          let digit = UInt8(truncatingIfNeeded: rest & 0xf)
          bytes[index] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
          rest >>= 4
        }
      }
      return 36
    }
  }
}
