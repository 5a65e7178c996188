import CommandModel

/// `unique`, `unique status`: the first of each.
struct UniqueStage: Stage {
  static let signature = CommandSignature(
    "unique", "Keeps the first of equal records, or of records equal in some fields.",
    parameters: [.fields("The fields that must differ.", isRequired: false)], input: .values,
    yields: .same,
    examples: [Example("sources list | unique source_type", "One source of each type.")])

  let fields: [FieldPath]

  init(_ arguments: Record) { fields = arguments.paths("field") }

  func apply(to records: Records) -> Records {
    records.whole { values in
      if fields.isEmpty { return values.firstOfEach { $0 } }
      return values.firstOfEach { value in fields.map { value.lookup($0) } }
    }
  }
}

extension Array {
  /// The elements whose key did not occur before.
  func firstOfEach<Key: Hashable>(_ key: (Element) -> Key) -> [Element] {
    var seen: Set<Key> = []
    return filter { seen.insert(key($0)).inserted }
  }
}
