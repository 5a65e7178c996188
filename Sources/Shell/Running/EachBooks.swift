import CommandLanguage
import CommandModel
import RunEngine
import SourcesClient
import Synchronization

/// The books of the rounds of one `each` in a session.
final class EachBooks: RoundBooks {
  let run: String
  let parallel: Int
  private let session: Session
  private let each: EachCall
  private let stop: StopSignal
  /// Where the rounds of a run are written down; nil where they are steps of one around, or
  /// change nothing.
  private let journal: RunStore?
  /// The places of the rounds in a run that goes on; nil where they are their own.
  private let places: [Int]?
  /// Nil where the `each` around has the line, or only reads.
  private let reporter: ProgressReporter?
  private let ledger: Mutex<RoundLedger>
  private let startedAt: Duration

  init(session: Session, each: EachCall, stop: StopSignal) async throws {
    if session.isFreezing, each.changesSomething {
      throw session.cannotFreeze(
        "the rounds of an `each` cannot be frozen: what they send shows while they run",
        hint: "give the records to the verb itself, or run it without --plan-to")
    }
    let settings = session.settings
    let now = session.environment.timekeeper.uptime
    self.session = session
    self.each = each
    self.stop = stop
    let outer = each.surroundings.round
    let isOwnRun = outer == nil && each.changesSomething && !each.surroundings.isPlanned
    let past = isOwnRun ? session.takeResumedRounds() : nil
    journal = isOwnRun ? try await session.store() : nil
    var head: RunHead?
    if let journal, past == nil { head = try await session.head(of: each, in: journal) }
    run =
      outer?.run ?? past?.head.id ?? head?.id ?? RunHead.makeID(random: session.environment.random)
    parallel = each.arguments["parallel"]?.integerValue ?? settings.integer("parallel")
    places = past.map { past in past.items.indices.map { past.items.sequence(at: $0) } }
    let isShown = outer == nil && each.changesSomething
    reporter = isShown ? ProgressReporter(session: session, run: run) : nil
    ledger = Mutex(
      RoundLedger(
        total: each.count, limit: each.arguments["halt"].flatMap { HaltLimit($0) } ?? .never,
        deadline: each.arguments["max_time"]?.durationValue.map { ($0, now + $0) }))
    startedAt = now
    if counts {
      session.tally.begin(
        run, at: startedAt, past: past?.past.counts ?? [:],
        summary: each.changesSomething ? .whenMany : .whenWrong,
        isTried: each.surroundings.isTried)
    }
    if let journal, let head { try await begin(head, in: journal) }
  }

  private func begin(_ head: RunHead, in journal: RunStore) async throws {
    var items = PlanItems()
    for item in each.items ?? [] {
      // What cannot be run again needs no more of its records than what they are.
      items.appendAlways(
        each.obstacle == nil
          ? Plan.Item(item) : Plan.Item(arguments: Record(), target: item.target))
    }
    try await session.hold(head.id, in: journal)
    try await journal.record(
      .began(head, items: items, at: session.environment.timekeeper.now))
  }

  /// Whether the rounds count for the summary and the status: not in a plan, where nothing
  /// was done, and not within a round, which counts itself.
  private var counts: Bool { each.surroundings.round == nil && !each.surroundings.isPlanned }

  private var uptime: Duration { session.environment.timekeeper.uptime }

  var admits: Bool {
    let now = uptime
    return stop.level == .none
      && ledger.withLock { ledger in
        ledger.noteTime(now)
        return ledger.halt == nil
      }
  }

  var ending: (any Error)? {
    let halt = ledger.withLock(\.halt)
    // What only reads leaves no report: half of what was read is none.
    guard each.changesSomething else {
      return halt ?? (stop.level == .none ? nil : CancellationError())
    }
    return halt?.followingResults ?? (stop.level == .none ? nil : Interruption())
  }

  func place(of round: Int) -> Int {
    guard let places, places.indices.contains(round - 1) else { return round }
    return places[round - 1]
  }

  func begin(_ sequence: Int) {
    ledger.withLock { $0.begin() }
    showProgress()
  }

