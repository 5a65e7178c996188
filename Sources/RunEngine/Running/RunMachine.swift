import CommandModel

/// Decides what a run does next; it neither waits nor sends.
///
/// Items go in the order of the plan, those to be sent again after all others. An item that
/// was not begun costs nothing; what is kept is about those written down and under way.
///
/// A request has its place under the limit before it is written down, so that nothing waits
/// for a place as if it had left. Where some are written down ahead it is the other way round.
struct RunMachine: Sendable {
  /// Of the whole run, those with a result from before included.
  private let total: Int
  /// The items behind it may have been carried out before.
  private let freshEnd: Int
  private let operation: Operation
  private let skipped: Set<Int>
  private let options: RunOptions
  /// How many requests may be written down before there is a place for them on the way.
  private let ahead: Int

  /// The first item that was never begun.
  private var fresh = 0
  /// Of the items begun, under way and waiting.
  private var tries: [Int: Tries] = [:]
  private var inFlight: Set<Int> = []
  /// Of the items that were begun and are not under way.
  private var departures = Departures()
  /// The one that is due first stands first.
  private var waiting: [Waiting] = []
  private var awaitsSlot = false
  private var wakesAt: Duration?
  private var deadline: Duration?
  private var doubts: Doubts
  private var breaker = Breaker()
  private var forbidden = ForbiddenWatch()
  private var busy = Duration.zero
  private var answers = 0
  /// What earlier processes did, by item.
  private let pastTries: [Int: Plan.Tried]
  private let pastDoubts: [Plan.Doubtful]

  private(set) var summary: RunSummary
  private(set) var isFinished = false

  init(_ plan: Plan, options: RunOptions, ahead: Int) {
    total = plan.total
    freshEnd = plan.items.count - plan.past.doubts.count
    operation = plan.operation
    skipped = plan.items.skipped
    self.options = options
    self.ahead = ahead
    doubts = Doubts(plan.operation.lookup == .none ? .never : options.lookups)
    summary = RunSummary(run: plan.id, action: plan.action)
    summary.counts = plan.past.counts
    pastTries = plan.past.tries
    pastDoubts = plan.past.doubts
  }

  /// Takes what happened and says what to do, in this order.
  ///
  /// - Parameter roll: a number from 0 up to 1 that spreads the retries.
  mutating func handle(_ event: Event, at now: Duration, roll: () -> Double) -> [Action] {
    guard !isFinished else { return [] }
    return react(to: event, at: now, roll: roll) + skip(at: now) + advance(at: now)
  }

  /// Settles what there is nothing to do for, as soon as it is next.
  private mutating func skip(at now: Duration) -> [Action] {
    guard !skipped.isEmpty, summary.halt == nil else { return [] }
    var actions: [Action] = []
    while fresh < freshEnd, skipped.contains(fresh) {
      actions.append(settle(fresh, .skipped, nil, at: now))
      fresh += 1
    }
    return actions
  }

  /// Items that are looked up.
  var doubtful: Int { doubts.count }
  /// Items without a result.
  var left: Int { freshEnd - fresh + tries.count }
  var running: Int { inFlight.count }
  var meanLatency: Duration { answers > 0 ? busy / answers : .zero }
}

// MARK: - What happened

extension RunMachine {
  private mutating func react(to event: Event, at now: Duration, roll: () -> Double) -> [Action] {
    switch event {
    case .began(let time):
      takeUpDoubts(at: now, time)
      deadline = options.timeMax.map { now + $0 }
      return options.timeMax.map { [.wake(after: $0)] } ?? []
    case .woke:
      wakesAt = nil
      return []
    case .ticked: return []
    case .granted(let slot):
      awaitsSlot = false
      return use(slot, at: now)
    case .written(let item):
      departures.noteWritten(item, at: now)
      return []
    case .answered(let item, let exchange, let sentAt):
      let wasOut = breaker.seesOutage
      let actions = take(exchange, of: item, sentAt: sentAt, at: now, roll: roll)
      guard !wasOut, breaker.seesOutage, let failure = exchange.outcome.failure else {
        return actions
      }
      return actions + [.tellOutage(failure)]
    case .looked(let findings):
      return findings.compactMap { follow($0.finding, of: $0.item, at: now) }
    case .notWritten(let item, let problem):
      summary.halt = .journal(problem)
      guard let entry = departures.removeUnwritten(item) else { return [] }
      wait(entry.waiter)
      return entry.slot.map { [.giveBack($0)] } ?? []
    case .journalFailed(let problem):
      summary.halt = .journal(problem)
      return []
    case .asked(let level):
      halt(.asked)
      return level == .now ? [.withdraw] : []
    }
  }

  /// Gives a place to what waits for one.
  private mutating func use(_ slot: RateLimiter.Slot, at now: Duration) -> [Action] {
    guard summary.halt == nil else { return [.giveBack(slot)] }
    if ahead > 0 { return departures.give(slot) ? [] : [.giveBack(slot)] }
    guard case .ready(let precedence) = readiness(at: now) else { return [.giveBack(slot)] }
    return [begin(precedence, in: slot, at: now)]
  }

