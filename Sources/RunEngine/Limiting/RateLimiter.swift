package import CommandModel

/// When the next request may leave, decided from what happened before and the time.
///
/// Two sliding logs mirror the server's. A place is taken before a request leaves and
/// held until its window has passed since the *answer*: the server counted it at some
/// moment in between, so that no stretch of the server's time sees more than it allows.
package struct RateLimiter: Sendable {
  /// One place in every window, taken for one request.
  package struct Slot: Sendable, Hashable {
    let takenAt: Duration
  }

  /// When a place is to be had.
  package enum Availability: Sendable, Hashable {
    case now
    case after(Duration)
    /// No moment is known before one of the requests under way is answered.
    case afterAnswer
  }

  /// What is kept.
  package let limit: RateLimit
  private var logs: [SlidingLog]
  private var inFlight = 0
  private var nextSend = Duration.zero
  private var gate = Gate()

  /// Creates a limiter for a server that has counted nothing yet.
  package init(_ limit: RateLimit) {
    self.limit = limit
    logs = limit.windows.map { SlidingLog(period: $0.period, capacity: limit.capacity(of: $0)) }
  }

  /// When the next request may leave.
  package mutating func nextSlot(at now: Duration) -> Availability {
    gate.relax(at: now)
    var moment = max(gate.opensAt, nextSend)
    for index in logs.indices {
      logs[index].expire(at: now, margin: gate.margin)
      switch logs[index].room(inFlight: inFlight, margin: gate.margin) {
      case .free: continue
      case .until(let free): moment = max(moment, free)
      case .unknown: return .afterAnswer
      }
    }
    return moment <= now ? .now : .after(moment - now)
  }

  /// Takes a place; the caller has just been told ``Availability/now``.
  package mutating func take(at now: Duration) -> Slot {
    inFlight += 1
    // A wait that took a little too long is made up for, up to one interval.
    nextSend = max(nextSend, now - limit.spacing) + limit.spacing
    return Slot(takenAt: now)
  }

  /// Notes that the request of a slot was answered, or never left.
  ///
  /// - Parameter roll: a number from 0 up to 1 that spreads clients after a refusal.
  package mutating func release(
    _ slot: Slot, answeredAt now: Duration, failure: Failure? = nil, roll: Double
  ) {
    inFlight -= 1
    for index in logs.indices { logs[index].append(now) }
    if let failure, failure.isThrottled {
      gate.close(at: now, asked: failure.retryAfter, sentAt: slot.takenAt, roll: roll)
    } else {
      gate.noteAnswer()
    }
  }
}

extension RateLimiter {
  /// How long so many further requests will take, by the places that fall free.
  package func timeLeft(
    requests: Int, concurrency: Int, latency: Duration, at now: Duration
  ) -> Duration {
    guard requests > 0 else { return .zero }
    let work = limit.workDuration(requests: requests, concurrency: concurrency, latency: latency)
    let windows = logs.map {
      $0.wait(for: requests, inFlight: inFlight, margin: gate.margin, at: now) + latency
    }
    return max(max(.zero, gate.opensAt - now) + work, windows.max() ?? .zero)
  }
}

extension Failure {
  /// Whether the server refused it because there were too many: nothing was done, it may
  /// be sent again, and every other request has to wait too.
  package var isThrottled: Bool { fate == .rejected && status == 429 }
}
