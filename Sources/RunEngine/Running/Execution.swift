import CommandModel

/// One run under way: it takes what has happened, lets the machine decide, writes that
/// down, and does it.
///
/// Everything that happened while something was written down is taken together, so that
/// the requests that follow share one commit.
struct Execution {
  typealias Event = RunMachine.Event

  let runner: Runner
  let plan: Plan
  let options: RunOptions
  let stop: StopSignal
  let journal: FailStopJournal
  let startedAt: Duration
  let mailbox = Mailbox<Event>()

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
    var work = Work(plan: plan, startedAt: startedAt)
    let takenBefore = runner.limiter.taken
    var events = [await begin()]
    await withDiscardingTaskGroup { group in
      watch(above: .none, in: &group)
      tick(in: &group)
      while true {
        let batch = decide(after: events, &machine, &work, in: &group)
        events = await perform(batch, &work, in: &group, tell)
        await tellProgress(of: machine, &work, tell)
        if machine.isFinished { break }
        if events.isEmpty { events = await mailbox.take() }
      }
      group.cancelAll()
    }
    giveBackSlots()
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

// MARK: - Deciding

/// What a run holds about the items on their way, and when it last told how far it is.
private struct Work {
  /// The items on their way, as values.
  private(set) var items: [Int: Plan.Item] = [:]
  var toldAt: Duration

  private let plan: Plan

  init(plan: Plan, startedAt: Duration) {
    self.plan = plan
    toldAt = startedAt - Work.progressEvery
  }

  /// A person sees no more of it; who draws it decides how often.
  static let progressEvery = Duration.milliseconds(50)

  mutating func item(at index: Int) -> Plan.Item {
    if let item = items[index] { return item }
    let item = plan.items[index]
    items[index] = item
    return item
  }

  mutating func forget(_ index: Int) { items[index] = nil }
}

/// What follows from some events, in the order in which it is done: sent, written down, told.
private struct Batch {
  struct Send {
    let item: Int
    let key: RequestKey
    let slot: RateLimiter.Slot
    let at: Time
  }

  var sends: [Send] = []
  /// What came of earlier requests: it is written down while the next are on their way.
  var notes: [JournalEntry] = []
  var news: [Runner.News] = []
  var left: [Range<Int>] = []
  /// Whether what was written lazily is asked to be safe now.
  var flushes = false
}

extension Execution {
  /// Hands the events to the machine, with those that follow at once, and begins what needs
  /// neither the journal nor a person.
  private func decide(
    after events: [Event], _ machine: inout RunMachine, _ work: inout Work,
    in group: inout DiscardingTaskGroup
  ) -> Batch {
    var batch = Batch()
    var queue = events
    var next = 0
    while next < queue.count, !machine.isFinished {
      let event = queue[next]
      next += 1
      if case .asked(.gentle) = event { watch(above: .gentle, in: &group) }
      if case .ticked = event { batch.flushes = true }
      let actions = machine.handle(event, at: runner.timekeeper.uptime, roll: runner.random)
      for action in actions {
        if let granted = add(action, to: &batch, &work, in: &group) { queue.append(granted) }
      }
    }
    // What came too late for a run that is over must not keep its place.
    for case .granted(let slot) in queue[next...] { runner.limiter.release(slot) }
    return batch
  }

  /// Takes an action into the batch; gives the event that follows at once, if any.
  private func add(
    _ action: RunMachine.Action, to batch: inout Batch, _ work: inout Work,
    in group: inout DiscardingTaskGroup
  ) -> Event? {
    let now = runner.timekeeper.now
    switch action {
    case .acquire(let precedence):
      if let slot = runner.limiter.acquireNow(precedence) { return .granted(slot) }
      addChild(to: &group) { .granted(try await runner.limiter.acquire(precedence)) }
    case .giveBack(let slot): runner.limiter.release(slot)
    case .send(let item, let attempt, let slot):
      batch.sends.append(.init(item: item, key: key(of: item, attempt), slot: slot, at: now))
    case .wake(let delay):
      addChild(to: &group) {
        try await runner.timekeeper.sleep(for: delay)
        return .woke
      }
    case .doubt(let item, let failure):
      batch.news.append(.doubt(invocation(of: work.item(at: item)), failure))
    case .look(let entries): addChild(to: &group) { await look(at: entries) }
    case .note(let item, let attempt, let answered):
      batch.notes.append(.answered(key(of: item, attempt), answered, at: now))
    case .settle(let item, let verdict):
      settle(item, verdict, at: now, &batch, &work)
    case .leave(let items): batch.left.append(items)
    case .withdraw: group.cancelAll()
    case .finish: break
    }
    return nil
  }