  /// Chooses the next item and lets its request be written down.
  private mutating func begin(
    _ precedence: Limiter.Precedence, in slot: RateLimiter.Slot?, at now: Duration
  ) -> Action {
    let waiter = nextWaiter(at: now)
    let known = tries[waiter.item] ?? triesBefore(waiter.item)
    tries[waiter.item] = known
    let entry = Departures.Entry(
      waiter: waiter, attempt: known.sent + 1, precedence: precedence, slot: slot)
    departures.add(entry)
    return .write(item: entry.item, attempt: entry.attempt)
  }

  /// What earlier processes tried for an item that is sent again.
  private func triesBefore(_ item: Int) -> Tries {
    var tries = Tries(past: pastTries[item])
    // What must not happen twice is sent again only when nothing has come of it.
    if !operation.isRepeatable { tries.clearDoubt() }
    return tries
  }

  private mutating func nextWaiter(at now: Duration) -> Waiting {
    guard fresh < freshEnd else { return waiting.removeFirst() }
    defer { fresh += 1 }
    return Waiting(item: fresh, due: now, last: nil)
  }

  private mutating func take(
    _ exchange: Exchange, of item: Int, sentAt: Time, at now: Duration, roll: () -> Double
  ) -> [Action] {
    guard inFlight.remove(item) != nil else { return [] }
    count(exchange)
    breaker.note(exchange.outcome, at: now)
    defer { haltIfHopeless(after: exchange.outcome) }
    guard let failure = exchange.outcome.failure else {
      return [settle(item, .ok, exchange, at: now)]
    }
    tries[item]?.noteFailure(failure)
    let known = tries[item] ?? Tries()
    let decision = options.retries.decision(
      after: failure, of: operation, tries: known, roll: roll())
    let note = Action.note(
      item: item, attempt: known.sent, JournalEntry.Answered(exchange.outcome))
    switch decision {
    case .settle(.unknown) where options.looksUp(operation):
      doubts.add(
        item, exchange, sentAt: now - exchange.elapsed, sentTime: sentAt, at: now)
      // A run that ends looks nothing up, and who comes back to it does.
      return summary.halt == nil ? [note, .doubt(item: item, failure)] : [note]
    case .settle(let result): return [settle(item, result, exchange, at: now)]
    case .halt:
      halt(.refused(failure))
      return [settle(item, .failed, exchange, at: now)]
    case .stop:
      halt(.longWait(failure))
      wait(Waiting(item: item, due: now, last: exchange))
    case .again(let delay):
      wait(Waiting(item: item, due: now + delay, last: exchange))
    }
    return [note]
  }

  private mutating func count(_ exchange: Exchange) {
    answers += 1
    busy += exchange.elapsed
    if exchange.outcome.failure?.isThrottled ?? false { summary.throttled += 1 }
  }

  private mutating func settle(
    _ item: Int, _ result: ResultRecord.Result, _ exchange: Exchange?, at now: Duration,
    proof: Proof? = nil
  ) -> Action {
    let tries = tries.removeValue(forKey: item) ?? Tries()
    summary.counts[result, default: 0] += 1
    return .settle(
      item: item,
      Verdict(
        result: result, tries: tries, exchange: exchange,
        elapsed: tries.firstSentAt.map { now - $0 } ?? .zero, proof: proof))
  }

  private mutating func wait(_ waiter: Waiting) {
    let place = waiting.firstIndex { $0.due > waiter.due } ?? waiting.endIndex
    waiting.insert(waiter, at: place)
  }
}

// MARK: - What is unknown

extension RunMachine {
  /// Takes over what earlier processes left; it counts as sent when it was.
  private mutating func takeUpDoubts(at now: Duration, _ time: Time) {
    for doubt in pastDoubts {
      tries[doubt.item] = Tries(past: pastTries[doubt.item])
      let age = max(.zero, time - doubt.sentAt)
      doubts.add(doubt.item, nil, sentAt: now - age, sentTime: doubt.sentAt, at: now)
    }
  }

  private mutating func follow(
    _ finding: Finding, of item: Int, at now: Duration
  ) -> Action? {
    switch doubts.end(item, finding, at: now) {
    case .lookAgain: return nil
    case .sendAgain:
      tries[item]?.clearDoubt()
      wait(Waiting(item: item, due: now, last: nil))
      return nil
    case .happened(let entry, let proof):
      return settle(item, .ok, entry.exchange, at: now, proof: proof)
    case .unknown(let entry): return settle(item, .unknown, entry.exchange, at: now)
    }
  }
}

// MARK: - What is next

extension RunMachine {
  private enum Readiness {
    case ready(Limiter.Precedence)
    case from(Duration)
    /// Something under way has to end first, or nothing is left.
    case later
  }

