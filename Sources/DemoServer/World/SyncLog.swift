import CommandModel

/// One line of a table's log.
struct LogLine: Sendable {
  let run: Identifier
  let time: Time
  let level: String
  let message: String

  func value(of table: Table) -> Value {
    .object([
      "log_source_id": .text(table.id.description), "instance_id": .text(run.description),
      "timestamp": .moment(time), "level": .text(level), "message": .text(message),
    ])
  }
}

extension Table {
  /// What its runs have written by now, newest first.
  func log(at now: Time) -> [LogLine] {
    syncs.filter { $0.createdAt <= now }.flatMap { $0.log(of: name) }
      .filter { $0.time <= now }.reversed()
  }
}

extension Sync {
  /// All that it writes, in order: how it starts, what it finds half-way, and its end.
  fileprivate func log(of table: String) -> [LogLine] {
    let half = createdAt + (finishesAt - createdAt) / 2
    let (level, last) =
      switch end {
      case .completed: ("INFO", "Sync of \(table) completed: \(rows) rows")
      case .failed(let error): ("ERROR", error)
      case .billingLimits: ("WARNING", "Sync of \(table) stopped: billing limit reached")
      case .billingLimitsTooLow: ("WARNING", "Sync of \(table) stopped: billing limit too low")
      }
    return [
      line(createdAt, "INFO", "Sync of \(table) started"),
      line(half, "DEBUG", "Loaded \(self.rows(at: half)) rows of \(table)"),
      line(finishesAt, level, last),
    ]
  }

  private func line(_ time: Time, _ level: String, _ message: String) -> LogLine {
    LogLine(run: workflowRun, time: time, level: level, message: message)
  }
}
