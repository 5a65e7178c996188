import CommandModel

/// How a table syncs, in the API's own names: what a PATCH sets and every answer repeats.
struct TableSettings: Sendable, Hashable {
  private(set) var fields: Record

  subscript(name: String) -> Value { fields[name] ?? .null }

  var syncType: String? { self["sync_type"].textValue }

  /// Whether only rows that are new or changed are loaded.
  var isIncremental: Bool { TableSettings.usesCursor(syncType) }

  static func usesCursor(_ syncType: String?) -> Bool {
    syncType == "incremental" || syncType == "append"
  }

  /// Of a table that nobody has set up.
  static let unset = TableSettings(fields: [
    "sync_type": nil, "sync_frequency": "6hour", "cdc_table_mode": "consolidated",
  ])

  /// Of a table that syncs in its usual way.
  static func usual(_ mode: TableTemplate.Mode) -> TableSettings {
    var fields = unset.fields
    fields["sync_type"] = .text(mode.syncType)
    fields["incremental_field"] = .optional(mode.cursor)
    fields["incremental_field_type"] = mode.cursor == nil ? nil : "timestamp"
    fields["primary_key_columns"] = ["id"]
    return TableSettings(fields: fields)
  }
}

extension TableSettings {
  /// Takes over what a well-formed change says.
  mutating func apply(_ change: TableChange) {
    for field in change.settings { fields[field.name] = field.value }
    // A frequency of never is stored and not shown.
    if self["sync_frequency"] == "never" { fields["sync_frequency"] = .null }
    guard !isIncremental, change.syncType != nil else { return }
    for name in TableChange.cursorFields { fields[name] = .null }
  }

  /// Fills in the usual way to sync where none was chosen.
  mutating func fillIn(from template: TableTemplate) {
    guard syncType == nil else { return }
    for field in template.usualSettings.fields.fields where self[field.name].isNull {
      fields[field.name] = field.value
    }
  }
}
