import CommandLanguage
import CommandModel
import RunEngine
import Synchronization

/// What the runs of a statement came to: per item the latest result of each thing, so
/// that what `wait` finds replaces what the verb said.
final class RunTally: Sendable {
  /// One run; the rounds of an `each` are one too.
  struct Run: Sendable {
    /// When its summary line is due.
    enum Summary: Sendable {
      /// For a run of many items.
      case whenMany
      /// For rounds that only read: where one failed.
      case whenWrong
    }

    let id: String
    let startedAt: Duration
    /// When it last told of something; what a person reads behind it is not its time.
    fileprivate(set) var toldAt: Duration
    var summary = Summary.whenMany
    /// Whether its failures are the script's own business.
    var isTried = false
    /// The requests that the server refused with 429.
    var throttled = 0
    /// The least time its requests take; zero where nobody counted.
    var ideal = Duration.zero
    /// Whether an earlier process began it.
    var isResumed = false
    /// Whether its syncs were waited for, so that its time is not that of its requests.
    var isWaitedFor = false
    /// The results of items that it had before this process took it.
    fileprivate var past: [ResultRecord.Result: Int] = [:]
    fileprivate var results = PlaceResults()
    /// The refusals behind those that did not go well, in the same way.
    fileprivate var failures: [Int: [String: Failure]] = [:]

    /// How many items have each result; an item of several steps has the worst of theirs.
    var counts: [ResultRecord.Result: Int] {
      results.counts.merging(past, uniquingKeysWith: +)
    }

    /// Whether it ends with a summary line.
    var isSummarized: Bool {
      switch summary {
      case .whenMany: results.count > 1 || !past.isEmpty
      case .whenWrong: counts.keys.contains { $0.category != nil }
      }
    }
  }

  private struct State {
    var open: [Run] = []
    /// Requests that plans of the statement would send.
    var planned = 0
    /// What the runs that are closed mean for the process.
    var statuses: Set<ExitStatus> = []
  }

  private let state = Mutex(State())

  /// Opens a run before its first result, so that its time counts from now.
  func begin(
    _ run: String, at uptime: Duration, past: [ResultRecord.Result: Int] = [:],
    isResumed: Bool = false, summary: Run.Summary = .whenMany, isTried: Bool = false
  ) {
    change(run, at: uptime) { run in
      run.past = past
      run.isResumed = isResumed
      run.summary = summary
      run.isTried = isTried
    }
  }

  /// Takes a result, also a later one of a thing that had one; the first of a run opens it.
  ///
  /// Within a round, what a `try` handles is nothing that became of the round.
  func note(_ result: ResultRecord, at uptime: Duration, in surroundings: Surroundings) {
    if surroundings.round != nil, surroundings.isTried { return }
    change(result.run, at: uptime) { run in
      run.results.note(result.result, of: result.target.id, at: result.sequence)
      // What `wait` passes on comes again, as a record that has lost it.
      if let failure = result.failure {
        run.failures[result.sequence, default: [:]][result.target.id] = failure
      }
      run.isTried = run.isTried || surroundings.isTried
      run.isWaitedFor = run.isWaitedFor || result.sync != nil
    }
  }

  /// What became of a place of a run that is open, its things taken together; nil where
  /// nothing was told of it.
  func result(at place: Int, of run: String) -> ResultRecord.Result? {
    state.withLock { state in
      state.open.first { $0.id == run }?.results.worst(at: place)
    }
  }

  /// The refusal behind a result of a run that is open.
  func failure(behind result: ResultRecord) -> Failure? {
    state.withLock { state in
      state.open.first { $0.id == result.run }?.failures[result.sequence]?[result.target.id]
    }
  }

  /// Notes that a round ended well, also one that none of its steps tells of.
  func noteRound(_ sequence: Int, of run: String, at uptime: Duration) {
    change(run, at: uptime) { run in
      run.results.noteEnd(at: sequence)
    }
  }

  /// Notes that a round was left half done: another process runs it again, and only then is
  /// it counted as what became of it.
  func noteStop(of sequence: Int, of run: String, at uptime: Duration) {
    change(run, at: uptime) { $0.results.reopen(at: sequence) }
  }

  /// Notes that rounds never began; they are counted behind those that did.
  func noteRounds(left count: Int, of run: String, at uptime: Duration) {
    change(run, at: uptime) { run in
      let last = run.results.lastPlace
      for place in 0..<count { run.results.note(.planned, of: "", at: last &+ 1 &+ place) }
    }
  }

  /// Takes what a run, or a step of one, has to tell beside its results.
  func note(_ summary: RunSummary, at uptime: Duration) {
    change(summary.run, at: uptime) { run in
      run.throttled += summary.throttled
      run.ideal += summary.ideal
    }
  }

  /// Counts requests that a plan would send.
  func notePlanned(_ requests: Int) { state.withLock { $0.planned += requests } }

  private func change(_ run: String, at uptime: Duration, _ change: (inout Run) -> Void) {
    state.withLock { state in
      let known = state.open.firstIndex { $0.id == run }
      if known == nil { state.open.append(Run(id: run, startedAt: uptime, toldAt: uptime)) }
      let index = known ?? state.open.endIndex - 1
      state.open[index].toldAt = max(uptime, state.open[index].toldAt)
      change(&state.open[index])
    }
  }

  /// Ends the runs that are open and keeps what they mean for the process.
  func closeRuns() -> [Run] {
    state.withLock { state in
      defer { state.open = [] }
      let found = state.open.filter { !$0.isTried }.flatMap(\.counts.keys)
      state.statuses.formUnion(found.compactMap { $0.category.map(ExitStatus.init) })
      return state.open
    }
  }

  /// How many requests the plans since the last call would send.
  func takePlanned() -> Int {
    state.withLock { state in
      defer { state.planned = 0 }
      return state.planned
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
