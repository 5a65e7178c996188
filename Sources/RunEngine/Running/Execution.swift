import CommandModel

/// One run under way: it takes what has happened, lets the machine decide, and does it.
///
/// What there is to write down is written by one child at a time while requests are on
/// their way. Everything that happened meanwhile is taken together, so that the requests that
/// follow share one commit.
struct Execution {
  typealias Event = RunMachine.Event

  /// What children bring.
  enum Letter: Sendable {
    case event(Event)
    /// A write is over; nil when the journal has all of it.
    case written(Problem?)
  }

  let runner: Runner
  let plan: Plan
  let options: RunOptions
  let stop: StopSignal
  let journal: FailStopJournal
  let startedAt: Duration
  let mailbox = Mailbox<Letter>()

  init(runner: Runner, plan: Plan, options: RunOptions, stop: StopSignal) {
    self.runner = runner
    self.plan = plan
    self.options = options
    self.stop = stop
    journal = FailStopJournal(runner.journal)
    startedAt = runner.timekeeper.uptime
  }

  func run(tell: (Runner.News) async -> Void) async -> RunSummary {
    var machine = RunMachine(plan, options: options, ahead: ahead)
    var work = Work(plan: plan, startedAt: startedAt)
    let takenBefore = runner.limiter.taken
    var letters = [Letter.event(await begin())]
    await withDiscardingTaskGroup { group in
      watch(above: .none, in: &group)
      tick(in: &group)
      while true {
        let (events, written) = open(letters, &work)
        decide(after: events, &machine, &work, in: &group)
        write(work.outbox.next(), in: &group)
        if let written { await self.tell(written, tell) }
        if machine.isFinished, work.outbox.isEmpty { break }
        await tellProgress(of: machine, &work, tell)
        letters = await mailbox.take()
      }
      group.cancelAll()
    }
    await tell(.progress(progress(of: machine)))
    giveBackSlots()
    var summary = machine.summary
    summary.ideal = runner.limiter.limit.idealDuration(
      requests: max(summary.requests, runner.limiter.taken - takenBefore),
      concurrency: options.parallel, latency: machine.meanLatency)
    return await end(summary)
  }

  /// How many requests are written down before there is a place for them on the way: where no
  /// limit holds requests back, the disk would. Three times as many as are on their way keep it
  /// busy. A kill leaves them unknown, too, so there are none where nothing is gained, and where
  /// nobody could find out what became of them.
  private var ahead: Int {
    let isFoundOut = plan.operation.isRepeatable || options.looksUp(plan.operation)
    return runner.limiter.limit.windows.isEmpty && isFoundOut ? 3 * options.parallel : 0
  }

  /// A run of its own begins with its plan; what goes on, or is a step, has that behind it.
  private func begin() async -> Event {
    let now = runner.timekeeper.now
    if plan.round == nil, !plan.isResumed,
      let problem = await record(.began(plan.head, items: plan.itemsToKeep, at: now))
    {
      return .journalFailed(problem)
    }
    return .began(at: now)
  }
}

// MARK: - Deciding

extension Execution {
  /// The events that have come, and the batch that is written now, if one is.
  private func open(
    _ letters: [Letter], _ work: inout Work
  ) -> (events: [Event], written: Outbox.Batch?) {
    var events: [Event] = []
    var written: Outbox.Batch?
    for letter in letters {
      switch letter {
      case .event(let event): events.append(event)
      case .written(let problem):
        let batch = work.outbox.takeWritten()
        if let problem { events.append(.journalFailed(problem)) }
        events += batch.requests.map { item in
          problem.map { .notWritten(item: item, $0) } ?? .written(item: item)
        }
        written = batch
      }
    }
    return (events, written)
  }

