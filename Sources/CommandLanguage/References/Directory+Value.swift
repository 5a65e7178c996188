package import CommandModel

/// A directory as a value, for a file that keeps it.
extension Directory {
  /// Everything that it tells of.
  package var value: Value {
    .record([
      "listing": .text(listing),
      "shelves": .list(
        shelves.map { shelf in
          .record([
            "kind": .text(shelf.kind.name.description),
            "things": .list(shelf.things.map(\.value)),
          ])
        }),
    ])
  }

  /// Reads it back; nil where something is not as it was written.
  package init?(_ value: Value, kinds: [Kind]) {
    guard let listing = value.value(at: "listing")?.textValue,
      let written = value.value(at: "shelves")?.listValue
    else { return nil }
    self.init(listing: listing, kinds: kinds)
    for shelf in written {
      guard let kind = shelf.value(at: "kind")?.textValue.map({ KindName($0) }), knows(kind),
        let things = shelf.value(at: "things")?.listValue
      else { return nil }
      for thing in things {
        guard let thing = Thing(thing) else { return nil }
        add(thing, to: kind)
      }
    }
    guard placesAreKnown else { return nil }
    seal()
  }

  /// Whether every container that a thing names is there.
  private var placesAreKnown: Bool {
    shelves.allSatisfy { shelf in
      let count = shelf.kind.naming?.container.flatMap { self.shelf(of: $0.kind) }?.things.count
      return shelf.things.allSatisfy { thing in
        thing.container.map { $0 >= 0 && Int($0) < count ?? 0 } ?? true
      }
    }
  }
}

extension Directory.Thing {
  /// `[id, names …]`, and in front the place of what it lies in.
  fileprivate var value: Value {
    let texts =
      [id.text]
      + names.split(separator: "\0", omittingEmptySubsequences: false)
      .map(String.init)
    return .list((container.map { [.integer(Int($0))] } ?? []) + texts.map(Value.text))
  }

  fileprivate init?(_ value: Value) {
    guard var parts = value.listValue else { return nil }
    container = parts.first?.integerValue.flatMap { Int32(exactly: $0) }
    if container != nil { parts.removeFirst() }
    guard let id = parts.first?.textValue.flatMap({ PackedID($0) }) else { return nil }
    let texts = parts.dropFirst().compactMap(\.textValue)
    guard texts.count == parts.count - 1, !texts.contains(where: { $0.contains("\0") }) else {
      return nil
    }
    self.id = id
    names = texts.joined(separator: "\0")
  }
}
