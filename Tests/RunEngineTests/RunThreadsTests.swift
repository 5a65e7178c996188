import CommandModel
import RunEngine
import TestSupport
import Testing

/// The same machine on real threads, where nothing is in order.
struct RunThreadsTests {
  @Test func everyItemIsSentOnce() async {
    let server = ModelServer(clock: MachineClock(), windows: [], latency: { _ in .zero })
    let limiter = Limiter(.off, timekeeper: MachineClock(), random: { 0.5 })
    let runner = Runner(
      server, limiter: limiter, journal: MemoryJournal(), timekeeper: MachineClock(),
      random: { 0.5 })
    let plan = Plan.reload(2000)
    var told = 0
    let summary = await runner.run(plan, options: RunOptions(parallel: 16), stop: StopSignal()) {
      if case .result = $0 { told += 1 }
    }
    #expect(summary.counts == [.ok: 2000])
    #expect(told == 2000)
    #expect(Set(server.ledger.map(\.id)).count == 2000)
  }

  @Test func cancellingTheTaskGivesUp() async {
    let runner = Runner(
      ModelServer(clock: MachineClock(), latency: { _ in .seconds(3600) }),
      limiter: Limiter(.off, timekeeper: MachineClock(), random: { 0.5 }),
      journal: MemoryJournal(), timekeeper: MachineClock(), random: { 0.5 })
    let plan = Plan.reload(10)
    let summary = await withTaskGroup(of: RunSummary.self) { group in
      group.addTask {
        await runner.run(plan, options: RunOptions(), stop: StopSignal()) { _ in }
      }
      group.cancelAll()
      return await group.next()
    }
    #expect(summary?.total == 10)
    #expect(summary?.counts[.ok] == nil)
  }

  private struct MachineClock: Timekeeper {
    var now: Time { .simulationStart + uptime }
    var uptime: Duration { ContinuousClock.now - RunThreadsTests.origin }

    /// Ends when the task is cancelled: nothing here is worth waiting for.
    func sleep(for duration: Duration) async throws {
      guard duration > .zero else { return }
      let (stream, continuation) = AsyncStream<Never>.makeStream()
      for await _ in stream {}
      continuation.finish()
      try Task.checkCancellation()
    }
  }

  private static let origin = ContinuousClock.now
}
