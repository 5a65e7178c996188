import CommandLanguage
import CommandModel
import Rendering
import RunEngine
import SourcesClient

extension Session {
  /// Carries out a verb that changes something: plan, question, run, results.
  ///
  /// - Throws: `Problem` when it may not begin, and when it had to stop for all items.
  func change(_ operation: Operation, _ call: Call) async throws -> Records {
    let connection = try await connection()
    let invocations = operation.invocations(for: call)
    for invocation in invocations { try check(invocation) }
    let round = call.surroundings.round
    guard !invocations.isEmpty else {
      if round == nil { note("nothing to \(operation.action)") }
      return .list([])
    }
    let plan = Plan(
      id: round?.run ?? Plan.makeID(random: environment.random), operation: operation,
      items: invocations.filter { !operation.skips($0) }
        .map { .init(arguments: $0.arguments, target: $0.target) },
      origin: .init(
        command: call.text, server: connection.address.description, project: connection.project))
    if call.surroundings.isPlanned {
      return .list(try planned(plan, for: call, project: connection.project)).shaped(call.shape)
    }
    try await agree(to: invocations, of: call, at: connection)
    if round == nil { tally.begin(plan.id, at: environment.timekeeper.uptime) }
    let (sent, end) = await carryOut(plan, for: call, over: connection)
    let results = sent + skipped(invocations.filter(operation.skips), by: plan, for: call)
    return Records.list(results).shaped(call.shape).ending(with: end)
  }

  /// The results of what there was nothing to start at.
  private func skipped(_ invocations: [Invocation], by plan: Plan, for call: Call) -> [Value] {
    invocations.compactMap(\.target).enumerated().map { index, target in
      let result = ResultRecord(
        run: plan.id, sequence: plan.items.count + index + 1, target: target,
        action: plan.action, result: .skipped, error: target.reasonToSkip)
      return .record(noted(result, for: call).record)
    }
  }

  /// The results of a run, and the error it ended with when it could not go on.
  private func carryOut(
    _ plan: Plan, for call: Call, over connection: Connection
  ) async -> (results: [Value], end: (any Error)?) {
    let runner = Runner(
      connection.client, limiter: connection.limiter, journal: MemoryJournal(),
      timekeeper: environment.timekeeper, random: environment.random)
    // The rounds of an `each` share one line, which is the books' own.
    let isShown = plan.items.count > 1 && call.surroundings.round == nil
    let reporter = isShown ? ProgressReporter(session: self, run: plan.id) : nil
    var results: [Value] = []
    results.reserveCapacity(plan.items.count)
    let summary = await stoppable { stop in
      await runner.run(plan, options: runOptions(for: call), stop: stop) { news in
        switch news {
        case .result(let result): results.append(.record(noted(result, for: call).record))
        case .progress(let progress): reporter?.update(progress)
        }
      }
    }
    reporter?.end()
    if summary.throttled > 0 {
      tally.noteThrottled(summary.throttled, in: plan.id, at: environment.timekeeper.uptime)
    }
    return (results, summary.halt?.error)
  }

  /// Takes a result into the books; in a round it has the round's place.
  private func noted(_ result: ResultRecord, for call: Call) -> ResultRecord {
    var result = result
    if let round = call.surroundings.round { result.sequence = round.sequence }
    tally.note(result, at: environment.timekeeper.uptime, in: call.surroundings)
    return result
  }

  private func runOptions(for call: Call) -> RunOptions {
    RunOptions(
      parallel: call.arguments["parallel"]?.integerValue ?? settings.integer("parallel"),
      halt: call.arguments["halt"].flatMap { HaltLimit($0) } ?? .never,
      retries: RetryPolicy(
        retries: call.arguments["retries"]?.integerValue ?? call.surroundings.round?.retries
          ?? settings.integer("retries")))
  }
}

extension Halt {
  /// What the statement of a run that ended early ends with.
  fileprivate var error: any Error {
    if let problem { problem } else { CancellationError() }
  }
}

// MARK: - Asking

extension Session {
  /// Asks before the first request, where the person has a right to be asked.
  ///
  /// - Throws: `Problem` when the answer is no, and when nobody is there to agree to a loss.
  private func agree(
    to invocations: [Invocation], of call: Call, at connection: Connection
  ) async throws {
    let loss = invocations.lazy.compactMap(\.losesWhenSent).first
    let around = call.surroundings
    if options.saysYes || call.arguments["yes"] == true || around.isAgreedToLoss { return }
    if let loss, person == nil || around.isAgreed {
      throw Problem(
        .usage, code: .needsYes, "`\(call.command.name)` destroys: \(loss)",
        hint: "add --yes when that is what you want")
    }
    guard let person else { return }
    let isMany = invocations.count > settings.integer("confirm")
    guard loss != nil || (isMany && !around.isAgreed) else { return }
    let many = invocations.count == 1 ? "" : " \(invocations.count) \(plural(of: invocations))"
    let place = connection.project.map { " in project \($0)" } ?? ""
    let question = "\(call.command.name):\(many)\(place) at \(connection.address)"
    try await confirm(question + (loss.map { "; \($0)" } ?? "") + "?", with: person)
  }

  private func plural(of invocations: [Invocation]) -> String {
    invocations.first?.target.flatMap { Catalogue.kind($0.kind)?.noun } ?? "requests"
  }
}

extension Operation {
  /// The verb: `reload`.
  var action: String { signature.words.dropFirst().joined(separator: " ") }

  /// Whether edsh knows before sending that this starts nothing.
  func skips(_ invocation: Invocation) -> Bool {
    effect == .triggers && invocation.target?.reasonToSkip != nil
  }
}

// MARK: - Afterwards

extension Session {
  /// Tells what the runs of a statement came to, and keeps what that means for the
  /// process's status.
  func summarizeRuns() {
    console.showProgress(nil)
    let runs = tally.closeRuns()
    for run in runs where run.isSummarized && !options.isQuiet {
      let elapsed = environment.timekeeper.uptime - run.startedAt
      let throttled = run.throttled > 0 ? ["429 met \(run.throttled)×"] : []
      let text = [SummaryText.text(run.counts, in: elapsed)] + throttled
      console.writeError(text.joined(separator: " · ") + "\n")
    }
    summarizePlans()
  }
}
