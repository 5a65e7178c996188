package import CommandModel

extension Directory {
  /// What a reference comes to.
  package enum Resolution: Sendable, Hashable {
    case one(Invocation.Target)
    case none
    /// Several, each by its place in the listing.
    case many([Int])
  }

  /// What a reference means among the things of a kind.
  package func resolve(_ reference: Reference, of kind: KindName) -> Resolution {
    let found = matches(of: reference.readings, on: kind)
    guard let index = found.first else { return .none }
    return found.count == 1 ? .one(target(at: index, of: kind)) : .many(found)
  }

  /// The one thing that a reference means.
  ///
  /// - Throws: `Problem` of usage where it means none or several.
  package func target(
    of reference: Reference, kind: KindName
  ) throws(Problem) -> Invocation.Target {
    switch resolve(reference, of: kind) {
    case .one(let target): return target
    case .none: throw unknown(reference, of: kind)
    case .many(let indices): throw ambiguous(reference, indices, of: kind)
    }
  }

  /// The indices of what at least one of the readings means, ascending, each once.
  func matches(of readings: [Reference.Reading], on kind: KindName) -> [Int] {
    guard let shelf = shelf(of: kind) else { return [] }
    let found = readings.flatMap { reading -> [Int] in
      switch reading {
      case .id(let id): shelf.things(in: id...id)
      case .name(let text): shelf.things(named: text)
      case .beginning(let ids): shelf.things(in: ids)
      case .inside(let name, let container): things(named: name, in: container, on: shelf)
      }
    }
    // A listing that shifts while it is read may tell of a thing twice.
    var known: Set<PackedID> = []
    return Set(found).sorted().filter { known.insert(shelf.things[$0].id).inserted }
  }

  private func things(named name: String, in container: String, on shelf: Shelf) -> [Int] {
    let candidates = shelf.things(named: name)
    guard !candidates.isEmpty, let kind = shelf.kind.naming?.container?.kind else { return [] }
    let owners = Set(matches(of: Reference.plainReadings(of: container), on: kind))
    return candidates.filter { index in
      shelf.things[index].container.map { owners.contains(Int($0)) } ?? false
    }
  }
}

// MARK: - What things are called

extension Directory {
  /// What a person knows a thing by, with what it lies in: `charges@Stripe/eu`.
  func title(at index: Int, of kind: KindName) -> String {
    title(at: index, of: kind) { $0.title }
  }

  /// The shortest text with a name that means this thing alone; nil where only its id does.
  func uniqueName(at index: Int, of kind: KindName) -> String? {
    [title(at: index, of: kind), title(at: index, of: kind) { $0.fullTitle }]
      .first { isUnique($0, on: kind) }
  }

  /// Whether a text means exactly one thing.
  func isUnique(_ text: String, on kind: KindName) -> Bool {
    matches(of: Reference(text).readings, on: kind).count == 1
  }

  /// As much of an id as tells it from the others, at least eight characters.
  func shortID(at index: Int, of kind: KindName) -> String {
    guard let shelf = shelf(of: kind) else { return "" }
    let text = shelf.things[index].id.text
    let length = [8, 10, 12, 15, 17, 20, 22, 25, 27, 30, 33].first { length in
      PackedID.ids(beginningWith: text.prefix(length)).map(shelf.holdsOne) ?? false
    }
    return length.map { text.prefix($0) + "…" } ?? text
  }

  private func title(
    at index: Int, of kind: KindName, _ own: (Thing) -> String
  ) -> String {
    guard let shelf = shelf(of: kind) else { return "" }
    let thing = shelf.things[index]
    guard let container = shelf.kind.naming?.container?.kind, let place = thing.container else {
      return own(thing)
    }
    return "\(own(thing))@\(title(at: Int(place), of: container, own))"
  }

  private func target(at index: Int, of kind: KindName) -> Invocation.Target {
    let title = title(at: index, of: kind)
    let id = shelf(of: kind)?.things[index].id.text ?? ""
    return Invocation.Target(kind: kind, id: id, name: title.isEmpty ? nil : title)
  }
}
