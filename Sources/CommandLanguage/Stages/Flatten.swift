import CommandModel

/// `flatten schemas`: one record for each item of a list field.
///
/// The item takes the place of the list; everything else stays. A record whose list
/// is empty or null leaves none.
struct FlattenStage: Stage {
  static let signature = CommandSignature(
    "flatten", "Makes one record for each item of a list field.",
    parameters: [
      Parameter(
        "field", .field, "The field that holds the list.", form: .positional, place: .local,
        isRequired: true)
    ], input: .values, yields: .same,
    examples: [
      Example("sources list | flatten schemas | select prefix schemas.name", "A line per table.")
    ])

  let fields: [FieldPath]

  init(_ arguments: Record) { fields = arguments.paths("field") }

  func flow(after flow: Flow) -> Flow {
    var flattened = flow
    flattened.producer = nil
    return flattened
  }

  func apply(to records: Records) -> Records {
    guard let path = fields.first else { return records }
    return records.map(.list) { batch in
      batch.flatMap { value -> [Value] in
        switch value.lookup(path) {
        case .null: return []
        case .list(let items): return items.map { value.replacing(path, by: $0) }
        default: return [value]
        }
      }
    }
  }
}

extension Value {
  fileprivate func replacing(_ path: FieldPath, by item: Value) -> Value {
    guard case .record(var record) = self else { return self }
    if record[path.name] != nil {
      record[path.name] = item
    } else {
      record.set(item, at: path.name.split(separator: ".").map(String.init))
    }
    return .record(record)
  }
}
