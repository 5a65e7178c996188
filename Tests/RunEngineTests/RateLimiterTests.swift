import CommandModel
import TestSupport
import Testing

@testable import RunEngine

struct RateLimiterTests {
  /// Two small windows, so that both fill up often.
  private static let limit = RateLimit(
    windows: [.init(5, per: .seconds(10)), .init(12, per: .seconds(60))], budget: 1)

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func noStretchOfTheServersTimeSeesTooMany(seed: UInt64) {
    let arrivals = arrivals(seed: seed, count: 200)
    for window in Self.limit.windows {
      for (first, last) in zip(arrivals, arrivals.dropFirst(window.requests)) {
        #expect(last - first >= window.period, "seed \(seed), \(window)")
      }
    }
  }

  @Test func spacesRequests() {
    var limiter = RateLimiter(RateLimit())
    _ = limiter.take(at: .zero)
    check(&limiter, at: .zero, is: .after(.milliseconds(50)))
    check(&limiter, at: .milliseconds(50), is: .now)
  }

  @Test func makesUpForAWaitThatTookTooLong() {
    var limiter = RateLimiter(RateLimit())
    _ = limiter.take(at: .zero)
    _ = limiter.take(at: .milliseconds(60))
    check(&limiter, at: .milliseconds(100), is: .now)
  }

  @Test func holdsAPlaceUntilItsWindowHasPassedSinceTheAnswer() {
    var limiter = RateLimiter(RateLimit(windows: [.init(1, per: .seconds(60))], budget: 1))
    let slot = limiter.take(at: .zero)
    check(&limiter, at: .seconds(1), is: .afterAnswer)
    limiter.release(slot, answeredAt: .seconds(2), roll: 0)
    check(&limiter, at: .seconds(2), is: .after(.milliseconds(60_250)))
    check(&limiter, at: .milliseconds(62_250), is: .now)
  }

  @Test func closesForEverybodyAfterARefusal() {
    var limiter = RateLimiter(RateLimit())
    refuse(&limiter, at: .seconds(1), retryAfter: .seconds(37), roll: 0.5)
    check(&limiter, at: .seconds(1), is: .after(.milliseconds(37_500)))
    check(&limiter, at: .milliseconds(38_500), is: .now)
  }

  @Test func closesWithTheLimitOffToo() {
    var limiter = RateLimiter(.off)
    check(&limiter, at: .seconds(1), is: .now)
    refuse(&limiter, at: .seconds(1), retryAfter: .seconds(5), roll: 0)
    check(&limiter, at: .seconds(1), is: .after(.seconds(5)))
  }

  @Test func backsOffByItselfWhenTheServerSaysNoTime() {
    var limiter = RateLimiter(.off)
    for (surprise, wait) in zip(1..., [0.75, 1.0, 1.5, 2.5]) {
      let now = Duration.seconds(surprise * 100)
      refuse(&limiter, at: now, retryAfter: nil, roll: 0.5)
      check(&limiter, at: now, is: .after(.milliseconds(Int(wait * 1000))))
    }
  }

  @Test func growsMoreCarefulWithEachSurpriseAndForgetsByTheHour() {
    var gate = Gate()
    var margins: [Duration] = []
    for second in 1...6 {
      gate.close(at: .seconds(second), asked: .zero, sentAt: .seconds(second), roll: 0)
      margins.append(gate.margin)
    }
    #expect(margins == [0.5, 1, 2, 4, 5, 5].map { .milliseconds(Int($0 * 1000)) })
    gate.relax(at: .seconds(6 + 3599))
    #expect(gate.margin == .seconds(5))
    gate.relax(at: .seconds(6 + 3600))
    #expect(gate.margin == .milliseconds(2500))
    gate.relax(at: .seconds(6 + 36_000))
    #expect(gate.margin == .milliseconds(250))
  }

  @Test func takesRefusalsOfOneMomentForOneSurprise() {
    var gate = Gate()
    for second in 5...8 {
      gate.close(at: .seconds(second), asked: .seconds(1), sentAt: .seconds(4), roll: 0)
    }
    #expect(gate.margin == .milliseconds(500))
    #expect(gate.opensAt == .seconds(9))
  }

  private func refuse(
    _ limiter: inout RateLimiter, at now: Duration, retryAfter: Duration?, roll: Double
  ) {
    let slot = limiter.take(at: now)
    let failure = Failure(.rejected, status: 429, message: "slow", retryAfter: retryAfter)
    limiter.release(slot, answeredAt: now, failure: failure, roll: roll)
  }

  private func check(
    _ limiter: inout RateLimiter, at now: Duration, is expected: RateLimiter.Availability,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(limiter.nextSlot(at: now) == expected, sourceLocation: sourceLocation)
  }

  /// When requests of random latency, up to three at a time, reach the server.
  private func arrivals(seed: UInt64, count: Int) -> [Duration] {
    let random = SeededRandom(seed: seed)
    var limiter = RateLimiter(Self.limit)
    var underWay: [(slot: RateLimiter.Slot, answeredAt: Duration)] = []
    var arrivals: [Duration] = []
    var now = Duration.zero
    while arrivals.count < count {
      underWay.sort { $0.answeredAt < $1.answeredAt }
      let next = limiter.nextSlot(at: now)
      if next == .now, underWay.count < 3 {
        let latency = Duration.seconds(random.next() * 4)
        arrivals.append(now + latency * random.next())
        underWay.append((limiter.take(at: now), now + latency))
        continue
      }
      guard case .after(let wait) = next, underWay.first.map({ now + wait < $0.answeredAt }) ?? true
      else {
        let answered = underWay.removeFirst()
        now = max(now, answered.answeredAt)
        limiter.release(answered.slot, answeredAt: now, roll: 0)
        continue
      }
      now += wait
    }
    return arrivals.sorted()
  }
}