  func end(
    _ round: Int, failing failure: (result: ResultRecord, problem: Problem)?
  ) async {
    ledger.withLock { ledger in
      if let failure {
        ledger.note(failure.result, after: failure.problem)
      } else {
        ledger.noteSuccess()
      }
    }
    if let result = failure?.result, !each.surroundings.isPlanned {
      session.tally.note(result, at: uptime, in: each.surroundings)
    } else if counts {
      session.tally.noteRound(place(of: round), of: run, at: uptime)
    }
    forgetSteps(of: round)
    await write(failure?.result ?? end(of: round))
    showProgress()
  }

  func stop(_ round: Int, because problem: Problem?) {
    forgetSteps(of: round)
    // What only reads has no run that goes on.
    if journal != nil { session.tally.noteStop(of: place(of: round), of: run, at: uptime) }
    ledger.withLock { $0.noteStop(because: problem) }
    showProgress()
  }

  func leave(_ count: Int) {
    if counts { session.tally.noteRounds(left: count, of: run, at: uptime) }
  }

  /// Closes the run, and takes the progress line away.
  func close() async throws {
    reporter?.end()
    try await journal?.record(
      .ended(RunSummary(run: run, action: "each"), at: session.environment.timekeeper.now))
  }

  /// Shows once a second how far the rounds are, and makes safe what they have written:
  /// none may begin or end for minutes.
  func keepUpWhileTimePasses() async {
    guard reporter != nil || journal != nil else { return }
    while (try? await session.environment.timekeeper.sleep(for: .seconds(1))) != nil {
      showProgress()
      do {
        try await journal?.flush()
      } catch {
        ledger.withLock { $0.noteStop(because: Problem(of: error), wasAtWork: false) }
      }
    }
  }

  private func showProgress() {
    guard let reporter, !each.surroundings.isPlanned else { return }
    reporter.update(ledger.withLock { $0.progress("each", after: uptime - startedAt) })
  }
}

// MARK: - The journal

extension EachBooks {
  private func forgetSteps(of round: Int) {
    guard each.surroundings.round == nil else { return }
    session.state.withLock { $0.stepsTaken.forget(run, at: place(of: round)) }
  }

  /// What became of a round that came to its end: the worst of its steps, as the summary
  /// counts it; with nothing to do it is skipped.
  private func end(of round: Int) -> ResultRecord? {
    guard let items = each.items, items.indices.contains(round - 1) else { return nil }
    let place = place(of: round)
    return ResultRecord(
      run: run, sequence: place, target: items[round - 1].target, action: "each",
      result: session.tally.result(at: place, of: run) ?? .ok)
  }

  /// Writes down how a round ended; when that cannot be, no further one begins.
  private func write(_ result: ResultRecord?) async {
    guard let journal, let result else { return }
    do {
      try await journal.record(.roundEnded(result))
    } catch {
      let problem = Problem(of: error)
      ledger.withLock { $0.note(result, after: problem) }
    }
  }
}

extension Session {
  func keepingBooks<Result>(
    of each: EachCall, _ work: (any RoundBooks) async throws -> Result
  ) async throws -> Result {
    try await stoppable { stop in
      let books = try await EachBooks(session: self, each: each, stop: stop)
      let result: Swift.Result<Result, any Error>
      do {
        result = .success(
          try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await books.keepUpWhileTimePasses() }
            defer { group.cancelAll() }
            return try await work(books)
          })
      } catch {
        result = .failure(error)
      }
      try await books.close()
      return try result.get()
    }
  }

  /// The rounds that are run again; whoever takes them has them alone.
  fileprivate func takeResumedRounds() -> Resumption? {
    state.withLock { state in
      defer { state.resumedRounds = nil }
      return state.resumedRounds
    }
  }

  /// The head of the run that rounds are.
  fileprivate func head(of each: EachCall, in store: RunStore) async throws -> RunHead {
    let connection = try await connection()
    return RunHead(
      id: try await store.freeID(random: environment.random), action: "each",
      command: HistoryText.redacted(each.text, vocabulary: vocabulary),
      place: each.source.place(of: each.range),
      server: connection.address.description, project: connection.project,
      flags: each.arguments,
      rounds: each.recipe, isWaitedFor: each.surroundings.isWaitedFor, seal: each.obstacle)
  }
}
