import CommandModel
import RunEngine
import TestSupport
import Testing

/// A run whose process dies again and again, and goes on from what was safe on its disk.
struct CrashTests {
  @Test(arguments: seeds) func losesAndDoublesNothing(seed: UInt64) throws {
    let (items, crashes) = runsSlowTests ? (10_000, 300) : (1000, 40)
    let story = try Story(items: items, crashes: crashes, seed: seed)
    #expect(story.crashes == crashes)
    expectAgreement(story)
    // Also with an answer written down and its result not, nothing is sent for nothing.
    #expect(story.ledger.count - story.history.items.count <= crashes * 8)
  }

  @Test(arguments: seeds) func losesAndDoublesNothingOfWhatIsRefused(seed: UInt64) throws {
    let random = SeededRandom(seed: seed)
    let story = try Story(items: 400, crashes: 40, seed: seed) { _ in
      switch random.next(in: 0..<10) {
      case 0: .status(429, .rejected, retryAfter: .seconds(2))
      case 1: .unreachable
      case 2: .status(503, .ambiguous, executed: true)
      case 3: .lost(executed: false)
      default: nil
      }
    }
    expectAgreement(story)
  }

  @Test(arguments: seeds) func leavesUnknownOnlyWhatGotNoAnswer(seed: UInt64) throws {
    let story = try Story(items: 400, crashes: 40, seed: seed, operation: .reload)
    #expect(story.executions.values.allSatisfy { $0 == 1 })
    for item in story.history.items {
      let isAnswered = item.attempts.last?.answeredAt != nil
      #expect(item.result.result == (isAnswered ? .ok : .unknown))
    }
    #expect(story.history.facts.counts[.unknown, default: 0] > 0)
  }

  private static let seeds: [UInt64] = runsSlowTests ? Array(1...5) : [1, 2, 3]

  private func expectAgreement(_ story: Story) {
    #expect(story.executions.count == story.history.items.count, "0 missing")
    #expect(story.executions.values.allSatisfy { $0 == 1 }, "0 doubled")
    var requests: [String: Int] = [:]
    for entry in story.ledger { requests[entry.id, default: 0] += 1 }
    for item in story.history.items {
      #expect(item.result.result == .ok)
      #expect(requests[item.result.target.id, default: 0] <= item.attempts.count)
      #expect(item.attempts.map(\.number) == Array(1...item.attempts.count))
    }
    #expect(story.history.facts.state == .done)
    #expect(story.history.facts.counts == [.ok: story.history.items.count])
    #expect(
      story.history.facts.requests == story.history.items.reduce(0) { $0 + $1.attempts.count })
  }
}

/// What a run comes to over all its processes.
private struct Story {
  let ledger: [ModelServer.Entry]
  let history: RunHistory
  /// Processes that died.
  let crashes: Int

  var executions: [String: Int] {
    ledger.filter(\.wasExecuted).reduce(into: [:]) { $0[$1.id, default: 0] += 1 }
  }

  init(
    items: Int, crashes crashesMax: Int, seed: UInt64, operation: CommandModel.Operation = .traced,
    fault: @escaping @Sendable (ModelServer.Arrival) -> ModelServer.Fault? = { _ in nil }
  ) throws {
    self = try Simulation.run(stepsMax: .max) { clock in
      let random = SeededRandom(seed: seed)
      let server = ModelServer(clock: clock, windows: [], fault: fault)
      let store = try await RunStore(.memory, on: clock.serialExecutor)
      var plan = Plan.reload(items, operation)
      var crashes = 0
      // What leaves together is one write: all processes together do most of them.
      let span = max(2, items / max(1, 2 * crashesMax))
      while true {
        let isDoomed = crashes < crashesMax
        let disk = DoomedDisk(
          entriesMax: isDoomed ? random.next(in: 0..<span) : .max, random: random)
        let runner = Runner(
          DoomedPerformer(server, disk), limiter: Limiter(.off, timekeeper: clock, random: { 0 }),
          verifier: Witness(server, clock: clock), journal: disk, timekeeper: clock,
          random: random.next)
        await disk.live { [plan] in
          // So many that chance alone uses none of them up.
          let options = RunOptions(retries: RetryPolicy(retries: 50))
          _ = await runner.run(plan, options: options, stop: StopSignal()) { _ in }
        }
        for entry in disk.remains { try await store.record(entry) }
        try await store.flush()
        if disk.isDead { crashes += 1 }
        // What cannot be looked up stays unknown, however often the run goes on.
        let isFinal = try await store.list().first?.state == .done
        if isFinal || (!disk.isDead && operation.lookup == .none) { break }
        plan = try await Story.plan(after: plan, in: store)
      }
      return Story(
        ledger: server.ledger, history: try await store.history(of: plan.id), crashes: crashes)
    }
  }

  private init(ledger: [ModelServer.Entry], history: RunHistory, crashes: Int) {
    self.ledger = ledger
    self.history = history
    self.crashes = crashes
  }

  /// What the next process reads; a run whose plan was lost begins anew.
  private static func plan(after plan: Plan, in store: RunStore) async throws -> Plan {
    guard try await !store.list().isEmpty else { return plan }
    let past = try await store.resumption(of: plan.id, isRepeatable: plan.operation.isRepeatable)
    return Plan(past.head, operation: plan.operation, items: past.items, past: past.past)
  }
}
