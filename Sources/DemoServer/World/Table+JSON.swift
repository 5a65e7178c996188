import CommandModel

extension Table {
  /// The schema object of the API (contract, section 6.1).
  func value(in source: Source, at now: Time, _ detail: Detail, brief: Value = .null) -> Value {
    let settings = settings
    // What only newer servers say shows where it was set.
    return .object(
      [
        "id": .text(id.description), "name": .text(name), "label": nil,
        "table": storage(in: source, at: now, detail), "should_sync": .boolean(shouldSync),
        "last_synced_at": .moment(lastSyncedAt(at: now)),
        "latest_error": .optional(latestError(at: now)),
        "incremental": .boolean(settings.isIncremental),
        "status": .optional(status(at: now)),
        "sync_type": source.isDirect ? nil : settings["sync_type"],
        "incremental_field": settings["incremental_field"],
        "incremental_field_type": settings["incremental_field_type"],
        "incremental_field_lookback_seconds": settings["incremental_field_lookback_seconds"],
        "sync_frequency": settings["sync_frequency"],
        "sync_time_of_day": settings["sync_time_of_day"],
        "description": template.description.isEmpty ? nil : .text(template.description),
        "primary_key_columns": settings["primary_key_columns"],
        "cdc_table_mode": settings["cdc_table_mode"],
        "enabled_columns": settings["enabled_columns"], "row_filters": settings["row_filters"],
        "available_columns": detail == .whole ? .list(availableColumns) : [], "source": brief,
      ], and: settings.fields.fields.filter { $0.name == "full_refresh_interval_days" })
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