  /// Hands the events to the machine, with those that follow at once, and begins what needs
  /// neither the journal nor a person.
  private func decide(
    after events: [Event], _ machine: inout RunMachine, _ work: inout Work,
    in group: inout DiscardingTaskGroup
  ) {
    var queue = events
    var next = 0
    while next < queue.count, !machine.isFinished {
      let event = queue[next]
      next += 1
      if case .asked(.gentle) = event { watch(above: .gentle, in: &group) }
      if case .ticked = event { work.outbox.flush() }
      let actions = machine.handle(event, at: runner.timekeeper.uptime, roll: runner.random)
      for action in actions {
        if let granted = perform(action, &work, in: &group) { queue.append(granted) }
      }
    }
    // What came too late for a run that is over must not keep its place.
    for case .granted(let slot) in queue[next...] { runner.limiter.release(slot) }
  }

  /// Begins an action, or leaves what is to be written and told; gives the event that
  /// follows at once, if any.
  private func perform(
    _ action: RunMachine.Action, _ work: inout Work, in group: inout DiscardingTaskGroup
  ) -> Event? {
    let now = runner.timekeeper.now
    switch action {
    case .acquire(let precedence):
      if let slot = runner.limiter.acquireNow(precedence) { return .granted(slot) }
      addChild(to: &group) { .granted(try await runner.limiter.acquire(precedence)) }
    case .giveBack(let slot): runner.limiter.release(slot)
    case .write(let item, let attempt):
      work.outbox.note(.sent(key(of: item, attempt), at: now), requestOf: item)
    case .takeBack(let item, let attempt):
      work.outbox.note(.takenBack(key(of: item, attempt)))
    case .send(let item, let slot):
      work.noteSent(item, at: now)
      send(invocation(of: work.item(at: item)), of: item, in: slot, at: now, &group)
    case .wake(let delay):
      addChild(to: &group) {
        try await runner.timekeeper.sleep(for: delay)
        return .woke
      }
    case .doubt(let item, let failure):
      work.outbox.tell(.doubt(invocation(of: work.item(at: item)), failure))
    case .tellOutage(let failure):
      work.outbox.tell(.outage(failure, patience: Breaker.patience))
    case .look(let entries): addChild(to: &group) { await look(at: entries) }
    case .note(let item, let attempt, let answered):
      work.noteAnswer(answered, of: key(of: item, attempt), item, at: now)
    case .settle(let item, let verdict): settle(item, verdict, at: now, &work)
    case .leave(let items): work.outbox.leave(items)
    case .withdraw: group.cancelAll()
    case .finish: break
    }
    return nil
  }

  private func settle(
    _ item: Int, _ verdict: RunMachine.Verdict, at now: Time, _ work: inout Work
  ) {
    let result = ResultRecord(plan, work.item(at: item), at: item, verdict: verdict)
    if let outcome = verdict.exchange?.outcome {
      let answered = JournalEntry.Answered(outcome)
      work.noteAnswer(answered, of: key(of: item, verdict.tries.sent), item, at: now)
    }
    work.forget(item)
    // What was never sent stays as the plan has it.
    if result.result != .planned {
      work.outbox.note(.settled(result, step: plan.step(at: item)))
    }
    work.outbox.tell(.result(result))
  }

  private func key(of item: Int, _ attempt: Int) -> RequestKey {
    RequestKey(
      run: plan.id, item: plan.sequence(at: item), step: plan.step(at: item),
      attempt: attempt)
  }

  private func invocation(of item: Plan.Item) -> Invocation {
    Invocation(plan.operation, arguments: item.arguments, target: item.target)
  }
}

// MARK: - Doing

extension Execution {
  /// Lets a request leave that the journal has.
  private func send(
    _ invocation: Invocation, of item: Int, in slot: RateLimiter.Slot, at time: Time,
    _ group: inout DiscardingTaskGroup
  ) {
    addChild(to: &group) {
      guard !Task.isCancelled else {
        runner.limiter.release(slot)
        return .answered(item: item, .withdrawn, sentAt: time)
      }
      let sentAt = runner.timekeeper.uptime
      let outcome = await runner.limiter.spend(slot, on: invocation, with: runner.performer)
      let elapsed = runner.timekeeper.uptime - sentAt
      return .answered(item: item, .init(outcome: outcome, elapsed: elapsed), sentAt: time)
    }
  }

