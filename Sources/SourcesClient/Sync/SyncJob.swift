package import CommandModel

/// One table's run at the server, as the list of jobs has it.
package struct SyncJob: Sendable, Hashable {
  package let id: String
  /// The schema it syncs.
  package let tableID: String
  package let createdAt: Time
  /// Nil while it runs, and on servers that do not say.
  package let finishedAt: Time?
  /// As the server words it.
  package let status: String
  package let rowsSynced: Int
  package let error: String?

  /// Nil when the value is no job that could be told apart from others.
  package init?(_ value: Value) {
    guard let id = value.id, let tableID = value.value(at: "schema.id")?.plainText,
      let createdAt = value.value(at: "created_at")?.timeValue
    else { return nil }
    self.id = id
    self.tableID = tableID
    self.createdAt = createdAt
    finishedAt = value.value(at: "finished_at")?.timeValue
    status = value.value(at: "status")?.textValue ?? ""
    rowsSynced = value.value(at: "rows_synced")?.integerValue ?? 0
    error = value.value(at: "latest_error")?.textValue
  }

  /// Whether it has not ended.
  package var isRunning: Bool { status == SyncStatus.running }
  /// Any other end is a bad one, also a word that is not known yet.
  package var isGood: Bool { status == SyncStatus.completed }
}

/// The two words of a status that decide something; all others mean a bad end.
enum SyncStatus {
  static let running = "Running"
  static let completed = "Completed"
}
