import CommandModel

/// A table as a source type offers it.
struct TableTemplate: Sendable, Hashable {
  let name: String
  let description: String
  let mode: Mode
  /// How a table of it syncs unless somebody says otherwise.
  let usualSettings: TableSettings

  enum Mode: Sendable, Hashable {
    case fullRefresh
    /// Only rows whose field has grown.
    case incremental(by: String)
    /// Pushed by the vendor, else only rows that are new.
    case append(by: String)

    /// The field that tells new rows from old ones.
    var cursor: String? {
      switch self {
      case .fullRefresh: nil
      case .incremental(let field), .append(let field): field
      }
    }

    /// `sync_type` of a table that syncs in this way.
    var syncType: String {
      switch self {
      case .fullRefresh: "full_refresh"
      case .incremental: "incremental"
      case .append: "append"
      }
    }
  }

  init(_ name: String, _ description: String = "", _ mode: Mode = .fullRefresh) {
    self.name = name
    self.description = description
    self.mode = mode
    usualSettings = .usual(mode)
  }

  var cursor: String? { mode.cursor }

  private var methods: [Value] {
    switch mode {
    case .fullRefresh: ["Full refresh"]
    case .incremental: ["Incremental", "Full refresh"]
    case .append: ["Webhook", "Append only", "Full refresh"]
    }
  }

  /// The columns as names and types; the demo's tables are narrow.
  var columns: [(name: String, type: String)] {
    let cursor = cursor.map { [(name: $0, type: "timestamp")] } ?? []
    return [(name: "id", type: "integer"), (name: "name", type: "text")] + cursor
  }

  var wizardValue: Value {
    .object([
      "name": .text(name), "label": .text(name), "description": .text(description),
      "sync_methods": .list(methods),
      "incremental_fields": .list(cursor.map { [.text($0)] } ?? []), "primary_keys": [],
    ])
  }

  /// The row of `database_schema`'s answer.
  var discoveredValue: Value {
    let cursors = cursor.map { ["id", $0] } ?? ["id"]
    return .object([
      "table": .text(name), "label": nil, "should_sync": false,
      "incremental_fields": .list(cursors.map(incrementalField)),
      "incremental_available": true, "append_available": true, "cdc_available": nil,
      "xmin_available": nil, "incremental_field": .text(cursors[0]), "sync_type": nil,
      "rows": nil, "supports_webhooks": false, "webhook_only": false,
      "description": description.isEmpty ? nil : .text(description),
      "should_sync_default": true,
      "available_columns": .list(discoveredColumns),
      "detected_primary_keys": ["id"], "permission_error": nil, "rls_warning": nil,
    ])
  }

  private var discoveredColumns: [Value] {
    columns.map { column in
      .object([
        "field": .text(column.name), "label": .text(column.name), "type": .text(column.type),
        "nullable": .boolean(column.name != "id"),
      ])
    }
  }

  /// How a table that is known can be synced: the answer of `incremental_fields`.
  func syncOptions(of type: SourceType, _ age: DemoAge) -> Value {
    let isPostgres = type.name == SourceType.postgres.name
    let newerWays: Value = age.offersChangeCapture ? .boolean(isPostgres) : .null
    let cursors = cursor.map { ["id", $0] } ?? ["id"]
    // The row version, which every Postgres table has without a column of its own.
    let rowVersion: Value = .object([
      "label": "xmin", "type": "xid", "field": "xmin", "field_type": "xid", "is_indexed": false,
    ])
    let fields =
      cursors.map(incrementalField)
      + (isPostgres ? [rowVersion] : [])
    return .object([
      "incremental_fields": .list(fields), "incremental_available": true,
      "append_available": true, "cdc_available": newerWays, "xmin_available": newerWays,
      "full_refresh_available": true,
      "supports_webhooks": .boolean(canBePushed && type.supportsWebhooks), "webhook_only": false,
      "available_columns": .list(discoveredColumns), "detected_primary_keys": ["id"],
    ])
  }

  private func incrementalField(_ name: String) -> Value {
    let type: Value = name == "id" ? "integer" : "timestamp"
    return .object([
      "label": .text(name), "type": type, "field": .text(name), "field_type": type,
      "nullable": .boolean(name != "id"), "is_indexed": .boolean(name == "id"),
    ])
  }
}
