import CommandModel
import Synchronization

/// What the runs of a statement came to: per run the latest result of each item,
/// so that what `wait` finds replaces what the verb said.
final class RunTally: Sendable {
  struct Run: Sendable {
    let id: String
    let startedAt: Duration
    /// Whether it had more than one item, and so ends with a summary line.
    let isBulk: Bool
    var results: [Int: ResultRecord.Result] = [:]
    /// Further words for its summary line.
    var remarks: [String] = []

    var counts: [ResultRecord.Result: Int] {
      results.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
  }

  private let runs = Mutex<[Run]>([])
  /// What the runs that are closed mean for the process.
  private let statuses = Mutex<Set<ExitStatus>>([])

  func begin(_ id: String, isBulk: Bool, at uptime: Duration) {
    runs.withLock { $0.append(Run(id: id, startedAt: uptime, isBulk: isBulk)) }
  }

  /// Takes a result, also a later one of an item that had one.
  func note(_ result: ResultRecord) {
    runs.withLock { runs in
      guard let index = runs.lastIndex(where: { $0.id == result.run }) else { return }
      runs[index].results[result.sequence] = result.result
    }
  }

  func remark(_ text: String, on id: String) {
    runs.withLock { runs in
      guard let index = runs.lastIndex(where: { $0.id == id }) else { return }
      runs[index].remarks.append(text)
    }
  }

  /// Ends the runs that are open and keeps what they mean for the process.
  func closeRuns() -> [Run] {
    let closed = runs.withLock { runs in
      defer { runs = [] }
      return runs
    }
    let found = closed.flatMap(\.counts.keys).compactMap { $0.category.map(ExitStatus.init) }
    statuses.withLock { $0.formUnion(found) }
    return closed
  }

  /// Keeps what a statement that failed means for the process.
  func keep(_ status: ExitStatus) { _ = statuses.withLock { $0.insert(status) } }

  /// The worst status of the runs that were closed since the last call.
  func takeStatus() -> ExitStatus {
    statuses.withLock { statuses in
      defer { statuses = [] }
      return ExitStatus.worst(statuses)
    }
  }
}
