import CommandModel
import RunEngine
import TestSupport
import Testing

/// Several runs at a time over one log of places, as of several processes.
struct SharedRunTests {
  @Test(arguments: [1, 4], [2, 3])
  func runsSideBySideAreNeverRefused(parallel: Int, runs: Int) throws {
    let folder = try TemporaryFolder()
    let (ledger, uptime) = try Simulation.run { clock in
      let server = ModelServer(clock: clock)
      await withTaskGroup { group in
        for number in 1...runs {
          let limiter = Self.limiter(in: folder, clock, seed: UInt64(number))
          let runner = Runner(
            server, limiter: limiter, journal: MemoryJournal(), timekeeper: clock,
            random: { 0.5 })
          let plan = Plan.reload(400, id: "run\(number)")
          group.addTask {
            _ = await runner.run(
              plan, options: RunOptions(parallel: parallel), stop: StopSignal()
            ) { _ in }
          }
        }
      }
      return (server.ledger, clock.uptime)
    }
    #expect(ledger.count == runs * 400)
    #expect(ledger.count { $0.wasThrottled } == 0)
    let ideal = RateLimit(budget: 1).idealDuration(
      requests: runs * 400, concurrency: runs * parallel, latency: .milliseconds(100))
    #expect(uptime <= ideal * 1.1)
  }

  private static func limiter(
    in folder: TemporaryFolder, _ clock: SimulatedClock, seed: UInt64
  ) -> Limiter {
    Limiter(
      RateLimit(budget: 1),
      log: SlotFile(path: folder.path + "/limits/log", reach: .seconds(3600)),
      timekeeper: clock, random: SeededRandom(seed: seed).next)
  }
}
