import CommandModel

extension Table {
  /// The schema object of the API (contract, section 6.1).
  func value(in source: Source, at now: Time, _ detail: Detail, brief: Value = .null) -> Value {
    let isConfigured = shouldSync || !syncs.isEmpty
    let cursor = isConfigured ? template.cursor : nil
    return .object([
      "id": .text(id.description), "name": .text(name), "label": nil,
      "table": storage(in: source, at: now, detail), "should_sync": .boolean(shouldSync),
      "last_synced_at": .moment(lastSyncedAt(at: now)),
      "latest_error": .optional(latestError(at: now)), "incremental": .boolean(cursor != nil),
      "status": .optional(status(at: now)),
      "sync_type": isConfigured && !source.isDirect ? .text(template.syncType) : nil,
      "incremental_field": .optional(cursor),
      "incremental_field_type": cursor == nil ? nil : "timestamp",
      "incremental_field_lookback_seconds": nil, "sync_frequency": .text(frequency),
      "sync_time_of_day": nil,
      "description": template.description.isEmpty ? nil : .text(template.description),
      "primary_key_columns": isConfigured ? ["id"] : nil, "cdc_table_mode": "consolidated",
      "enabled_columns": nil, "row_filters": nil,
      "available_columns": detail == .whole ? .list(availableColumns) : [], "source": brief,
    ])
  }

  private var availableColumns: [Value] {
    template.columns.map { column in
      .object([
        "name": .text(column.name), "data_type": .text(column.type),
        "is_nullable": .boolean(column.name != "id"),
      ])
    }
  }

  /// Where the synced rows are; null before the first import.
  private func storage(in source: Source, at now: Time, _ detail: Detail) -> Value {
    guard let rowCount = rowCount(at: now) else { return .null }
    let type = source.type.name.lowercased()
    let stem = (source.prefix.map { $0.isEmpty ? "" : $0 + "_" } ?? "") + name.lowercased()
    return .object([
      "id": .text(storageID.description), "name": .text("\(type)_\(stem)"),
      "hogql_name": .text("\(type).\(stem)"),
      "columns": detail == .whole
        ? .list(template.columns.map { Table.column($0.name, $0.type) }) : [],
      "row_count": .integer(rowCount), "user_access_level": nil,
    ])
  }

  private static func column(_ name: String, _ type: String) -> Value {
    let shown: Value =
      switch type {
      case "timestamp": "datetime"
      case "text": "string"
      default: .text(type)
      }
    return .object([
      "key": .text(name), "name": .text(name), "type": shown, "schema_valid": true,
      "fields": nil, "table": nil, "chain": nil,
    ])
  }
}
