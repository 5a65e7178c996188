package import CommandModel

/// What was tried so far for one request.
package struct Tries: Sendable, Hashable {
  /// Requests that left, or tried to.
  package private(set) var sent = 0
  /// Failures that count against the retries.
  package private(set) var failed = 0
  /// Refusals because there were too many requests; they do not count.
  package private(set) var throttled = 0
  /// Whether one of them may have been carried out.
  package private(set) var mayHaveHappened = false
  /// When the first left.
  private(set) var firstSentAt: Duration?

  /// Creates the record of a request that was not tried.
  package init() {}

  /// Creates the record of a request that earlier processes have tried; nil for none.
  init(past: Plan.Tried?) {
    sent = past?.attempts ?? 0
    mayHaveHappened = past?.mayHaveHappened ?? false
  }

  /// Counts a request that leaves.
  package mutating func noteSent(at now: Duration) {
    sent += 1
    firstSentAt = firstSentAt ?? now
  }

  /// Notes that nothing was carried out so far.
  mutating func clearDoubt() { mayHaveHappened = false }

  /// Counts what came of the last one.
  package mutating func noteFailure(_ failure: Failure) {
    if failure.isThrottled { throttled += 1 } else { failed += 1 }
    if failure.fate == .ambiguous { mayHaveHappened = true }
  }
}

/// Whether a request that did not go well is sent again (reliability.md, section 2).
package struct RetryPolicy: Sendable, Hashable {
  /// What follows from a failure.
  package enum Decision: Sendable, Hashable {
    /// Send it again, not before so long.
    case again(after: Duration)
    /// That is its result.
    case settle(ResultRecord.Result)
    /// It failed, and so would every further request.
    case halt
    /// The server asks for more patience than allowed; it can be sent another day.
    case stop
  }

  /// Further tries for what may be sent again.
  package var retries: Int
  /// A server that asks to wait longer ends the run.
  package var waitMax: Duration

  /// Creates a policy; five tries in all, and no wait beyond an hour.
  package init(retries: Int = 4, waitMax: Duration = .seconds(3600)) {
    self.retries = retries
    self.waitMax = waitMax
  }

  /// So many refusals of one request mean that somebody else takes every place.
  private static let throttledMax = 100

  /// What follows from a failure that `tries` has noted already.
  ///
  /// - Parameter roll: a number from 0 up to 1 that spreads the retries.
  package func decision(
    after failure: Failure, of operation: Operation, tries: Tries, roll: Double
  ) -> Decision {
    switch failure.fate {
    case .halt: return .halt
    case .failed:
      let isDone = tries.mayHaveHappened && operation.isTraced(by: failure)
      return .settle(isDone ? .ok : .failed)
    case .ambiguous where !operation.isRepeatable: return .settle(.unknown)
    case .notSent, .rejected, .ambiguous: break
    }
    if let asked = failure.retryAfter, asked > waitMax { return .stop }
    if failure.isThrottled {
      // The gate makes all wait; the request itself need not.
      return tries.throttled > RetryPolicy.throttledMax ? .stop : .again(after: .zero)
    }
    guard tries.failed <= retries else {
      return .settle(tries.mayHaveHappened ? .unknown : .failed)
    }
    return .again(after: failure.retryAfter ?? Backoff.delay(retry: tries.failed, roll: roll))
  }
}
