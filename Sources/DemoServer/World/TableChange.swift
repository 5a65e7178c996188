import CommandModel

/// What a request wants of a table, well formed; whether the table can have it shows when
/// it is applied.
struct TableChange: Sendable {
  private let fields: Record

  /// Checks the form of every field; what it does not know it leaves out.
  init(_ fields: Record, columns: [String], _ age: DemoAge) throws(Objection) {
    let rules = TableChange.rules(columns, age)
    var known = Record()
    for field in fields.fields {
      guard let rule = rules[field.name] else { continue }
      if let objection = rule(field.value) {
        throw Objection(field: field.name, code: objection.code, text: objection.text)
      }
      known[field.name] = field.value
    }
    if let text = known["sync_time_of_day"]?.textValue {
      known["sync_time_of_day"] = .optional(TableChange.clock(text))
    }
    self.fields = known
  }

  var shouldSync: Bool? { fields["should_sync"]?.booleanValue }

  /// Nil when it is not spoken of; inner nil when it is to be none.
  var syncType: String?? { fields["sync_type"].map(\.textValue) }

  var fillsInDefaults: Bool { fields["apply_sync_defaults"] == true }

  var cursorFields: [String] { TableChange.cursorFields.filter { fields[$0] != nil } }

  static let cursorFields = [
    "incremental_field", "incremental_field_type", "incremental_field_lookback_seconds",
  ]

  /// The fields that ``TableSettings`` keep.
  var settings: [Record.Field] {
    fields.fields.filter { $0.name != "should_sync" && $0.name != "apply_sync_defaults" }
  }

  subscript(name: String) -> Value? { fields[name] }

  /// The same without fields that mean nothing to the table.
  func dropping(_ names: [String]) -> TableChange {
    TableChange(kept: Record(uniqueFields: fields.fields.filter { !names.contains($0.name) }))
  }

  private init(kept fields: Record) { self.fields = fields }
}

// MARK: - The form of each field (contract, sections 3 and 6.3)

extension TableChange {
  /// What is wrong with a value; nil when it is right.
  private typealias Rule = (Value) -> Objection?

  static let syncTypes = ["full_refresh", "incremental", "append", "webhook", "cdc", "xmin"]
  private static let fieldTypes = [
    "integer", "numeric", "datetime", "date", "timestamp", "objectid", "xid",
  ]
  private static let operators: Set<Value> = [
    ">", ">=", "<", "<=", "=", "!=", "IN", "NOT IN",
  ]

  private static func rules(_ columns: [String], _ age: DemoAge) -> [String: Rule] {
    let flag: Rule = { $0.booleanValue == nil ? .init(text: "Must be a valid boolean.") : nil }
    let text: Rule = {
      $0.isNull || $0.textValue != nil ? nil : .init(text: "Not a valid string.")
    }
    return [
      "should_sync": flag, "apply_sync_defaults": flag, "incremental_field": text,
      "sync_type": choice(syncTypes), "incremental_field_type": choice(fieldTypes),
      "cdc_table_mode": choice(["consolidated", "cdc_only", "both"]),
      "sync_frequency": { frequencyObjection($0, age) }, "sync_time_of_day": clockObjection,
      "incremental_field_lookback_seconds": whole(0...5_184_000),
      "full_refresh_interval_days": whole(1...90),
      "primary_key_columns": names(among: columns), "enabled_columns": names(among: columns),
      "row_filters": { filtersObjection($0, columns) },
    ]
  }

  private static func choice(_ words: [String]) -> Rule {
    { value in
      if value.isNull || words.contains(where: { value == .text($0) }) { return nil }
      return .init(
        code: "invalid_choice", text: "\"\(value.plainText ?? "")\" is not a valid choice.")
    }
  }

  private static func whole(_ range: ClosedRange<Int>) -> Rule {
    { value in
      if value.isNull { return nil }
      guard let number = value.integerValue else {
        return .init(text: "A valid integer is required.")
      }
      return Objection.outside(range, number)
    }
  }

  private static func names(among columns: [String]) -> Rule {
    { value in
      if value.isNull { return nil }
      guard let items = value.listValue else {
        return .init(
          code: "not_a_list", text: "Expected a list of items but got type \"\(value.typeName)\".")
      }
      let strangers = items.filter { item in !columns.contains { item == .text($0) } }
      guard !strangers.isEmpty else { return nil }
      let list = strangers.map { $0.plainText ?? $0.typeName }.joined(separator: ", ")
      return .init(text: "Unknown columns: \(list). Refresh the schemas of the source first.")
    }
  }

  private static func frequencyObjection(_ value: Value, _ age: DemoAge) -> Objection? {
    if value == "1min", age == .newest {
      return .init(
        text: "\"1min\" is not a valid sync frequency."
          + " The fastest sync frequency is 5 minutes.")
    }
    return choice(age.syncFrequencies)(value)
  }

  private static func clockObjection(_ value: Value) -> Objection? {
    if value.isNull || value.textValue.flatMap(clock) != nil { return nil }
    return .init(
      text: "Time has wrong format."
        + " Use one of these formats instead: hh:mm[:ss[.uuuuuu]].")
  }

  /// `3:30` is no time of day, `03:30` is `03:30:00`.
  private static func clock(_ text: String) -> String? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    let bounds = [24, 60, 60]
    guard (2...3).contains(parts.count) else { return nil }
    for (part, bound) in zip(parts, bounds) {
      guard part.count == 2, part.allSatisfy(\.isNumber), let number = Int(part), number < bound
      else { return nil }
    }
    return parts.count == 2 ? text + ":00" : text
  }

  private static func filtersObjection(_ value: Value, _ columns: [String]) -> Objection? {
    if value.isNull { return nil }
    guard let filters = value.listValue else {
      return .init(
        code: "not_a_list", text: "Expected a list of items but got type \"\(value.typeName)\".")
    }
    for filter in filters {
      guard let fields = filter.recordValue, let column = fields["column"]?.textValue,
        let comparison = fields["operator"], fields["value"] != nil,
        operators.contains(comparison)
      else {
        return .init(text: "Invalid row filter: it takes a column, an operator and a value.")
      }
      guard columns.contains(column) else {
        return .init(text: "Invalid row filter: unknown column '\(column)'.")
      }
    }
    return nil
  }
}
