import CommandModel

/// Collects the fields of a record; of two of one name the last value wins and the
/// first place stays.
///
/// Few names are compared one by one; many are looked up, so that a hostile answer
/// with a million names takes no more than linear time.
struct FieldsBuilder {
  private var fields: [Record.Field] = []
  /// The places of the first so many fields, once there are many.
  private var indexByName: [String: Int] = [:]
  private var indexedCount = 0

  private static let linearSearchMax = 24

  /// Makes room for so many fields, since a record that grows field by field is moved,
  /// and keeps up to twice the memory it needs.
  init(width: Int = 0) { fields.reserveCapacity(width) }

  var count: Int { fields.count }
  var record: Record { Record(uniqueFields: fields) }

  mutating func add(_ name: String, _ value: Value) {
    if let index = index(of: name) {
      fields[index].value = value
    } else {
      append(name, value)
    }
  }

  /// Adds a field of a name that is known to be new.
  mutating func append(_ name: String, _ value: Value) {
    fields.append(Record.Field(name: name, value: value))
  }

  mutating func contains(_ name: String) -> Bool { index(of: name) != nil }

  private mutating func index(of name: String) -> Int? {
    guard fields.count >= FieldsBuilder.linearSearchMax else {
      return fields.firstIndex { $0.name == name }
    }
    for index in indexedCount..<fields.count { indexByName[fields[index].name] = index }
    indexedCount = fields.count
    return indexByName[name]
  }
}
