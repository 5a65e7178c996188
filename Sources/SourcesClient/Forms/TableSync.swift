import CommandModel

/// How one table of a new source is synced.
struct TableSync: Sendable, Hashable {
  /// As the server spells it: `incremental`.
  let type: String
  /// The field that tells what is new, where the type needs one.
  let field: IncrementalField?

  /// As a person reads it: `incremental by updated_at`.
  var text: String { field.map { "\(type) by \(SafeText.clean($0.name, limit: 60))" } ?? type }

  /// A field that can tell what is new.
  struct IncrementalField: Sendable, Hashable {
    /// What the server wants to hear, which is not the label (contract, trap T9).
    let name: String
    let type: String?

    init?(_ value: Value) {
      guard let name = value.value(at: "field")?.textValue else { return nil }
      self.name = name
      type = (value.value(at: "field_type") ?? value.value(at: "type"))?.textValue
    }
  }
}

/// A table that new credentials can see, as `sources database-schema` tells of it.
struct TableOffer: Sendable {
  let name: String
  let rows: Int?
  /// Why the credentials cannot read it; nil when they can.
  let obstacle: String?
  /// The ways in which it can be synced, the suggested one first; none with an obstacle.
  let syncs: [TableSync]
  /// Whether the server would enable it.
  let isSuggested: Bool
  private let fields: [TableSync.IncrementalField]

  init?(_ value: Value) {
    guard let record = value.recordValue, let name = record["table"]?.textValue else { return nil }
    self.name = name
    rows = record["rows"]?.integerValue
    fields = (record["incremental_fields"]?.listValue ?? []).compactMap { .init($0) }
    isSuggested = record["should_sync_default"]?.booleanValue ?? true
    let complaint = record["permission_error"]?.plainText.map { SafeText.clean($0, limit: 200) }
    obstacle = complaint.flatMap { $0.isEmpty ? nil : $0 }
    syncs = obstacle == nil ? Self.syncs(of: record, fields) : []
  }

  /// Change capture is not among them: the source as a whole has to be set up for it.
  private static func syncs(
    of record: Record, _ fields: [TableSync.IncrementalField]
  ) -> [TableSync] {
    let named = record["incremental_field"]?.textValue
    let field = fields.first { $0.name == named } ?? fields.first
    // Merging changes needs to know which row is which; a server that looks for keys and
    // finds none refuses.
    let lacksKey =
      record["primary_key_detection_supported"] == true
      && record["detected_primary_keys"]?.listValue?.isEmpty == true
    var syncs: [TableSync] = []
    if record["webhook_only"] != true {
      if let field, record["incremental_available"] == true, !lacksKey {
        syncs.append(TableSync(type: "incremental", field: field))
      }
      if let field, record["append_available"] == true {
        syncs.append(TableSync(type: "append", field: field))
      }
      syncs.append(TableSync(type: "full_refresh", field: nil))
      if record["xmin_available"] == true { syncs.append(TableSync(type: "xmin", field: nil)) }
    }
    if record["supports_webhooks"] == true || record["webhook_only"] == true {
      syncs.append(TableSync(type: "webhook", field: nil))
    }
    return syncs
  }

  /// The way of a type, by another field where one is named; nil where the table cannot.
  func sync(_ type: String, by fieldName: String?) -> TableSync? {
    guard let sync = syncs.first(where: { $0.type == Parameter.canonical(type.lowercased()) })
    else { return nil }
    guard let fieldName else { return sync }
    guard sync.field != nil, let field = fields.first(where: { $0.name == fieldName }) else {
      return nil
    }
    return TableSync(type: sync.type, field: field)
  }

  /// Everything that may stand behind `TABLE=`.
  var syncNames: [String] {
    syncs.flatMap { sync in
      sync.field == nil ? [sync.type] : fields.map { "\(sync.type):\($0.name)" }
    }
  }

  /// The row without its number: name, rows, suggestion or obstacle.
  var columns: [String] {
    // The blank keeps the numbers one below the other.
    let count = rows.map { "\(TableOffer.grouped($0)) \($0 == 1 ? "row " : "rows")" } ?? ""
    let end = obstacle.map { "cannot be read: \($0)" } ?? syncs.first?.text ?? ""
    return [SafeText.clean(name, limit: 100), count, end]
  }

  /// `120345` as `120,345`.
  private static func grouped(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number.magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + String(text.reversed())
  }
}
