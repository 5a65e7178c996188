package import CommandModel

/// A source as `sources create` takes it again: what the server shows of it, read back by
/// its form, and places for what it never shows.
package struct SourceExport: Sendable {
  /// The body of a request that creates one like it.
  package private(set) var body: Record
  /// The places of its secrets, in order.
  package private(set) var places: [Place] = []

  /// Where a secret is read when the source is created.
  package struct Place: Sendable, Hashable {
    package let reference: SecretReference
    /// Whether the form insists on it.
    package let isRequired: Bool
  }

  /// Describes a source as `sources get` shows it; without a form nothing is known of its
  /// secrets, and what is stored stands as it is.
  package init(of source: Record, form: SourceForm?, as operation: Operation.Form) {
    let prefix = source["prefix"]?.textValue ?? ""
    body = [operation.type: source["source_type"] ?? .null]
    if !prefix.isEmpty { body["prefix"] = .text(prefix) }
    if let text = source["description"]?.textValue, !text.isEmpty {
      body["description"] = .text(text)
    }
    if let method = source["access_method"]?.textValue, method != "warehouse" {
      body["access_method"] = .text(method)
    }
    let stored = source["job_inputs"]?.recordValue ?? Record()
    let type = source["source_type"]?.textValue ?? ""
    var payload = Record()
    if let form {
      payload = self.payload(of: form.fields, stored, names: [type, prefix])
    } else {
      for field in stored.fields { payload[field.name] = field.value }
    }
    for extra in operation.extras {
      guard let value = stored[extra.name], !value.isNull else { continue }
      payload[extra.name] = extra.type.value(stored: value)
    }
    let tables = (source[SourceForm.tables]?.listValue ?? []).compactMap(\.recordValue)
    payload[SourceForm.tables] = .list(tables.map { Self.table($0) })
    body[operation.parameter] = Value.record(payload).spellingReferences
  }

  // MARK: - Fields

  private mutating func payload(
    of fields: [SourceForm.Field], _ stored: Record, names: [String]
  ) -> Record {
    var record = Record()
    for field in fields {
      let value = stored.fields.first { field.isNamed($0.name) }?.value ?? .null
      record[field.name] = self.value(of: field, stored: value, names: names)
    }
    return record
  }

  /// What stands in a field; nil for what is not set.
  private mutating func value(
    of field: SourceForm.Field, stored: Value, names: [String]
  ) -> Value? {
    switch field.content {
    case .text(let input):
      if input.isSecret { return place(.environment, of: field, names) }
      guard let text = stored.plainText, !text.isEmpty else { return nil }
      return (input.isNumber ? Int(text).map(Value.integer) : nil) ?? stored
    case .login:
      guard let text = stored.plainText, !text.isEmpty else { return nil }
      return Int(text).map(Value.integer) ?? stored
    case .file: return place(.file, of: field, names)
    case .other: return stored.isNull ? nil : stored
    case .select(let options, let preset, let converter):
      let selection = stored.value(at: "selection") ?? stored
      guard SourceForm.Content.isNested(options) else {
        guard let text = selection.plainText, !text.isEmpty else { return nil }
        return converter?.value(of: text) ?? stored
      }
      let named = selection.plainText.flatMap { $0.isEmpty ? nil : $0 }
      guard let choice = named ?? preset else { return nil }
      let inner = payload(
        of: field.content.fields(behind: .text(choice)), stored.recordValue ?? Record(),
        names: names)
      return field.content.value(of: .text(choice), with: inner)
    case .group(let inner, _):
      guard let record = stored.recordValue, let state = record["enabled"] else { return nil }
      guard state.isOn == true else { return field.content.value(of: false, with: Record()) }
      let fields = payload(of: inner, record, names: names + [field.name])
      return field.content.value(of: true, with: fields)
    }
  }

  private enum PlaceKind { case environment, file }

  /// Type, prefix, the groups around the field and the field itself make the name, so that it
  /// is the same each time and no two sources share one.
  private mutating func place(
    _ kind: PlaceKind, of field: SourceForm.Field, _ names: [String]
  ) -> Value {
    let words = (names + [field.name]).map { word in
      word.split { !$0.isASCII || !($0.isLetter || $0.isNumber) }.joined(separator: "_")
    }
    let name = words.filter { !$0.isEmpty }.joined(separator: "_")
    let reference: SecretReference =
      switch kind {
      case .environment: .environment(name.uppercased())
      case .file: .file(name.lowercased() + ".json")
      }
    places.append(Place(reference: reference, isRequired: field.isRequired))
    return reference.value
  }

  // MARK: - Tables

  /// What `create` takes of a table, besides its name and whether it is synced.
  private static let tableFields = [
    "sync_type", "incremental_field", "incremental_field_type",
    "incremental_field_lookback_seconds", "primary_key_columns", "sync_time_of_day",
    "enabled_columns", "row_filters", "cdc_table_mode",
  ]

  private static func table(_ schema: Record) -> Value {
    var item: Record = [
      "name": (schema["name"] ?? .null),
      "should_sync": schema["should_sync"] ?? false,
    ]
    for name in tableFields {
      guard let value = schema[name], !value.isNull else { continue }
      // Every table has a mode, whether or not its changes are captured.
      if name == "cdc_table_mode", schema["sync_type"] != "cdc" { continue }
      item[name] = value
    }
    return .record(item)
  }
}

extension ParameterType {
  /// A value of this type that the server has stored as text.
  fileprivate func value(stored: Value) -> Value {
    guard let text = stored.textValue else { return stored }
    switch self {
    case .boolean: return Value(spellingTruth: text) ?? stored
    case .integer, .number: return Int(text).map(Value.integer) ?? stored
    case .nullable(let type): return type.value(stored: stored)
    case .text, .identifier, .time, .duration, .choice, .list, .field, .limit, .file, .command,
      .any:
      return stored
    }
  }
}
