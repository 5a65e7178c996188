import CommandModel

/// One run under way: the events that its children bring, one after the other.
struct Execution {
  typealias Event = RunMachine.Event

  /// What a child comes back with.
  enum Arrival: Sendable {
    case event(Event)
    /// Time to show how far it has come.
    case tick
  }

  let runner: Runner
  let plan: Plan
  let options: RunOptions
  let stop: StopSignal
  let journal: FailStopJournal
  let startedAt: Duration

  init(runner: Runner, plan: Plan, options: RunOptions, stop: StopSignal) {
    self.runner = runner
    self.plan = plan
    self.options = options
    self.stop = stop
    journal = FailStopJournal(runner.journal)
    startedAt = runner.timekeeper.uptime
  }

  func run(tell: (Runner.News) async -> Void) async -> RunSummary {
    var machine = RunMachine(plan, options: options)
    var pending = [await begin()]
    let takenBefore = runner.limiter.taken
    await withTaskGroup(of: Arrival.self) { group in
      watch(above: .none, in: &group)
      tick(in: &group)
      while !machine.isFinished {
        guard let event = await next(&pending, &group, machine, tell) else { continue }
        let actions = machine.handle(event, at: runner.timekeeper.uptime, roll: runner.random())
        if case .asked(.gentle) = event { watch(above: .gentle, in: &group) }
        for action in actions {
          if let failed = await perform(action, in: &group, tell) { pending.append(failed) }
        }
        await tell(.progress(progress(of: machine)))
      }
      group.cancelAll()
      await giveBackSlots(of: &group)
    }
    var summary = machine.summary
    summary.ideal = runner.limiter.limit.idealDuration(
      requests: max(summary.requests, runner.limiter.taken - takenBefore),
      concurrency: options.parallel, latency: machine.meanLatency)
    return await end(summary)
  }

  /// A run of its own begins with its plan; what goes on, or is a step, has that behind it.
  private func begin() async -> Event {
    let now = runner.timekeeper.now
    if plan.round == nil, !plan.isResumed,
      let failed = await write([.began(plan.head, items: plan.itemsToKeep, at: now)])
    {
      return failed
    }
    return .began(at: now)
  }
}

// MARK: - Events

extension Execution {
  /// The next event; nil when it was only time to show the progress.
  private func next(
    _ pending: inout [Event], _ group: inout TaskGroup<Arrival>, _ machine: RunMachine,
    _ tell: (Runner.News) async -> Void
  ) async -> Event? {
    if !pending.isEmpty { return pending.removeFirst() }
    switch await group.next() {
    case .event(let event)?: return event
    case .tick?:
      await tell(.progress(progress(of: machine)))
      tick(in: &group)
      return await trying { () throws(Problem) in try await journal.flush() }
    case nil: preconditionFailure("the watch for the stop signal outlives every other child")
    }
  }

  /// Takes what the last children bring; a place nobody will use must not stay taken.
  private func giveBackSlots(of group: inout TaskGroup<Arrival>) async {
    for await arrival in group {
      if case .event(.granted(let slot)) = arrival { runner.limiter.release(slot) }
    }
  }

  private func watch(above level: StopSignal.Level, in group: inout TaskGroup<Arrival>) {
    addChild(to: &group) { .event(.asked(try await stop.level(above: level))) }
  }

  private func tick(in group: inout TaskGroup<Arrival>) {
    addChild(to: &group) {
      try await runner.timekeeper.sleep(for: .seconds(1))
      return .tick
    }
  }

  /// Adds a child; when it is cancelled, so is the run.
  private func addChild(
    to group: inout TaskGroup<Arrival>, _ body: @escaping @Sendable () async throws -> Arrival
  ) {
    group.addTask {
      do { return try await body() } catch { return .event(.asked(.now)) }
    }
  }
}

// MARK: - Actions

