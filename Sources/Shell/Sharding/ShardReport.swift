import CommandModel
import RunEngine

/// What a shard of a plan came to: the last line that it writes.
struct ShardReport: Sendable {
  let plan: String
  let shard: Shard
  /// The runs that it is in the journal.
  var runs: [String] = []
  private let startedAt: Time
  private let timekeeper: any Timekeeper
  private let uptime: Duration
  private var counts: [ResultRecord.Result: Int] = [:]
  private var requests = 0
  private var throttled = 0
  private var elapsed = Duration.zero
  private var status = ExitStatus.done

  /// Begins the report of a shard that begins now.
  init(plan: String, shard: Shard, at timekeeper: any Timekeeper) {
    self.plan = plan
    self.shard = shard
    self.timekeeper = timekeeper
    startedAt = timekeeper.now
    uptime = timekeeper.uptime
  }

  /// Takes what one of its runs came to, in all processes together.
  mutating func add(_ facts: RunFacts) {
    counts.merge(facts.counts, uniquingKeysWith: +)
    requests += facts.requests
    throttled += facts.throttled
  }

  /// Ends it: the status is what items and error mean, whichever signal there was.
  mutating func end(with error: (any Error)?) {
    elapsed = timekeeper.uptime - uptime
    var statuses = counts.filter { $0.value > 0 }.keys.compactMap { $0.category }
    if let error, !error.isInterruption { statuses.append(Problem(of: error).category) }
    status = ExitStatus.worst(statuses.map(ExitStatus.init))
  }

  private func count(_ results: ResultRecord.Result...) -> Value {
    .integer(results.reduce(0) { $0 + counts[$1, default: 0] })
  }

  var record: Record {
    [
      "plan": .text(plan), "shard": .integer(shard.index), "shards": .integer(shard.count),
      "runs": .list(runs.map(Value.text)), "total": .integer(counts.values.reduce(0, +)),
      "ok": count(.ok), "failed": count(.failed, .notStarted, .cancelled),
      "unknown": count(.unknown), "left": count(.planned, .timeout, .interrupted),
      "skipped": count(.skipped),
      "requests": .integer(requests), "throttled": .integer(throttled),
      "started_at": .time(startedAt), "seconds": .milliseconds(of: elapsed),
      "status": .integer(Int(status.rawValue)),
    ]
  }
}

extension Value {
  /// Seconds to the millisecond.
  static func milliseconds(of duration: Duration) -> Value {
    Number((duration.seconds * 1000).rounded() / 1000).map(Value.number) ?? .null
  }
}
