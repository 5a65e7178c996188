import CommandModel
import RunEngine
import Synchronization
import TestSupport
import Testing

struct GovernedTests {
  @Test func retriesAReadAndSaysSo() throws {
    let seen = try check { $0.number <= 2 ? .status(503, .ambiguous) : nil }
    #expect(seen.statuses == [503, 503, 200])
    #expect(seen.waits == [.milliseconds(250), .milliseconds(500)])
    #expect(seen.outcome.failure == nil)
  }

  @Test func givesTheLastFailureAfterFiveTries() throws {
    let seen = try check { _ in .status(502, .ambiguous) }
    #expect(seen.statuses.count == 5)
    #expect(seen.outcome.failure?.status == 502)
  }

  @Test func doesNotRepeatWhatIsRefusedForGood() throws {
    let seen = try check { _ in .status(404, .failed) }
    #expect(seen.statuses == [404])
    #expect(seen.waits == [])
  }

  @Test func doesNotRepeatWhatMayHaveHappened() throws {
    let seen = try check(.reload) { _ in .lost(executed: true) }
    #expect(seen.statuses == [nil])
  }

  @Test func waitsAtTheGateWhenThrottled() throws {
    let seen = try check {
      $0.number == 1 ? .status(429, .rejected, retryAfter: .seconds(30)) : nil
    }
    #expect(seen.statuses == [429, 200])
    #expect(seen.uptime >= .seconds(30))
  }

  @Test func givesUpRetryingAServerThatOnlyFails() throws {
    let seen = try check(times: 30) { _ in .status(503, .ambiguous) }
    // Ten calls of five tries each spend 50 tokens; from then on one try is all.
    #expect(seen.statuses.count == 10 * 5 + 20)
  }

  @Test func endsWhenCancelled() throws {
    let outcome = try Simulation.run { clock in
      let governed = Self.governed(ModelServer(clock: clock), clock) { _ in }
      return await withTaskGroup(of: Outcome.self) { group in
        group.cancelAll()
        group.addTask { await governed.perform(Invocation(.list)) }
        return await group.next()
      }
    }
    #expect(outcome?.failure?.fate == .notSent)
  }

  @Test func saysNothingOfARequestThatWasGivenUp() throws {
    let retries = try Simulation.run { clock in
      let retries = Mutex(0)
      let governed = Self.governed(Abandoned(), clock) { _ in retries.withLock { $0 += 1 } }
      await withTaskGroup(of: Void.self) { group in
        group.addTask { _ = await governed.perform(Invocation(.list)) }
        await group.next()
      }
      return retries.withLock(\.self)
    }
    #expect(retries == 0)
  }

  /// Is cancelled while it waits for the answer.
  private struct Abandoned: Performer {
    func perform(_ invocation: Invocation) async -> Outcome {
      withUnsafeCurrentTask { $0?.cancel() }
      return .failure(Failure(.ambiguous, message: "interrupted"))
    }
  }

  private struct Seen: Sendable {
    let outcome: Outcome
    let statuses: [Int?]
    let waits: [Duration]
    let uptime: Duration
  }

  private func check(
    _ operation: Operation = .list, times: Int = 1,
    fault: @escaping @Sendable (ModelServer.Arrival) -> ModelServer.Fault?
  ) throws -> Seen {
    try Simulation.run { clock in
      let server = ModelServer(clock: clock, fault: fault)
      let waits = Waits()
      let governed = Self.governed(server, clock) { waits.add($0.wait) }
      var outcome = await governed.perform(Invocation(operation))
      for _ in 1..<times { outcome = await governed.perform(Invocation(operation)) }
      return Seen(
        outcome: outcome, statuses: server.ledger.map(\.status), waits: waits.all,
        uptime: clock.uptime)
    }
  }

  private static func governed(
    _ server: any Performer, _ clock: SimulatedClock,
    onRetry: @escaping @Sendable (Governed.Retry) -> Void
  ) -> Governed {
    let limiter = Limiter(RateLimit(), timekeeper: clock, random: { 0.5 })
    return Governed(
      server, limiter: limiter, policy: RetryPolicy(), timekeeper: clock, random: { 0.5 },
      onRetry: onRetry)
  }

  private final class Waits: Sendable {
    private let waits = Mutex<[Duration]>([])
    var all: [Duration] { waits.withLock { $0 } }
    func add(_ wait: Duration) { waits.withLock { $0.append(wait) } }
  }
}
