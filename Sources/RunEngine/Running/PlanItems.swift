import CommandModel
import ValueFormats

/// The items of a plan, kept as bytes: a hundred thousand of them must not weigh.
///
/// An item is a line of JSON, the same that the journal writes, and becomes a value only
/// while it is sent.
package struct PlanItems: Sendable {
  /// All lines, one behind the other.
  private var bytes: [UInt8] = []
  /// Where each line ends.
  private var ends: [Int] = []
  /// The places in the run, from 1; empty where they are those of the items.
  private var sequences: [Int32] = []
  /// The items that there is nothing to do for.
  package private(set) var skipped: Set<Int> = []
  /// The first line of each hash, as long as further ones may be the same.
  private var known: [Int: Int32]? = [:]

  /// Creates a list without items.
  package init() {}

  /// Creates a list; of items that would send the same, the first stays.
  package init(_ items: some Sequence<Plan.Item>) {
    for item in items { append(item) }
    seal()
  }

  package var count: Int { ends.count }
  package var isEmpty: Bool { ends.isEmpty }
  package var indices: Range<Int> { 0..<count }

  /// The item at an index from 0.
  package subscript(index: Int) -> Plan.Item {
    // A line of a damaged journal becomes an item that no request can be made of.
    let value = try? JSON.decode(Array(line(index)), limits: FormatLimits(depthMax: 2048))
    return value.flatMap { Plan.Item($0) } ?? Plan.Item(arguments: Record())
  }

  /// The place in the run of the item at an index, from 1.
  package func sequence(at index: Int) -> Int {
    sequences.isEmpty ? index + 1 : Int(sequences[index])
  }

  /// The line of JSON of an item, as the journal keeps it where nothing in it is secret.
  func line(_ index: Int) -> ArraySlice<UInt8> {
    bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
  }

  /// Adds an item, also where the same is there: the rounds of an `each`.
  package mutating func appendAlways(_ item: Plan.Item) {
    known = nil
    append(item)
  }

  /// Adds an item, unless one that would send the same is there.
  package mutating func append(_ item: Plan.Item, isSkipped: Bool = false) {
    let line = Array(JSON.encode(.record(item.record)).utf8)
    let hash = item.arguments.hashValue
    if let alike = known?[hash], self[Int(alike)].arguments == item.arguments { return }
    if isSkipped { skipped.insert(count) }
    let index = Int32(count)
    known?[hash] = index
    bytes += line
    ends.append(bytes.count)
  }

  /// Adds an item as the journal has it, at its place in the run.
  mutating func append(line: UnsafeRawBufferPointer, sequence: Int) {
    known = nil
    bytes.append(contentsOf: line)
    ends.append(bytes.count)
    sequences.append(Int32(clamping: sequence))
  }

  /// The items of one shard; they keep the places in the run that they have here.
  package func part(of shard: Shard) -> PlanItems {
    var part = PlanItems()
    for index in indices where shard.takes(place: sequence(at: index)) {
      line(index).withUnsafeBytes { part.append(line: $0, sequence: sequence(at: index)) }
    }
    return part
  }

  /// Notes for which items there is nothing to do, as their targets say; the journal does not
  /// keep that apart.
  package mutating func skipWhatSaysSo() {
    for index in linesHolding(#""skip":"#) where self[index].target?.reasonToSkip != nil {
      skipped.insert(index)
    }
  }

  /// The items whose lines hold a text. All bytes are searched at once: line by line, a hundred
  /// thousand of them kept a resumed run from its first request for seconds.
  private func linesHolding(_ text: String) -> [Int] {
    let mark = Array(text.utf8)
    var found: [Int] = []
    var (place, index) = (0, 0)
    bytes.withUnsafeBufferPointer { all in
      while place + mark.count <= all.count {
        guard all[place] == mark[0], all[place..<place + mark.count].elementsEqual(mark) else {
          place += 1
          continue
        }
        while ends[index] <= place { index += 1 }
        found.append(index)
        place = ends[index]
      }
    }
    return found
  }

  /// Forgets what only further items need.
  package mutating func seal() { known = nil }
}

extension Plan.Item {
  /// What of an item is written down; arguments that only name the target are left out.
  var record: Record {
    var record = Record()
    if let target {
      record["kind"] = .text(target.kind.description)
      record["id"] = .text(target.id)
      if let name = target.name { record["name"] = .text(name) }
      if let reason = target.reasonToSkip { record["skip"] = .text(reason) }
    } else if let name {
      record["name"] = .text(name)
    }
    if target == nil || arguments != onlyID { record["arguments"] = .record(arguments) }
    if !openPaths.isEmpty { record["open"] = .list(openPaths.sorted().map(Value.text)) }
    if !secretDigests.isEmpty {
      let digests = secretDigests.sorted { $0.key < $1.key }.map { ($0, Value.text($1)) }
      record["secrets"] = .record(Record(digests))
    }
    return record
  }

  /// Reads an item back; nil for what is none.
  init?(_ value: Value) {
    guard let record = value.recordValue else { return nil }
    var target: Invocation.Target?
    if let kind = record["kind"]?.textValue, let id = record["id"]?.textValue {
      target = .init(
        kind: KindName(kind), id: id, name: record["name"]?.textValue,
        reasonToSkip: record["skip"]?.textValue)
    }
    let kept = record["arguments"]?.restoringReferences.recordValue
    let arguments = kept ?? target.map { ["id": .text($0.id)] }
    guard let arguments else { return nil }
    let open = record["open"]?.listValue ?? []
    let digests = record["secrets"]?.recordValue?.fields ?? []
    self.init(
      arguments: arguments, target: target,
      name: target == nil ? record["name"]?.textValue : nil,
      openPaths: Set(open.compactMap(\.textValue)),
      secretDigests: Dictionary(
        digests.compactMap { field in field.value.textValue.map { (field.name, $0) } },
        uniquingKeysWith: { _, last in last }))
  }

  private var onlyID: Record? { target.map { ["id": .text($0.id)] } }
}
