import CommandModel

/// `extend age = $now - last_synced_at`: gives each record one more field.
struct ExtendStage {
  static let signature = CommandSignature(
    "extend", "Gives each record one more field.",
    parameters: [.positional("field", .any, "Such as age = $now - last_synced_at.")],
    input: .values, yields: .same,
    examples: [
      Example(
        "schemas list | extend age = $now - last_synced_at | select name age",
        "How old each table is.")
    ])

  let name: String
  let formula: RecordFormula
  let range: SourceRange

  /// Behind it the records have the field, whatever it may hold.
  static func flow(after flow: Flow, adding name: String) -> Flow {
    var extended = flow
    extended.fields = flow.fields?.adding([name])
    extended.fieldsFromElsewhere.append(name)
    extended.addedFields = flow.addedFields.filter { $0 != name } + [name]
    return extended
  }

  func apply(to records: Records) -> Records {
    var formula = formula
    return records.map { batch in
      try batch.map { value in
        guard case .record(var record) = value else {
          throw Problem(
            .failed, .badOperands, "`extend` needs records, not a \(value.typeName)", at: range)
        }
        record[name] = try formula.value(for: value)
        return .record(record)
      }
    }
  }
}
