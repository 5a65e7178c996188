import CommandModel
import Synchronization

/// What the runs of a statement came to: per run the latest result of each thing, so
/// that what `wait` finds replaces what the verb said.
final class RunTally: Sendable {
  struct Run: Sendable {
    let id: String
    let startedAt: Duration
    var results: [String: ResultRecord.Result] = [:]
    /// Further words for its summary line.
    var remarks: [String] = []

    /// Whether it ends with a summary line.
    var isBulk: Bool { results.count > 1 }

    var counts: [ResultRecord.Result: Int] {
      results.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
  }

  private struct State {
    var open: [Run] = []
    /// What the runs that are closed mean for the process.
    var statuses: Set<ExitStatus> = []
  }

  private let state = Mutex(State())

  /// Takes a result, also a later one of a thing that had one; the first of a run opens it.
  func note(_ result: ResultRecord, at uptime: Duration) {
    change(result.run, at: uptime) { $0.results[result.target.id] = result.result }
  }

  func remark(_ text: String, on run: String, at uptime: Duration) {
    change(run, at: uptime) { $0.remarks.append(text) }
  }

  private func change(_ run: String, at uptime: Duration, _ change: (inout Run) -> Void) {
    state.withLock { state in
      let known = state.open.firstIndex { $0.id == run }
      if known == nil { state.open.append(Run(id: run, startedAt: uptime)) }
      change(&state.open[known ?? state.open.endIndex - 1])
    }
  }

  /// Opens a run before its first result, so that its time counts from now.
  func begin(_ run: String, at uptime: Duration) { change(run, at: uptime) { _ in } }

  /// Ends the runs that are open and keeps what they mean for the process.
  func closeRuns() -> [Run] {
    state.withLock { state in
      defer { state.open = [] }
      let found = state.open.flatMap(\.counts.keys)
      state.statuses.formUnion(found.compactMap { $0.category.map(ExitStatus.init) })
      return state.open
    }
  }

  /// Keeps what a statement that failed means for the process.
  func keep(_ status: ExitStatus) { state.withLock { _ = $0.statuses.insert(status) } }

  /// The worst status of the runs that were closed since the last call.
  func takeStatus() -> ExitStatus {
    state.withLock { state in
      defer { state.statuses = [] }
      return ExitStatus.worst(state.statuses)
    }
  }
}
