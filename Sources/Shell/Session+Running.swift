import CommandLanguage
import CommandModel
import Rendering
import RunEngine
import SourcesClient
import Synchronization

extension Session {
  /// Carries out a verb that changes something: plan, question, run, results.
  ///
  /// - Throws: `Problem` when it may not begin, and when it had to stop for all items.
  func change(_ operation: Operation, _ call: Call) async throws -> Records {
    let connection = try await connection()
    try checkProjects(call.targets?.projects ?? [], of: call, at: connection)
    let (items, loss) = try await draft(operation, call, over: connection)
    let round = call.surroundings.round
    guard !items.isEmpty else {
      if round == nil { note("nothing to \(operation.signature.action)") }
      return .list([])
    }
    var head = head(of: call, operation.signature.action, at: connection)
    var plan = Plan(head, operation: operation, items: items)
    if call.surroundings.isPlanned {
      if isFreezing { try freeze(plan, at: connection) }
      return .list(try planned(plan, for: call, project: connection.project)).shaped(call.shape)
    }
    try await agree(to: plan, losing: loss, of: call, at: connection)
    defer { distrustNames(after: operation) }
    let store = try await store()
    if let round { return await takeSteps(plan, in: round, call, connection, store) }
    head.id = try await store.freeID(random: environment.random)
    if plan.holdsSecrets { head.seal = "it was given secrets, which are not kept" }
    plan = Plan(head, operation: operation, items: plan.items)
    try await hold(plan.id, in: store)
    let end = await carryOut(plan, flags: call.arguments, call.surroundings, connection, store)
    let sequences = plan.items.indices.map { plan.sequence(at: $0) }
    return results(of: plan.id, sequences, in: store, endingWith: end).shaped(call.shape)
  }

  /// What a call is going to send, and what is lost by it.
  ///
  /// - Throws: `Problem` when one of the requests would only meet the server's refusal.
  private func draft(
    _ operation: Operation, _ call: Call, over connection: Connection
  ) async throws -> (items: PlanItems, loss: String?) {
    var items = PlanItems()
    var loss: String?
    let invocations = operation.invocations(for: call)
    let book =
      operation.form == nil ? .empty : try await formBook(for: invocations, over: connection)
    let kind = Catalogue.kind(operation.answer.kind)
    // A plan shows what was written, and rounds that are given secrets are not kept.
    let isKept = !call.surroundings.isPlanned && call.surroundings.round == nil
    for var invocation in invocations {
      try check(invocation, book)
      loss = loss ?? invocation.losesWhenSent
      invocation.openPaths = book.openPaths(of: invocation)
      let name = kind?.title(of: invocation.arguments)
      let item =
        isKept ? try await keptItem(invocation, name: name) : Plan.Item(invocation, name: name)
      items.append(item, isSkipped: operation.skips(invocation))
    }
    items.seal()
    return (items, loss)
  }

  /// Carries out what a verb does in a round; what an earlier process has done of it stands.
  private func takeSteps(
    _ plan: Plan, in round: Surroundings.Round, _ call: Call, _ connection: Connection,
    _ store: RunStore
  ) async -> Records {
    let past = state.withLock { $0.pastSteps[round.run]?[round.sequence] } ?? [:]
    let (steps, known) = plan.steps(of: round.run, at: round.sequence, after: past) { request in
      state.withLock { $0.stepsTaken.count(request, of: round.run, at: round.sequence) }
    }
    var results: [Value] = []
    for result in known {
      tally.note(result, at: environment.timekeeper.uptime, in: call.surroundings)
      results.append(.record(result.record))
    }
    let end = await carryOut(
      steps, flags: call.arguments, call.surroundings, connection, store
    ) { results.append(.record($0.record)) }
    return Records.list(results).shaped(call.shape).ending(with: end)
  }

  /// Runs a plan to its end; gives the error it ended with when it could not go on.
  func carryOut(
    _ plan: Plan, flags: Record, _ surroundings: Surroundings, _ connection: Connection,
    _ store: RunStore, _ tell: (ResultRecord) -> Void = { _ in }
  ) async -> (any Error)? {
    let runner = Runner(
      connection.client, limiter: connection.limiter,
      verifier: LookupVerifier(
        over: connection.performer, timekeeper: environment.timekeeper),
      journal: store, timekeeper: environment.timekeeper, random: environment.random)
    let options = runOptions(flags, round: surroundings.round)
    // The rounds of an `each` share one line, which is the books' own.
    let isShown = plan.items.count > 1 && surroundings.round == nil
    let reporter = isShown ? ProgressReporter(session: self, run: plan.id) : nil
    if surroundings.round == nil { self.tell(howLong: plan, connection.limiter, options) }
    if surroundings.round == nil {
      tally.begin(
        plan.id, at: environment.timekeeper.uptime, past: plan.past.counts,
        isResumed: plan.past.isThere)
    }
    // A screen may block whoever writes to it; only without limits is every moment worth it.
    let place = connection.limiter.limit.windows.isEmpty ? connection.executor : nil
    var doubts = 0
    let summary = await stoppable { stop in
      await runner.run(plan, options: options, stop: stop, on: place) { news in
        switch news {
        case .result(let result):
          tally.note(result, at: environment.timekeeper.uptime, in: surroundings)
          tell(result)
        case .progress(let progress): reporter?.update(progress)
        case .outage(let failure, let patience):
          note(
            "the server is in trouble: \(failure.message); one request at a time looks whether "
              + "it is back, for \(DurationText.brief(patience)) at most")
        case .doubt(let invocation, let failure):
          if doubts == 0 { self.tell(ofDoubt: failure, about: invocation, options.lookups) }
          doubts += 1
        }
      }
    }
    reporter?.end()
    tally.note(summary, at: environment.timekeeper.uptime)
    return summary.halt?.error
  }

