import CommandModel
import RunEngine
import Synchronization
import TestSupport
import Testing

/// A process that dies at any moment, again and again, and the next one that goes on.
struct RunCrashTests {
  /// What the server's ledger says when the last process has come to the end.
  struct Story: Sendable {
    var processes = 0
    var executions: [String: Int] = [:]
    var counts: [ResultRecord.Result: Int] = [:]
    var state = RunFacts.State.running
    var requests = 0
    var arrivals = 0
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func aCrashLosesAndDoublesNothing(seed: UInt64) throws {
    let story = try Self.story(items: 400, crashes: 12, seed: seed)
    Self.expectEachOnce(story, of: 400, crashes: 12)
  }

  @Test(.enabled(if: runsSlowTests))
  func threeHundredCrashesLoseAndDoubleNothing() throws {
    let story = try Self.story(items: 10_000, crashes: 300, seed: 7)
    Self.expectEachOnce(story, of: 10_000, crashes: 300)
  }

  private static func expectEachOnce(_ story: Story, of items: Int, crashes: Int) {
    #expect(story.processes > crashes / 2)
    #expect(story.executions.count == items)
    #expect(story.executions.values.allSatisfy { $0 == 1 })
    #expect(story.counts == [.ok: items])
    #expect(story.state == .done)
    // A request that was written down and never left is all that may be between the two.
    #expect(story.requests >= story.arrivals)
    #expect(story.requests - story.arrivals <= story.processes * 8)
  }

  /// Runs to the end over so many crashes; half of them also cut off what is on its way.
  private static func story(items: Int, crashes: Int, seed: UInt64) throws -> Story {
    let random = SeededRandom(seed: seed)
    return try Simulation.run { clock in
      let server = ModelServer(clock: clock, latency: { _ in .milliseconds(100) })
      let store = try await RunStore(.memory, on: clock.serialExecutor)
      var story = Story()
      var plan = Plan.reload(items, .tracedReload)
      while true {
        story.processes += 1
        let entries = items / crashes * 2
        let journal = MortalJournal(
          store, diesAfter: story.processes > crashes ? .max : random.next(in: 1..<entries))
        await run(
          plan, over: server, journal: journal, clock: clock, random: random,
          isCutOff: story.processes.isMultiple(of: 2))
        if !journal.isDead { break }
        // What was on its way arrives before anybody starts the program again.
        try await clock.sleep(for: .seconds(1))
        let left = try await store.resumption(of: plan.id, isRepeatable: false)
        plan = Plan(plan.head, operation: plan.operation, items: left.items, past: left.past)
      }
      let facts = try await store.facts(of: plan.id)
      story.executions = server.ledger.filter(\.wasExecuted)
        .reduce(into: [:]) { $0[$1.id, default: 0] += 1 }
      (story.counts, story.state) = (facts.counts, facts.state)
      (story.requests, story.arrivals) = (facts.requests, server.ledger.count)
      return story
    }
  }

  private static func run(
    _ plan: Plan, over server: ModelServer, journal: MortalJournal, clock: SimulatedClock,
    random: SeededRandom, isCutOff: Bool
  ) async {
    let runner = Runner(
      server, limiter: Limiter(.off, timekeeper: clock, random: random.next),
      verifier: LedgerVerifier(server), journal: journal, timekeeper: clock,
      random: random.next)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        _ = await runner.run(plan, options: RunOptions(parallel: 8), stop: StopSignal()) { _ in }
      }
      if isCutOff { group.addTask { await journal.untilDead() } }
      await group.next()
      group.cancelAll()
    }
  }
}

/// A journal whose process dies behind one of the entries that had to be safe: what was
/// written after the last of them is lost.
private final class MortalJournal: Journal {
  private struct Dead: Error {}

  private let store: RunStore
  private let lifetime: Int
  private let state = Mutex((urgent: 0, lazy: [JournalEntry]()))
  private let death = AsyncStream.makeStream(of: Never.self)

  init(_ store: RunStore, diesAfter lifetime: Int) {
    self.store = store
    self.lifetime = lifetime
  }

  var isDead: Bool { state.withLock { $0.urgent >= lifetime } }

  /// Returns when the process is dead.
  func untilDead() async { for await _ in death.stream {} }

  func record(_ entries: [JournalEntry]) async throws {
    guard !isDead else { throw Dead() }
    state.withLock { $0.lazy += entries }
    guard entries.contains(where: \.isUrgent) else { return }
    try await flush()
    state.withLock { $0.urgent += 1 }
    if isDead { death.continuation.finish() }
  }

  func flush() async throws {
    guard !isDead else { throw Dead() }
    let lazy = state.withLock { state in
      defer { state.lazy = [] }
      return state.lazy
    }
    try await store.record(lazy)
    try await store.flush()
  }
}

/// Knows from the server's own ledger what was carried out.
struct LedgerVerifier: Verifier {
  private let server: ModelServer

  init(_ server: ModelServer) { self.server = server }

  func look(at doubts: [Doubt]) async -> [Finding] {
    let executed = Dictionary(
      grouping: server.ledger.filter(\.wasExecuted), by: \.id)
    return doubts.map { doubt in
      let sentAt = doubt.sentAt - Time.simulationStart
      let isThere =
        executed[doubt.invocation.target?.id ?? ""]?
        .contains { $0.arrivedAt >= sentAt } ?? false
      return isThere ? .happened(startedAt: doubt.sentAt, isJoined: false) : .absent
    }
  }
}
