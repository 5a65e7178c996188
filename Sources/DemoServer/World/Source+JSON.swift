import CommandModel

/// Whether the columns of synced tables are shown, which the lists leave out.
enum Detail: Sendable {
  case listed
  case whole
}

extension Source {
  /// The source object of the API (contract, section 5.2).
  func value(at now: Time, _ detail: Detail) -> Value {
    // What only newer servers say shows where it was set.
    .object(
      [
        "id": .text(id.description), "created_at": .moment(createdAt),
        "created_by": .text(Account.email), "created_via": .text(createdVia),
        "status": .text(status(at: now)), "source_type": .text(type.name),
        "latest_error": .optional(latestError(at: now)), "prefix": .optional(prefix),
        "description": .optional(description),
        "access_method": .text(isDirect ? "direct" : "warehouse"),
        "direct_query_enabled": .boolean(isDirectQueryEnabled),
        "engine": isDirect ? .text(type.name.lowercased()) : nil,
        "last_run_at": .optional(lastRunAt(at: now)?.wireText(zone: "+00:00")),
        "schemas": .list(
          tables.sorted { $0.name < $1.name }.map { $0.value(in: self, at: now, detail) }),
        "job_inputs": shownInputs, "revenue_analytics_config": revenue.value,
        "user_access_level": "manager", "supports_webhooks": .boolean(type.supportsWebhooks),
        "supports_column_selection": .boolean(type.supportsColumnSelection),
      ], and: autoSync?.fields.fields ?? [])
  }

  /// The settings without secrets, and what of change data capture stands among them.
  private var shownInputs: Value {
    guard let changeCapture, var shown = inputs.recordValue else { return inputs }
    for field in changeCapture.storedInputs.fields { shown[field.name] = field.value }
    return .record(shown)
  }

  /// What a single schema says of the source it belongs to (contract, section 6.1).
  var brief: Value {
    .object([
      "id": .text(id.description), "source_type": .text(type.name),
      "access_method": .text(isDirect ? "direct" : "warehouse"),
      "supports_column_selection": .boolean(type.supportsColumnSelection),
      "supports_row_filters": .boolean(type.supportsColumnSelection),
      "requires_exact_column_metadata": false, "user_access_level": "manager",
    ])
  }

  /// The jobs endpoint's word for one sync (contract, section 7.1).
  static func jobValue(_ sync: Sync, of table: Table, at now: Time) -> Value {
    let end = sync.isFinished(at: now) ? sync.end : nil
    return .object([
      "id": .text(sync.id.description), "created_at": .moment(sync.createdAt),
      "created_by": nil, "finished_at": .moment(end.map { _ in sync.finishesAt }),
      "status": .text(end?.jobStatus ?? "Running"),
      "schema": .object([
        "id": .text(table.id.description), "name": .text(table.name), "label": nil,
        "should_sync": .boolean(table.shouldSync),
        "last_synced_at": .moment(table.lastSyncedAt(at: now)),
        "sync_type": table.settings["sync_type"],
      ]),
      "rows_synced": .integer(sync.rows(at: now)), "latest_error": .optional(end?.error),
      "workflow_run_id": .text(sync.workflowRun.description), "cdc_write_mode": nil,
    ])
  }
}

extension Source.RevenueSettings {
  fileprivate var value: Value {
    .object([
      "enabled": .boolean(isEnabled),
      "include_invoiceless_charges": .boolean(includesInvoicelessCharges),
    ])
  }
}
