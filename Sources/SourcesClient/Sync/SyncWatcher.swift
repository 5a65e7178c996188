package import CommandModel

/// `wait`: follows the syncs that were started, or that run, until they end
/// (reliability.md, section 5).
package struct SyncWatcher {
  private let performer: any Performer
  private let timekeeper: any Timekeeper
  private let random: @Sendable () -> Double
  private let settings: Settings
  private let report: Reports

  /// How long and how often.
  package struct Settings: Sendable {
    /// Nil for no limit; remote work is never cancelled.
    package var timeout: Duration?
    /// Nil for 2 s growing to 15 s.
    package var every: Duration?

    package init(timeout: Duration? = nil, every: Duration? = nil) {
      self.timeout = timeout
      self.every = every
    }
  }

  /// Where it says how things go.
  package struct Reports: Sendable {
    /// Called after each look, and once a second.
    package var progress: @Sendable (Progress) async -> Void
    /// Called for what a person should know and no result says.
    package var warning: @Sendable (Diagnostic) async -> Void

    package init(
      progress: @escaping @Sendable (Progress) async -> Void = { _ in },
      warning: @escaping @Sendable (Diagnostic) async -> Void = { _ in }
    ) {
      self.progress = progress
      self.warning = warning
    }
  }

  /// Creates a watcher; `random` gives numbers from 0 to 1.
  package init(
    over performer: any Performer, timekeeper: any Timekeeper,
    random: @escaping @Sendable () -> Double, settings: Settings = Settings(),
    report: Reports = Reports()
  ) {
    self.performer = performer
    self.timekeeper = timekeeper
    self.random = random
    self.settings = settings
    self.report = report
  }

  /// The results of what comes in, in the order in which the syncs end.
  ///
  /// The input is read whole first. What no sync can be waited for passes unchanged. When
  /// the task is cancelled, what has not ended is `interrupted`, and that is the end. Pulling
  /// throws `Problem` for what cannot be waited for, and a `Failure` when the server cannot
  /// be asked any more, behind the results of all that it leaves open.
  package func wait(for input: Records) -> Records {
    var watch: Watch?
    return Records(input.shape) {
      if watch == nil { watch = try await begin(input) }
      let batch = try await watch?.next() ?? []
      return batch.isEmpty ? nil : batch.map(Value.record)
    }
  }

  private func begin(_ input: Records) async throws -> Watch {
    var state = WatchState()
    while let batch = try await input.nextBatch() {
      for value in batch { try state.add(value) }
    }
    return Watch(
      state: state, reader: SyncReader(performer: performer, timekeeper: timekeeper),
      timekeeper: timekeeper, random: random, settings: settings, report: report)
  }
}

/// One wait on its way.
private struct Watch {
  private static let missesMax = 4

  private var state: WatchState
  private let reader: SyncReader
  private let timekeeper: any Timekeeper
  private let random: @Sendable () -> Double
  private let settings: SyncWatcher.Settings
  private let report: SyncWatcher.Reports
  private let start: Duration
  private var pace: PollPace
  private var isFirst = true
  /// Looks in a row that failed in a way that may pass.
  private var misses = 0
  /// Why it is over before all has ended.
  private var end: Failure?

  init(
    state: WatchState, reader: SyncReader, timekeeper: any Timekeeper,
    random: @escaping @Sendable () -> Double, settings: SyncWatcher.Settings,
    report: SyncWatcher.Reports
  ) {
    self.state = state
    self.reader = reader
    self.timekeeper = timekeeper
    self.random = random
    self.settings = settings
    self.report = report
    start = timekeeper.uptime
    pace = PollPace(every: settings.every)
  }

  /// What ended next; empty when nothing is left.
  mutating func next() async throws -> [Record] {
    while true {
      let news = state.takeNews()
      for warning in news.warnings { await report.warning(warning) }
      if !news.finished.isEmpty { return news.finished }
      if let end { throw end }
      if state.isDone { return [] }
      do {
        try await goOn()
      } catch let failure as Failure {
        end = failure
        state.expire(at: timekeeper.now, because: "the server could not be asked any more")
      } catch is CancellationError {
        state.expire(
          at: timekeeper.now, as: .interrupted, because: "the wait was interrupted")
      }
      isFirst = false
      await report.progress(progress)
    }
  }

  private mutating func goOn() async throws {
    try await pause()
    if let limit = settings.timeout, elapsed >= limit, !isFirst {
      state.expire(at: timekeeper.now, because: "it had not finished in time")
    } else {
      try await look()
    }
  }

  private var elapsed: Duration { timekeeper.uptime - start }

  /// The first look comes at once: it says which tables are enabled.
  private mutating func pause() async throws {
    guard !isFirst else { return }
    let pause = pace.next(random: random())
    let left = settings.timeout.map { max(.zero, $0 - elapsed) } ?? pause
    var rest = min(pause, left)
    while rest > .zero {
      let step = min(rest, Self.reportEvery)
      try await timekeeper.sleep(for: step)
      rest -= step
      // Behind the last step comes a look, which is told of anyway.
      if rest > .zero { await report.progress(progress) }
    }
  }

  /// Time passes for who watches, also between two looks.
  private static let reportEvery = Duration.seconds(1)

  private mutating func look() async throws {
    do throws(Failure) {
      let look = try await reader.look(until: state.isSatisfied)
      for question in state.observe(look) {
        let jobs = try await reader.jobs(question)
        state.observe(jobs, of: question.sourceID, at: look.time)
      }
      misses = 0
    } catch {
      try Task.checkCancellation()
      misses += 1
      if error.fate == .halt || error.fate == .failed || misses > Self.missesMax { throw error }
    }
  }

  private var progress: Progress {
    Progress(
      action: "wait", total: state.totalCount, ok: state.okCount, failed: state.failedCount,
      timeout: state.timeoutCount, running: state.pendingCount, elapsed: elapsed)
  }
}