extension Execution {
  /// Performs an action; gives the event that follows at once, if any.
  private func perform(
    _ action: RunMachine.Action, in group: inout TaskGroup<Arrival>,
    _ tell: (Runner.News) async -> Void
  ) async -> Event? {
    switch action {
    case .acquire(let precedence):
      if let slot = runner.limiter.acquireNow(precedence) { return .granted(slot) }
      addChild(to: &group) { .event(.granted(try await runner.limiter.acquire(precedence))) }
    case .giveBack(let slot): runner.limiter.release(slot)
    case .send(let item, let attempt, let slot):
      addChild(to: &group) { .event(await send(item, attempt: attempt, in: slot)) }
    case .wake(let delay):
      addChild(to: &group) {
        try await runner.timekeeper.sleep(for: delay)
        return .event(.woke)
      }
    case .doubt(let item, let failure): await tell(.doubt(plan.invocation(at: item), failure))
    case .look(let entries): addChild(to: &group) { .event(await look(at: entries)) }
    case .note(let item, let attempt, let answered):
      let now = runner.timekeeper.now
      return await write([.answered(key(of: item, attempt), answered, at: now)])
    case .settle(let item, let verdict):
      return await settle(item, verdict, tell)
    case .leave(let items):
      for item in items { await tell(.result(ResultRecord(plan, planned: item))) }
    case .finish: break
    }
    return nil
  }

  /// Sends one request, after the journal has it.
  private func send(_ item: Int, attempt: Int, in slot: RateLimiter.Slot) async -> Event {
    let sentTime = runner.timekeeper.now
    do {
      try await journal.record([.sent(key(of: item, attempt), at: sentTime)])
    } catch {
      runner.limiter.release(slot)
      return .notSent(item: item, error)
    }
    guard !Task.isCancelled else {
      runner.limiter.release(slot)
      return .asked(.now)
    }
    let sentAt = runner.timekeeper.uptime
    let outcome = await runner.limiter.spend(
      slot, on: plan.invocation(at: item), with: runner.performer)
    return .answered(
      item: item, .init(outcome: outcome, elapsed: runner.timekeeper.uptime - sentAt),
      sentAt: sentTime)
  }

  /// Looks up what is unknown, all of it at once.
  private func look(at entries: [Doubts.Entry]) async -> Event {
    var findings = entries.map { _ in Finding.unclear }
    if let verifier = runner.verifier, !options.lookups.schedule.isEmpty {
      findings = await verifier.look(
        at: entries.map { Doubt(plan.invocation(at: $0.item), sentAt: $0.sentTime) })
    }
    return .looked(zip(entries, findings).map { ($0.item, $1) })
  }

  private func settle(
    _ item: Int, _ verdict: RunMachine.Verdict, _ tell: (Runner.News) async -> Void
  ) async -> Event? {
    let result = ResultRecord(plan, item: item, verdict: verdict)
    // Together, because an answer without its result would be looked up again.
    var entries: [JournalEntry] = []
    if let outcome = verdict.exchange?.outcome {
      let key = key(of: item, verdict.tries.sent)
      entries.append(
        .answered(key, JournalEntry.Answered(outcome), at: runner.timekeeper.now))
    }
    // What was never sent stays as the plan has it.
    if result.result != .planned {
      entries.append(.settled(result, step: plan.step(at: item)))
    }
    let failed = await write(entries)
    await tell(.result(result))
    return failed
  }

  private func key(of item: Int, _ attempt: Int) -> RequestKey {
    RequestKey(
      run: plan.id, item: plan.sequence(at: item), step: plan.step(at: item),
      attempt: attempt)
  }

  private func write(_ entries: [JournalEntry]) async -> Event? {
    await trying { () throws(Problem) in try await journal.record(entries) }
  }

  private func trying(_ body: () async throws(Problem) -> Void) async -> Event? {
    do {
      try await body()
      return nil
    } catch {
      return .journalFailed(error)
    }
  }
}

// MARK: - Reports

extension Execution {
  private func progress(of machine: RunMachine) -> Progress {
    let counts = machine.summary.counts
    return Progress(
      action: plan.action, total: plan.total - plan.items.skipped.count,
      ok: counts[.ok, default: 0],
      failed: counts[.failed, default: 0], unknown: counts[.unknown, default: 0] + machine.doubtful,
      running: machine.running, elapsed: runner.timekeeper.uptime - startedAt,
      left: runner.limiter.timeLeft(
        requests: machine.left - machine.doubtful, concurrency: options.parallel,
        latency: machine.meanLatency),
      gate: runner.limiter.pause)
  }

  private func end(_ machineSummary: RunSummary) async -> RunSummary {
    var summary = machineSummary
    summary.elapsed = runner.timekeeper.uptime - startedAt
    guard plan.round == nil else { return summary }
    if case .journalFailed(let problem)? = await write([
      .ended(summary, at: runner.timekeeper.now)
    ]) {
      summary.halt = summary.halt ?? .journal(problem)
    }
    return summary
  }
}
