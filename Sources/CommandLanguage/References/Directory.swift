package import CommandModel

/// What the things of a project are called, as one listing told: ids and names, nothing
/// else of them.
package struct Directory: Sendable {
  /// All things of one kind.
  struct Shelf: Sendable {
    let kind: Kind
    /// In the order of the listing.
    fileprivate(set) var things: [Thing] = []
    /// Every text that means one of them by its name, in alphabetical order.
    fileprivate(set) var forms: [Form] = []
    /// Their indices by id.
    fileprivate(set) var order: [Int32] = []
  }

  /// One thing.
  struct Thing: Sendable {
    let id: PackedID
    /// The texts of the kind's title fields, each behind the first after a NUL: a small
    /// string holds 15 bytes without any memory of its own.
    let names: String
    /// The index of what it lies in, on the shelf of the container's kind.
    let container: Int32?
  }

  /// A name, and the index of the thing that it means.
  struct Form: Sendable {
    let text: String
    let thing: Int32
  }

  /// The operation that told it.
  package let listing: String
  private(set) var shelves: [Shelf]

  /// Creates an empty one, for all kinds whose names the listing tells.
  package init(listing: String, kinds: [Kind]) {
    self.listing = listing
    shelves = kinds.filter { $0.naming?.listing == listing }.map { Shelf(kind: $0) }
  }

  func shelf(of kind: KindName) -> Shelf? { shelves.first { $0.kind.name == kind } }

  /// Whether it tells of things of a kind.
  package func knows(_ kind: KindName) -> Bool { shelf(of: kind) != nil }

  /// How many things it tells of.
  package var count: Int { shelves.reduce(0) { $0 + $1.things.count } }
}

// MARK: - Filling

extension Directory {
  /// Takes records of the listing; those without an id and a name tell of nothing.
  package mutating func add(_ records: [Value]) {
    for index in shelves.indices where shelves[index].kind.naming?.container == nil {
      for case .record(let record) in records { add(record, to: index) }
    }
  }

  private mutating func add(_ record: Record, to shelf: Int) {
    guard let place = shelves[shelf].add(record, in: nil) else { return }
    for inner in shelves.indices {
      guard let container = shelves[inner].kind.naming?.container,
        container.kind == shelves[shelf].kind.name
      else { continue }
      for case .record(let item) in record.value(at: container.items)?.listValue ?? [] {
        _ = shelves[inner].add(item, in: place)
      }
    }
  }

  /// Puts in order what was added, so that it can be looked up.
  package mutating func seal() {
    for index in shelves.indices { shelves[index].seal() }
  }

  /// Takes a thing as a file has kept it.
  mutating func add(_ thing: Thing, to kind: KindName) {
    guard let index = shelves.firstIndex(where: { $0.kind.name == kind }) else { return }
    shelves[index].things.append(thing)
  }
}

extension Directory.Shelf {
  /// Longer texts are no names that a person would type.
  private static let nameBytesMax = 400

  fileprivate mutating func add(_ record: Record, in container: Int32?) -> Int32? {
    guard let id = record["id"]?.textValue.flatMap({ PackedID($0) }) else { return nil }
    let names = kind.titleFields.map { field in
      let text = record.value(at: field)?.textValue ?? ""
      return text.utf8.count > Self.nameBytesMax || text.utf8.contains(0) ? "" : text
    }
    things.append(
      .init(id: id, names: names.joined(separator: "\0"), container: container))
    return Int32(things.count - 1)
  }

  fileprivate mutating func seal() {
    order = things.indices.map { Int32($0) }.sorted { [things] left, right in
      (things[Int(left)].id, left) < (things[Int(right)].id, right)
    }
    forms = things.indices.flatMap { index in
      things[index].forms.map { .init(text: $0, thing: Int32(index)) }
    }
    forms.sort { ($0.text, $0.thing) < ($1.text, $1.thing) }
  }
}

// MARK: - Names

extension Directory.Thing {
  private var parts: [Substring] { names.split(separator: "\0", omittingEmptySubsequences: false) }

  /// The names joined, empty ones left out: `Stripe/eu`, `Stripe`.
  var title: String { parts.filter { !$0.isEmpty }.joined(separator: "/") }

  /// The names joined, empty ones too: `Stripe/` is the one that has no prefix.
  var fullTitle: String { parts.joined(separator: "/") }

  /// Every text that means it by its name, each once.
  var forms: [String] {
    var forms: [String] = []
    for form in parts.map(String.init) + [title, fullTitle]
    where form.contains(where: { $0 != "/" }) && !forms.contains(form) {
      forms.append(form)
    }
    return forms
  }
}

extension Directory.Shelf {
  /// The things that a text means by their names.
  func things(named text: String) -> [Int] {
    var found: [Int] = []
    var index = forms.firstIndex(notBefore: text) { $0.text }
    while index < forms.count, forms[index].text == text {
      found.append(Int(forms[index].thing))
      index += 1
    }
    return found
  }

  /// The things whose ids lie in a range, in the order of their ids.
  func things(in ids: ClosedRange<PackedID>) -> [Int] {
    var found: [Int] = []
    var index = order.firstIndex(notBefore: ids.lowerBound) { things[Int($0)].id }
    while index < order.count, things[Int(order[index])].id <= ids.upperBound {
      found.append(Int(order[index]))
      index += 1
    }
    return found
  }

  /// Whether exactly one thing has an id in a range.
  ///
  /// - Complexity: logarithmic, however many have one.
  func holdsOne(in ids: ClosedRange<PackedID>) -> Bool {
    let first = order.firstIndex(notBefore: ids.lowerBound) { things[Int($0)].id }
    let isWithin = { index in
      index < order.count && things[Int(order[index])].id <= ids.upperBound
    }
    return isWithin(first) && !isWithin(first + 1)
  }
}

extension Array {
  /// The first index whose key is not less than `key`; the keys ascend.
  fileprivate func firstIndex<Key: Comparable>(
    notBefore key: Key, by keyOf: (Element) -> Key
  ) -> Int {
    var candidates = 0..<count
    while !candidates.isEmpty {
      let middle = candidates.lowerBound + candidates.count / 2
      candidates =
        keyOf(self[middle]) < key
        ? middle + 1..<candidates.upperBound : candidates.lowerBound..<middle
    }
    return candidates.lowerBound
  }
}
