import CommandModel
import RunEngine
import TestSupport
import Testing

/// Several limiters, as of several processes, over one log.
struct SharedLimiterTests {
  private static let limit = RateLimit(budget: 1)

  @Test(arguments: [[240, 241], [500, 500], [1000, 10, 300]])
  func togetherTheyAreNeverRefused(shares: [Int]) throws {
    let folder = try TemporaryFolder()
    let (ledger, uptime) = try Simulation.run { clock in
      let server = ModelServer(clock: clock)
      await withTaskGroup { group in
        for (seed, count) in zip(1..., shares) {
          let limiter = Self.limiter(in: folder, clock, seed: seed)
          for worker in 0..<4 {
            let part = count / 4 + (worker < count % 4 ? 1 : 0)
            group.addTask { await Self.send(part, to: server, through: limiter) }
          }
        }
      }
      return (server.ledger, clock.uptime)
    }
    let total = shares.reduce(0, +)
    #expect(ledger.count == total)
    #expect(ledger.count { $0.wasThrottled } == 0)
    let ideal = Self.limit.idealDuration(
      requests: total, concurrency: 4, latency: .milliseconds(100))
    // Each has its own 20 a second, so that together they may be faster.
    #expect(uptime <= ideal * 1.02)
  }

  @Test func aRestartGivesNoFreshPlaces() throws {
    let folder = try TemporaryFolder()
    let ledger = try Simulation.run { clock in
      let server = ModelServer(clock: clock)
      for seed in 1...3 {
        await Self.send(300, to: server, through: Self.limiter(in: folder, clock, seed: seed))
      }
      return server.ledger
    }
    #expect(ledger.count == 900)
    #expect(ledger.count { $0.wasThrottled } == 0)
    #expect(ledger.count { $0.arrivedAt < .seconds(60) } == 480)
  }

  @Test func withoutALogTwoWouldBeRefused() throws {
    let ledger = try Simulation.run { clock in
      let server = ModelServer(clock: clock, latency: { _ in .milliseconds(10) })
      await withTaskGroup { group in
        for _ in 0..<2 {
          let limiter = Limiter(Self.limit, timekeeper: clock, random: { 0 })
          group.addTask { await Self.send(300, to: server, through: limiter) }
        }
      }
      return server.ledger
    }
    #expect(ledger.contains { $0.wasThrottled })
  }

  @Test func aRequestWhoseProcessDiedHoldsItsPlaceUntilItCannotBeAnswered() throws {
    let folder = try TemporaryFolder()
    let uptime = try Simulation.run { clock in
      let one = RateLimit(windows: [.init(1, per: .seconds(60))], budget: 1)
      _ = try await Self.limiter(in: folder, clock, limit: one).acquire(.item)
      _ = try await Self.limiter(in: folder, clock, limit: one).acquire(.item)
      return clock.uptime
    }
    // 130 s in which an answer might have come, and the window behind it.
    #expect(uptime >= .milliseconds(190_250))
    #expect(uptime < .milliseconds(190_250 + 60_250))
  }

  @Test func waitsForOthersWithoutPolling() throws {
    let folder = try TemporaryFolder()
    let one = RateLimit(windows: [.init(1, per: .seconds(60))], budget: 1)
    let uptime = try Simulation.run(stepsMax: 200) { clock in
      let limiter = Self.limiter(in: folder, clock, limit: one)
      limiter.release(try await limiter.acquire(.item))
      _ = try await Self.limiter(in: folder, clock, limit: one).acquire(.item)
      return clock.uptime
    }
    #expect(uptime == .milliseconds(60_250))
  }

  @Test func aRefusalOfOneClosesTheGateForAll() throws {
    let folder = try TemporaryFolder()
    let uptime = try Simulation.run { clock in
      let (first, second) = (Self.limiter(in: folder, clock), Self.limiter(in: folder, clock))
      let slot = try await first.acquire(.item)
      first.release(
        slot,
        failure: Failure(.rejected, status: 429, message: "slow", retryAfter: .seconds(30)))
      _ = try await second.acquire(.item)
      return clock.uptime
    }
    #expect(uptime >= .seconds(30) && uptime <= .seconds(31))
  }

  @Test func aClockThatWasSetBackHoldsNobodyUpForLonger() throws {
    let folder = try TemporaryFolder()
    let one = RateLimit(windows: [.init(1, per: .seconds(60))], budget: 1)
    let uptime = try Simulation.run { clock in
      let early = ShiftedClock(clock, by: .seconds(86_400))
      let limiter = Limiter(
        one, log: Self.log(in: folder), timekeeper: early, random: { 0 })
      limiter.release(
        try await limiter.acquire(.item),
        failure: Failure(.rejected, status: 429, message: "slow", retryAfter: .seconds(30)))
      // Two further processes: what the first corrects, the second does not meet again.
      for _ in 0..<2 {
        try await clock.sleep(for: .seconds(61))
        let other = Self.limiter(in: folder, clock, limit: one)
        other.release(try await other.acquire(.item))
      }
      return clock.uptime
    }
    #expect(uptime < .seconds(61 + 61 + 3 * 61))
  }

  @Test func noLimitKeepsNoLog() throws {
    let folder = try TemporaryFolder()
    try Simulation.run { clock in
      let limiter = Self.limiter(in: folder, clock, limit: .off)
      for _ in 0..<100 { limiter.release(try await limiter.acquire(.read)) }
      #expect(clock.uptime == .zero)
    }
    #expect(throws: (any Error).self) { try folder.read("limits/log") }
  }

  // MARK: - Parts

  private static func log(in folder: TemporaryFolder) -> SlotFile {
    SlotFile(path: folder.path + "/limits/log", reach: .seconds(3600))
  }

  private static func limiter(
    in folder: TemporaryFolder, _ clock: SimulatedClock, limit: RateLimit = Self.limit,
    seed: Int = 1
  ) -> Limiter {
    Limiter(
      limit, log: log(in: folder), timekeeper: clock,
      random: SeededRandom(seed: UInt64(seed)).next)
  }

  private static func send(
    _ count: Int, to server: ModelServer, through limiter: Limiter
  ) async {
    for _ in 0..<count {
      guard let slot = try? await limiter.acquire(.item) else { return }
      _ = await limiter.spend(slot, on: Invocation(.list), with: server)
    }
  }
}

/// A clock whose hands were set wrong.
private struct ShiftedClock: Timekeeper {
  let clock: SimulatedClock
  let shift: Duration

  init(_ clock: SimulatedClock, by shift: Duration) {
    self.clock = clock
    self.shift = shift
  }

  var now: Time { clock.now + shift }
  var uptime: Duration { clock.uptime }
  func sleep(for duration: Duration) async throws { try await clock.sleep(for: duration) }
}