  /// Writes down what is next, if anything is.
  private func write(_ next: Outbox.Batch?, in group: inout DiscardingTaskGroup) {
    guard let next else { return }
    let (entries, flushes) = (next.entries, next.flushes)
    group.addTask {
      do throws(Problem) {
        if !entries.isEmpty { try await journal.record(entries) }
        if flushes { try await journal.flush() }
        mailbox.put(.written(nil))
      } catch {
        mailbox.put(.written(error))
      }
    }
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

  private func watch(above level: StopSignal.Level, in group: inout DiscardingTaskGroup) {
    addChild(to: &group) { .asked(try await stop.level(above: level)) }
  }

  private func tick(in group: inout DiscardingTaskGroup) {
    group.addTask {
      while (try? await runner.timekeeper.sleep(for: .seconds(1))) != nil {
        mailbox.put(.event(.ticked))
      }
    }
  }

  /// Adds a child whose event is put into the mailbox; when it is cancelled, so is the run.
  private func addChild(
    to group: inout DiscardingTaskGroup, _ body: @escaping @Sendable () async throws -> Event
  ) {
    group.addTask {
      let event: Event
      do { event = try await body() } catch { event = .asked(.now) }
      mailbox.put(.event(event))
    }
  }

  /// A place that came when nobody could use it any more must not stay taken.
  private func giveBackSlots() {
    for case .event(.granted(let slot)) in mailbox.takeAll() { runner.limiter.release(slot) }
  }

  private func record(_ entry: JournalEntry) async -> Problem? {
    do throws(Problem) {
      try await journal.record([entry])
      return nil
    } catch {
      return error
    }
  }
}

extension RunMachine.Exchange {
  /// What comes of a request that was given up before anybody was asked to send it.
  fileprivate static var withdrawn: Self {
    Self(
      outcome: .failure(Failure(.notSent, message: "given up before it was sent")),
      elapsed: .zero)
  }
}

// MARK: - Reports

extension Execution {
  private func tell(_ written: Outbox.Batch, _ tell: (Runner.News) async -> Void) async {
    for news in written.news { await tell(news) }
    for item in written.left.joined() { await tell(.result(ResultRecord(plan, planned: item))) }
  }

  /// Tells how far the run is, now and then.
  private func tellProgress(
    of machine: RunMachine, _ work: inout Work, _ tell: (Runner.News) async -> Void
  ) async {
    let now = runner.timekeeper.uptime
    guard now - work.toldAt >= Work.progressEvery else { return }
    work.toldAt = now
    await tell(.progress(progress(of: machine)))
  }

  private func progress(of machine: RunMachine) -> Progress {
    let counts = machine.summary.counts
    let toSend = machine.left - machine.doubtful
    // Where all that is left is being looked up, a look decides when it is over.
    let isLookingUp = toSend == 0 && machine.doubtful > 0
    return Progress(
      action: plan.action, total: plan.total - plan.items.skipped.count,
      ok: counts[.ok, default: 0], failed: counts[.failed, default: 0],
      unknown: counts[.unknown, default: 0] + machine.doubtful, running: machine.running,
      elapsed: runner.timekeeper.uptime - startedAt,
      left: isLookingUp
        ? nil
        : runner.limiter.timeLeft(
          requests: toSend, concurrency: options.parallel, latency: machine.meanLatency),
      gate: runner.limiter.pause)
  }

  private func end(_ machineSummary: RunSummary) async -> RunSummary {
    var summary = machineSummary
    summary.elapsed = runner.timekeeper.uptime - startedAt
    if plan.round == nil { _ = await record(.ended(summary, at: runner.timekeeper.now)) }
    // Whatever else ended the run, a journal that was lost on the way matters more.
    if let problem = journal.failure { summary.halt = .journal(problem) }
    return summary
  }
}
