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
    var pending = [await write(.began(plan, at: runner.timekeeper.now)) ?? .began]
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
    return await end(machine.summary, latency: machine.meanLatency)
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
      return nil
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
      addChild(to: &group) { .event(.granted(try await runner.limiter.acquire(precedence))) }
    case .giveBack(let slot): runner.limiter.release(slot)
    case .send(let item, let attempt, let slot):
      addChild(to: &group) { .event(await send(item, attempt: attempt, in: slot)) }
    case .wake(let delay):
      addChild(to: &group) {
        try await runner.timekeeper.sleep(for: delay)
        return .event(.woke)
      }
    case .note(let item, let attempt, let fate):
      return await write(.answered(run: plan.id, item: item, attempt: attempt, fate: fate))
    case .settle(let item, let verdict):
      return await settle(ResultRecord(plan, item: item, verdict: verdict), tell)
    case .leave(let items):
      for item in items { await tell(.result(ResultRecord(plan, planned: item))) }
    case .finish: break
    }
    return nil
  }

  /// Sends one request, after the journal has it.
  private func send(_ item: Int, attempt: Int, in slot: RateLimiter.Slot) async -> Event {
    do {
      try await journal.record(
        .sent(run: plan.id, item: item, attempt: attempt, at: runner.timekeeper.now))
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
      item: item, .init(outcome: outcome, elapsed: runner.timekeeper.uptime - sentAt))
  }

  private func settle(
    _ result: ResultRecord, _ tell: (Runner.News) async -> Void
  ) async -> Event? {
    let failed = await write(.settled(result))
    await tell(.result(result))
    return failed
  }

  private func write(_ entry: JournalEntry) async -> Event? {
    do {
      try await journal.record(entry)
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
      action: plan.action, total: plan.items.count, ok: counts[.ok, default: 0],
      failed: counts[.failed, default: 0], unknown: counts[.unknown, default: 0],
      running: machine.running, elapsed: runner.timekeeper.uptime - startedAt,
      left: runner.limiter.timeLeft(
        requests: machine.left, concurrency: options.parallel, latency: machine.meanLatency),
      gate: runner.limiter.pause)
  }

  private func end(_ machineSummary: RunSummary, latency: Duration) async -> RunSummary {
    var summary = machineSummary
    summary.elapsed = runner.timekeeper.uptime - startedAt
    summary.ideal = runner.limiter.limit.idealDuration(
      requests: summary.requests, concurrency: options.parallel, latency: latency)
    if case .journalFailed(let problem)? = await write(
      .ended(summary, at: runner.timekeeper.now))
    {
      summary.halt = summary.halt ?? .journal(problem)
    }
    return summary
  }
}