  private mutating func advance(at now: Duration) -> [Action] {
    if let deadline, now >= deadline, left > 0, let limit = options.timeMax {
      halt(.timeIsUp(limit))
    }
    let isHalted = summary.halt != nil
    let actions = isHalted ? takeBack() : departure(at: now)
    if inFlight.isEmpty, departures.isEmpty, isHalted || !hasMore {
      return actions + finish(at: now)
    }
    return isHalted ? actions : actions + lookups(at: now) + admission(at: now)
  }

  /// Whether something is left to do that is not begun or under way.
  private var hasMore: Bool { fresh < freshEnd || !waiting.isEmpty || !doubts.isEmpty }

  private mutating func lookups(at now: Duration) -> [Action] {
    let due = doubts.beginLook(at: now)
    if !due.isEmpty { return [.look(due)] }
    return doubts.nextLook.map { wake(at: $0, from: now) } ?? []
  }

  private mutating func wake(at moment: Duration, from now: Duration) -> [Action] {
    if let wakesAt, wakesAt <= moment { return [] }
    wakesAt = moment
    return [.wake(after: moment - now)]
  }

  /// Begins what may be, as far as there are places.
  private mutating func admission(at now: Duration) -> [Action] {
    var actions: [Action] = []
    while inFlight.count + departures.count < options.parallel + ahead {
      switch readiness(at: now) {
      case .later: return actions
      case .from(let moment): return actions + wake(at: moment, from: now)
      case .ready(let precedence) where ahead == 0:
        return awaitsSlot ? actions : actions + acquire(precedence)
      case .ready(let precedence): actions.append(begin(precedence, in: nil, at: now))
      }
    }
    return actions
  }

  private mutating func acquire(_ precedence: Limiter.Precedence) -> [Action] {
    awaitsSlot = true
    return [.acquire(precedence)]
  }

  private func readiness(at now: Duration) -> Readiness {
    switch breaker.admission(at: now) {
    case .afterProbe: return .later
    case .from(let moment): return .from(moment)
    // What is begun will be the probe.
    case .probe where !departures.isEmpty: return .later
    case .probe, .open: break
    }
    if fresh < freshEnd { return .ready(.item) }
    guard let next = waiting.first else { return .later }
    return next.due <= now ? .ready(.retry) : .from(next.due)
  }
}

// MARK: - What leaves

extension RunMachine {
  /// Lets leave what is written down, as far as there are places.
  private mutating func departure(at now: Duration) -> [Action] {
    var actions: [Action] = []
    while inFlight.count < options.parallel, departures.hasReady {
      switch breaker.admission(at: now) {
      case .afterProbe: return actions
      case .from(let moment): return actions + wake(at: moment, from: now)
      case .probe, .open: break
      }
      switch departures.next(at: now) {
      case .write(let late):
        return actions + late.map { .write(item: $0.item, attempt: $0.attempt) }
      case .acquire(let precedence):
        return awaitsSlot ? actions : actions + acquire(precedence)
      case .send(let item, let slot): actions.append(send(item, in: slot, at: now))
      }
    }
    return actions
  }

  private mutating func send(
    _ item: Int, in slot: RateLimiter.Slot, at now: Duration
  ) -> Action {
    tries[item]?.noteSent(at: now)
    inFlight.insert(item)
    summary.requests += 1
    breaker.noteSent()
    return .send(item: item, slot)
  }

  /// Takes back what is written down and did not leave.
  private mutating func takeBack() -> [Action] {
    departures.removeReady().flatMap { entry -> [Action] in
      wait(entry.waiter)
      let giveBack = entry.slot.map { [Action.giveBack($0)] } ?? []
      return [.takeBack(item: entry.item, attempt: entry.attempt)] + giveBack
    }
  }
}

// MARK: - The end

extension RunMachine {
  /// The first reason is told; only the loss of the journal matters more.
  private mutating func halt(_ reason: Halt) { summary.halt = summary.halt ?? reason }

  private mutating func haltIfHopeless(after outcome: Outcome) {
    if let failure = breaker.lastStraw { halt(.outage(failure)) }
    if forbidden.isHopeless(after: outcome), let failure = outcome.failure {
      halt(.forbidden(failure))
    }
    let wrong = summary.counts[.failed, default: 0] + summary.counts[.unknown, default: 0]
    if left > 0, options.halt.isReached(by: wrong, of: total) { halt(.tooManyWrong(wrong)) }
  }

  private mutating func finish(at now: Duration) -> [Action] {
    var actions: [Action] = []
    for waiter in waiting.sorted(by: { $0.item < $1.item }) {
      let mayHaveHappened = tries[waiter.item]?.mayHaveHappened ?? false
      actions.append(
        settle(waiter.item, mayHaveHappened ? .unknown : .planned, waiter.last, at: now))
    }
    for entry in doubts.removeAll() {
      actions.append(settle(entry.item, .unknown, entry.exchange, at: now))
    }
    if fresh < freshEnd {
      summary.counts[.planned, default: 0] += freshEnd - fresh
      actions.append(.leave(fresh..<freshEnd))
    }
    waiting = []
    fresh = freshEnd
    isFinished = true
    return actions + [.finish]
  }
}
