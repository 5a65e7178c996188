import CommandModel
import RunEngine
import TestSupport
import Testing

struct LimiterTests {
  private static let onePerMinute = RateLimit(windows: [.init(1, per: .seconds(60))], budget: 1)

  @Test func servesReadsThenItemsThenRetries() throws {
    let order = try Simulation.run { clock in
      let limiter = Limiter(Self.onePerMinute, timekeeper: clock, random: { 0 })
      return await withTaskGroup(of: Limiter.Precedence?.self) { group in
        for precedence in [.item, .retry, .read, .item, .read] as [Limiter.Precedence] {
          group.addTask {
            guard let slot = try? await limiter.acquire(precedence) else { return nil }
            limiter.release(slot)
            return precedence
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
    }
    // The first came when nobody else was there.
    #expect(order == [.item, .read, .read, .item, .retry])
  }

  @Test func passesItsTurnOnWhenAWaiterIsCancelled() throws {
    let uptime = try Simulation.run { clock in
      let limiter = Limiter(Self.onePerMinute, timekeeper: clock, random: { 0 })
      limiter.release(try await limiter.acquire(.read))
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { limiter.release(try await limiter.acquire(.item)) }
        group.addTask { await Self.leaveTheLine(limiter, after: .seconds(1), on: clock) }
        try await group.waitForAll()
        return clock.uptime
      }
    }
    #expect(uptime == .milliseconds(60_250))
  }

  /// Stands in the line, before all others, and is cancelled.
  private static func leaveTheLine(
    _ limiter: Limiter, after wait: Duration, on clock: SimulatedClock
  ) async {
    let wasServed = await withTaskGroup(of: Bool.self) { group in
      group.addTask { (try? await limiter.acquire(.read)) != nil }
      try? await clock.sleep(for: wait)
      group.cancelAll()
      return await group.next()
    }
    #expect(wasServed == false)
  }

  @Test func wakesWhoWaitsForAnAnswer() throws {
    let uptime = try Simulation.run { clock in
      let limiter = Limiter(Self.onePerMinute, timekeeper: clock, random: { 0 })
      let slot = try await limiter.acquire(.read)
      return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { _ = try await limiter.acquire(.read) }
        try await clock.sleep(for: .seconds(10))
        limiter.release(slot)
        try await group.waitForAll()
        return clock.uptime
      }
    }
    #expect(uptime == .milliseconds(70_250))
  }

  @Test func callsTheNextWithoutWaitingForAnAnswer() throws {
    let uptime = try Simulation.run { clock in
      let limiter = Limiter(RateLimit(), timekeeper: clock, random: { 0 })
      return try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<3 { group.addTask { _ = try await limiter.acquire(.item) } }
        try await group.waitForAll()
        return clock.uptime
      }
    }
    #expect(uptime == .milliseconds(100))
  }

  @Test func tellsOfAPauseThatAPersonWouldNotice() throws {
    let pauses = try Simulation.run { clock in
      let limiter = Limiter(Self.onePerMinute, timekeeper: clock, random: { 0 })
      let before = limiter.pause
      limiter.release(try await limiter.acquire(.read))
      return [before, limiter.pause]
    }
    #expect(pauses == [nil, .milliseconds(60_250)])
  }
}
