import CommandModel

/// Collects the fields of a record; of two of one name the last value wins and the
/// first place stays.
///
/// Few names are compared one by one; many are looked up, so that a hostile answer
/// with a million names takes no more than linear time.
struct FieldsBuilder {
  private var fields: [Record.Field] = []
  private var indexByName: [String: Int] = [:]

  private static let linearSearchMax = 24

  mutating func add(_ name: String, _ value: Value) {
    if let index = index(of: name) {
      fields[index].value = value
      return
    }
    fields.append(Record.Field(name: name, value: value))
    if fields.count == FieldsBuilder.linearSearchMax {
      for (index, field) in fields.enumerated() { indexByName[field.name] = index }
    } else if fields.count > FieldsBuilder.linearSearchMax {
      indexByName[name] = fields.count - 1
    }
  }

  func contains(_ name: String) -> Bool { index(of: name) != nil }

  var record: Record { Record(uniqueFields: fields) }

  private func index(of name: String) -> Int? {
    fields.count < FieldsBuilder.linearSearchMax
      ? fields.firstIndex { $0.name == name } : indexByName[name]
  }
}