  private func settle(
    _ item: Int, _ verdict: RunMachine.Verdict, at now: Time, _ batch: inout Batch,
    _ work: inout Work
  ) {
    let result = ResultRecord(plan, work.item(at: item), at: item, verdict: verdict)
    work.forget(item)
    if let outcome = verdict.exchange?.outcome {
      let key = key(of: item, verdict.tries.sent)
      batch.notes.append(.answered(key, JournalEntry.Answered(outcome), at: now))
    }
    // What was never sent stays as the plan has it.
    if result.result != .planned {
      batch.notes.append(.settled(result, step: plan.step(at: item)))
    }
    batch.news.append(.result(result))
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
  /// Sends, writes down and tells; gives the events that follow at once.
  private func perform(
    _ batch: Batch, _ work: inout Work, in group: inout DiscardingTaskGroup,
    _ tell: (Runner.News) async -> Void
  ) async -> [Event] {
    var events = await send(batch.sends, &work, in: &group)
    if events.isEmpty, let failed = await write(batch.notes) { events.append(failed) }
    if batch.flushes, events.isEmpty, let failed = await flush() { events.append(failed) }
    for news in batch.news { await tell(news) }
    for item in batch.left.joined() { await tell(.result(ResultRecord(plan, planned: item))) }
    return events
  }

  /// Lets requests leave as soon as the journal has them, and nothing else before them.
  private func send(
    _ sends: [Batch.Send], _ work: inout Work, in group: inout DiscardingTaskGroup
  ) async -> [Event] {
    let failed = await write(sends.map { .sent($0.key, at: $0.at) })
    guard case .journalFailed(let problem)? = failed else {
      for send in sends { begin(send, work.item(at: send.item), in: &group) }
      return []
    }
    for send in sends { runner.limiter.release(send.slot) }
    return [.journalFailed(problem)] + sends.map { .notSent(item: $0.item, problem) }
  }

  /// Lets a request leave that the journal has.
  private func begin(
    _ send: Batch.Send, _ item: Plan.Item, in group: inout DiscardingTaskGroup
  ) {
    let invocation = invocation(of: item)
    addChild(to: &group) {
      guard !Task.isCancelled else {
        runner.limiter.release(send.slot)
        return .answered(item: send.item, .withdrawn, sentAt: send.at)
      }
      let sentAt = runner.timekeeper.uptime
      let outcome = await runner.limiter.spend(
        send.slot, on: invocation, with: runner.performer)
      let elapsed = runner.timekeeper.uptime - sentAt
      return .answered(
        item: send.item, .init(outcome: outcome, elapsed: elapsed), sentAt: send.at)
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
        mailbox.put(.ticked)
      }
    }
  }

  /// Adds a child whose event is put into the mailbox; when it is cancelled, so is the run.
  private func addChild(
    to group: inout DiscardingTaskGroup, _ body: @escaping @Sendable () async throws -> Event
  ) {
    group.addTask {
      do { mailbox.put(try await body()) } catch { mailbox.put(.asked(.now)) }
    }
  }

  /// A place that came when nobody could use it any more must not stay taken.
  private func giveBackSlots() {
    for case .granted(let slot) in mailbox.takeAll() { runner.limiter.release(slot) }
  }

  private func write(_ entries: [JournalEntry]) async -> Event? {
    guard !entries.isEmpty else { return nil }
    return await trying { () throws(Problem) in try await journal.record(entries) }
  }

  private func flush() async -> Event? {
    await trying { () throws(Problem) in try await journal.flush() }
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
  /// Tells how far the run is, and asks the disk to keep what was written meanwhile.
  private func tellProgress(
    of machine: RunMachine, _ work: inout Work, _ tell: (Runner.News) async -> Void
  ) async {
    let now = runner.timekeeper.uptime
    guard machine.isFinished || now - work.toldAt >= Work.progressEvery else { return }
    work.toldAt = now
    await tell(.progress(progress(of: machine)))
  }

  private func progress(of machine: RunMachine) -> Progress {
    let counts = machine.summary.counts
    return Progress(
      action: plan.action, total: plan.total - plan.items.skipped.count,
      ok: counts[.ok, default: 0], failed: counts[.failed, default: 0],
      unknown: counts[.unknown, default: 0] + machine.doubtful, running: machine.running,
      elapsed: runner.timekeeper.uptime - startedAt,
      left: runner.limiter.timeLeft(
        requests: machine.left - machine.doubtful, concurrency: options.parallel,
        latency: machine.meanLatency),
      gate: runner.limiter.pause)
  }

  private func end(_ machineSummary: RunSummary) async -> RunSummary {
    var summary = machineSummary
    summary.elapsed = runner.timekeeper.uptime - startedAt
    guard plan.round == nil else { return summary }
    if case .journalFailed(let problem)? = await write(
      [.ended(summary, at: runner.timekeeper.now)])
    {
      summary.halt = summary.halt ?? .journal(problem)
    }
    return summary
  }
}
