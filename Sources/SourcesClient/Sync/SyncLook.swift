import CommandModel

/// What one reading of the list of sources showed of one source.
struct SourceLook: Sendable, Hashable {
  let id: String
  /// Whether it is queried in place, so that there is nothing to sync.
  let isDirect: Bool
  let tables: [TableLook]

  init?(_ value: Value) {
    guard let id = value.id else { return nil }
    self.id = id
    isDirect = value.value(at: "access_method")?.textValue == "direct"
    tables = (value.value(at: "schemas")?.listValue ?? []).compactMap(TableLook.init)
  }
}

/// What it showed of one table.
struct TableLook: Sendable, Hashable {
  let id: String
  let name: String
  let isEnabled: Bool
  let status: String?
  let lastSyncedAt: Time?
  let error: String?

  init?(_ value: Value) {
    guard let id = value.id else { return nil }
    self.id = id
    name = value.value(at: "name")?.textValue ?? id
    isEnabled = value.value(at: "should_sync")?.booleanValue ?? false
    status = value.value(at: "status")?.textValue
    lastSyncedAt = value.value(at: "last_synced_at")?.timeValue
    error = value.value(at: "latest_error")?.textValue
  }

  var isRunning: Bool { status == SyncStatus.running }
}

/// One reading of the list: all of it, or as much as the watched things needed.
struct Look: Sendable {
  private var sources: [String: SourceLook] = [:]
  private var sourceOfTable: [String: String] = [:]
  /// Whether the end was reached, so that what is missing is gone.
  var isComplete = false
  /// The server's clock.
  var time: Time

  init(time: Time) { self.time = time }

  mutating func add(_ source: SourceLook) {
    sources[source.id] = source
    for table in source.tables { sourceOfTable[table.id] = source.id }
  }

  /// The source that this is, or that this table belongs to.
  func source(of target: Invocation.Target) -> SourceLook? {
    let id = target.kind == "source" ? target.id : sourceOfTable[target.id]
    return id.flatMap { sources[$0] }
  }
}
