import CommandModel
import SourcesClient
import TestSupport

/// What a server says of one source, in the words of its lists; every time is so many seconds
/// before `now`.
struct HealthWorld {
  static let now = Time.simulationStart
  static let sourceID = "01a2074f-1e84-0000-389e-c8590f1c8369"
  static let tableID = "018f0000-0000-7000-8000-000000000001"

  static func time(_ secondsAgo: Int) -> Value { .time(now - .seconds(secondsAgo)) }

  /// A source that was connected ten days ago.
  static func source(
    _ tables: [Value], id: String = sourceID, changing changes: Record = [:]
  ) -> Value {
    var source: Record = [
      "id": .text(id), "source_type": "Stripe", "prefix": "eu", "status": "Completed",
      "access_method": "warehouse", "latest_error": nil, "created_at": time(864_000),
      "schemas": .list(tables),
    ]
    for field in changes.fields { source[field.name] = field.value }
    return .record(source)
  }

  /// A table that syncs every six hours and did so a minute ago.
  static func table(_ changes: Record = [:]) -> Value {
    var table: Record = [
      "id": .text(tableID), "name": "charges", "should_sync": true, "status": "Completed",
      "sync_type": "incremental", "sync_frequency": "6hour", "latest_error": nil,
      "last_synced_at": time(60),
    ]
    for field in changes.fields { table[field.name] = field.value }
    return .record(Record(uniqueFields: table.fields.filter { $0.value != "(left out)" }))
  }

  /// A job of that table that began so long ago.
  static func jobValue(
    _ secondsAgo: Int, took seconds: Int? = 30, _ status: String = "Completed",
    error: String? = nil
  ) -> Value {
    .record([
      "id": .text("job-\(secondsAgo)"), "created_at": time(secondsAgo), "status": .text(status),
      "finished_at": seconds.map { time(secondsAgo - $0) } ?? .null,
      "latest_error": error.map(Value.text) ?? .null,
      "schema": .record(["id": .text(tableID), "name": "charges"]),
    ])
  }

  static func job(
    _ secondsAgo: Int, took seconds: Int? = 30, _ status: String = "Completed",
    error: String? = nil
  ) -> SyncJob? {
    SyncJob(jobValue(secondsAgo, took: seconds, status, error: error))
  }
}
