import CommandLanguage
import CommandModel
import RunEngine
import Synchronization

/// The books of the rounds of one `each` in a session.
final class EachBooks: RoundBooks {
  let run: String
  let parallel: Int
  private let session: Session
  private let each: EachCall
  private let stop: StopSignal
  /// Nil where the `each` around has the line, or only reads.
  private let reporter: ProgressReporter?
  private let ledger: Mutex<RoundLedger>
  private let startedAt: Duration

  init(session: Session, each: EachCall, stop: StopSignal) {
    let settings = session.settings
    self.session = session
    self.each = each
    self.stop = stop
    let outer = each.surroundings.round
    run = outer?.run ?? Plan.makeID(random: session.environment.random)
    parallel = each.arguments["parallel"]?.integerValue ?? settings.integer("parallel")
    let isShown = outer == nil && each.changesSomething
    reporter = isShown ? ProgressReporter(session: session, run: run) : nil
    ledger = Mutex(
      RoundLedger(
        total: each.count, limit: each.arguments["halt"].flatMap { HaltLimit($0) } ?? .never))
    startedAt = session.environment.timekeeper.uptime
    if counts {
      session.tally.begin(
        run, at: startedAt, summary: each.changesSomething ? .whenMany : .whenWrong,
        isTried: each.surroundings.isTried)
    }
  }

  /// Whether the rounds count for the summary and the status: not in a plan, where nothing
  /// was done, and not within a round, which counts itself.
  private var counts: Bool { each.surroundings.round == nil && !each.surroundings.isPlanned }

  private var uptime: Duration { session.environment.timekeeper.uptime }

  var admits: Bool { stop.level == .none && ledger.withLock { $0.halt == nil } }

  var ending: (any Error)? {
    ledger.withLock(\.halt) ?? (stop.level == .none ? nil : CancellationError())
  }

  func begin(_ sequence: Int) {
    ledger.withLock { $0.begin() }
    showProgress()
  }

  func end(_ sequence: Int, failing failure: (result: ResultRecord, problem: Problem)?) {
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
      session.tally.noteRound(sequence, of: run, at: uptime)
    }
    showProgress()
  }

  func leave(_ count: Int) {
    if counts { session.tally.noteRounds(left: count, of: run, at: uptime) }
  }

  /// Takes the progress line away.
  func close() { reporter?.end() }

  /// Shows once a second how far the rounds are: none may begin or end for minutes.
  func showProgressWhileTimePasses() async {
    guard reporter != nil else { return }
    while (try? await session.environment.timekeeper.sleep(for: .seconds(1))) != nil {
      showProgress()
    }
  }

  private func showProgress() {
    guard let reporter, !each.surroundings.isPlanned else { return }
    reporter.update(ledger.withLock { $0.progress("each", after: uptime - startedAt) })
  }
}

extension Session {
  func keepingBooks<Result>(
    of each: EachCall, _ work: (any RoundBooks) async throws -> Result
  ) async throws -> Result {
    try await stoppable { stop in
      let books = EachBooks(session: self, each: each, stop: stop)
      defer { books.close() }
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await books.showProgressWhileTimePasses() }
        defer { group.cancelAll() }
        return try await work(books)
      }
    }
  }
}
