import CommandModel

/// Stops sending to a server that only fails, and looks from time to time whether it
/// is back.
struct Breaker: Sendable {
  /// Whether a request may leave.
  enum Admission: Sendable, Hashable {
    case open
    /// One may, to see whether the server is back.
    case probe
    /// That one may, at this moment.
    case from(Duration)
    /// The probe is on its way.
    case afterProbe
  }

  private struct Outage {
    let since: Duration
    var failedProbes = 0
    var nextProbe: Duration
    var isProbing = false
  }

  private var tokens = RetryTokens()
  private var outage: Outage?
  /// The failure after which there is no hope any more.
  private(set) var lastStraw: Failure?

  /// An outage that lasts longer ends the run.
  static let patience = Duration.seconds(600)

  /// 5, 10, 20, 40, 60, 60 … s.
  private static func pause(afterProbes failed: Int) -> Duration {
    min(.seconds(60), .seconds(5) * (1 << min(failed, 4)))
  }

  /// Whether the server only fails.
  var seesOutage: Bool { outage != nil }

  func admission(at now: Duration) -> Admission {
    guard let outage else { return .open }
    if outage.isProbing { return .afterProbe }
    return outage.nextProbe <= now ? .probe : .from(outage.nextProbe)
  }

  mutating func noteSent() { outage?.isProbing = true }

  mutating func note(_ outcome: Outcome, at now: Duration) {
    tokens.note(outcome)
    guard let failure = outcome.failure else {
      outage = nil
      return
    }
    if failure.isTransient {
      noteTrouble(failure, at: now)
    } else if failure.isThrottled {
      outage?.isProbing = false
    } else {
      outage = nil
    }
  }

  private mutating func noteTrouble(_ failure: Failure, at now: Duration) {
    guard var current = outage else {
      if !tokens.allowRetry {
        outage = Outage(since: now, nextProbe: now + Breaker.pause(afterProbes: 0))
      }
      return
    }
    // Requests that left before the outage was seen say nothing new.
    guard current.isProbing else { return }
    current.isProbing = false
    current.failedProbes += 1
    current.nextProbe = now + Breaker.pause(afterProbes: current.failedProbes)
    outage = current
    if now - current.since >= Breaker.patience { lastStraw = failure }
  }
}
