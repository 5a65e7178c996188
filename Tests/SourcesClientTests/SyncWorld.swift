import CommandModel
import SourcesClient
import Synchronization
import TestSupport

/// A server whose tables have jobs at set times; what it shows follows from the clock.
final class SyncWorld: Performer {
  /// One job, in seconds after the clock began.
  struct Job: Sendable {
    var id: String
    var start: Int
    var end: Int?
    var status = "Completed"
    var rows = 10
    var error: String?
  }

  struct Table: Sendable {
    var id: String
    var isEnabled = true
    var statusBefore: String? = "Completed"
    /// When the server switches it off.
    var leavesAt: Int?
    var jobs: [Job] = []
  }

  struct Source: Sendable {
    var id: String
    var isDirect = false
    /// When it is deleted.
    var goneAt: Int?
    var tables: [Table]
  }

  let clock = VirtualTimekeeper()
  /// Whether jobs say when they ended.
  private let tellsEnds: Bool
  private let sources: [Source]
  private let failures: Mutex<[Failure]>
  private let log = Mutex<[String]>([])

  init(_ sources: [Source], tellsEnds: Bool = true, failing failures: [Failure] = []) {
    self.sources = sources
    self.tellsEnds = tellsEnds
    self.failures = Mutex(failures)
  }

  /// What was asked, in order: the operation's last word and the second.
  var requests: [String] { log.withLock { $0 } }

  var second: Int { Int(clock.uptime.seconds) }

  func perform(_ invocation: Invocation) async -> Outcome {
    log.withLock { $0.append(invocation.operation.name) }
    if let failure = failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
      return .failure(failure)
    }
    return invocation.operation.name == "sources jobs" ? jobs(invocation) : list(invocation)
  }

  private func list(_ invocation: Invocation) -> Outcome {
    let there = sources.filter { $0.goneAt.map { $0 > second } ?? true }
    let offset = invocation.page?.offset ?? 0
    let end = min(there.count, offset + (invocation.page?.limit ?? 100))
    return .value(
      .record([
        "next": end < there.count ? .text("h?offset=\(end)") : .null,
        "results": .list(there[offset..<end].map(show)),
      ]), date: clock.now)
  }

  private func show(_ source: Source) -> Value {
    .record([
      "id": .text(source.id), "status": "Failed",
      "access_method": source.isDirect ? "direct" : "warehouse",
      "schemas": .list(source.tables.map(show)),
    ])
  }

  private func show(_ table: Table) -> Value {
    let newest = table.jobs.last { $0.start <= second }
    let ended = table.jobs.last { ($0.end ?? .max) <= second && $0.status == "Completed" }
    return .record([
      "id": .text(table.id), "name": .text("name-" + table.id),
      "should_sync": .boolean(table.isEnabled && second < table.leavesAt ?? .max),
      "status": newest.map { .text(status($0)) } ?? table.statusBefore.map(Value.text) ?? .null,
      "last_synced_at": ended.map { .time(time($0.start)) } ?? .null,
      "latest_error": "old trouble",
    ])
  }

  private func jobs(_ invocation: Invocation) -> Outcome {
    let id = invocation.arguments["id"]?.plainText
    let before = invocation.arguments["before"]?.timeValue ?? clock.now + .seconds(1)
    let shown = sources.filter { $0.id == id }.flatMap(\.tables).flatMap { table in
      table.jobs.filter { $0.start <= second && time($0.start) < before }.map { (table, $0) }
    }.sorted { $0.1.start > $1.1.start }
    return .value(.list(shown.prefix(50).map(show)))
  }

  private func show(_ table: Table, _ job: Job) -> Value {
    let hasEnded = (job.end ?? .max) <= second
    return .record([
      "id": .text(job.id), "created_at": .time(time(job.start)),
      "finished_at": tellsEnds && hasEnded ? .time(time(job.end ?? 0)) : .null,
      "status": .text(status(job)), "rows_synced": .integer(job.rows),
      "latest_error": job.error.map(Value.text) ?? .null,
      "schema": .record(["id": .text(table.id)]),
    ])
  }

  private func status(_ job: Job) -> String { (job.end ?? .max) <= second ? job.status : "Running" }

  private func time(_ second: Int) -> Time { .simulationStart + .seconds(second) }
}