  /// Says before a long run how long the rate limit lets it take at least.
  private func tell(howLong plan: Plan, _ limiter: Limiter, _ options: RunOptions) {
    let requests = plan.items.count - plan.items.skipped.count
    let least = limiter.timeLeft(
      requests: requests, concurrency: options.parallel, latency: .zero)
    guard least >= .seconds(10) else { return }
    note(
      "\(plan.action): \(requests) requests, by the rate limit at least "
        + DurationText.brief(least))
  }

  /// Says once a run why it does not end: the first look may be far from the last.
  private func tell(
    ofDoubt failure: Failure, about invocation: Invocation, _ lookups: LookupPolicy
  ) {
    let thing = invocation.target.map { " of `\($0.name ?? $0.id)`" } ?? ""
    let action = invocation.operation.signature.action
    let longest = DurationText.brief(lookups.schedule.last ?? .zero)
    note(
      "nobody knows whether `\(action)`\(thing) was done (\(failure.message)); looking it "
        + "up for \(longest) at most, Ctrl-C leaves it unknown")
  }

  func runOptions(_ flags: Record, round: Surroundings.Round?) -> RunOptions {
    var retries = RetryPolicy(
      retries: flags["retries"]?.integerValue ?? round?.retries ?? settings.integer("retries"))
    if let patience = flags["max_wait"]?.writtenDuration { retries.waitMax = patience }
    var lookups =
      settings.text("lookups").flatMap { LookupPolicy(spelling: $0) } ?? LookupPolicy()
    switch flags["on_unknown"]?.textValue {
    case "leave": lookups = .never
    case "resend": lookups.resendsUnclear = true
    default: break
    }
    return RunOptions(
      parallel: flags["parallel"]?.integerValue ?? settings.integer("parallel"),
      halt: flags["halt"].flatMap { HaltLimit($0) } ?? .never, retries: retries,
      lookups: lookups, timeMax: flags["max_time"]?.writtenDuration)
  }
}

extension Halt {
  /// What the statement of a run that ended early ends with, behind all its results.
  fileprivate var error: any Error { problem?.followingResults ?? Interruption() }
}

// MARK: - Asking

extension Session {
  /// Asks before the first request, where the person has a right to be asked.
  ///
  /// - Throws: `Problem` when the answer is no, and when nobody is there to agree to a loss.
  private func agree(
    to plan: Plan, losing loss: String?, of call: Call, at connection: Connection
  ) async throws {
    let around = call.surroundings
    if options.saysYes || call.arguments["yes"] == true || around.isAgreedToLoss { return }
    if let loss, person == nil || around.isAgreed {
      throw Problem(
        .usage, code: .needsYes, "`\(call.command.name)` destroys: \(loss)",
        hint: "add --yes when that is what you want")
    }
    guard let person else { return }
    let isMany = plan.items.count > settings.integer("confirm")
    guard loss != nil || (isMany && !around.isAgreed) else { return }
    let place = connection.project.map { " in project \($0)" } ?? ""
    let question = "\(call.command.name):\(things(of: plan))\(place) at \(connection.address)"
    try await confirm(question + (loss.map { "; \($0)" } ?? "") + "?", with: person)
  }

  /// What is meant, by name and id where it is little, else how many.
  private func things(of plan: Plan) -> String {
    let items = plan.items
    guard items.count <= Session.namedMax else { return " \(items.count) \(plural(of: plan))" }
    let shown = items.indices.compactMap { index -> String? in
      guard let target = items[index].target else { return nil }
      guard let name = target.name else { return target.id }
      // It comes from the server, and a question is drawn as it stands.
      return "\(TerminalText.sanitize(name)) \(target.id.prefix(8))…"
    }
    if shown.isEmpty { return items.count == 1 ? "" : " \(items.count) \(plural(of: plan))" }
    return " " + shown.joined(separator: ", ")
  }

  /// So many things a question names.
  private static let namedMax = 3

  private func plural(of plan: Plan) -> String {
    plan.items[0].target.flatMap { Catalogue.kind($0.kind)?.noun } ?? "requests"
  }
}

extension Operation {
  /// What is left of a run, with what there is nothing to start at.
  func skippingWhatSaysSo(_ items: PlanItems) -> PlanItems {
    guard effect == .triggers else { return items }
    var items = items
    items.skipWhatSaysSo()
    return items
  }

  /// Whether edsh knows before sending that this starts nothing.
  fileprivate func skips(_ invocation: Invocation) -> Bool {
    effect == .triggers && invocation.target?.reasonToSkip != nil
  }
}

extension Value {
  /// A duration, also one that a journal or a plan has written out.
  fileprivate var writtenDuration: Duration? {
    durationValue ?? textValue.flatMap { DurationText.parse($0) }
  }
}
