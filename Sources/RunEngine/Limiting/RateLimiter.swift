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
    /// The note about it in the log that other processes read; nil when there is none.
    var ticket: SlotTicket?
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
  /// Requests under way of other processes.
  private var othersInFlight = 0
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
      switch logs[index].room(inFlight: inFlight + othersInFlight, margin: gate.margin) {
      case .free: continue
      case .until(let free): moment = max(moment, free)
      case .unknown where inFlight > 0: return .afterAnswer
      // Nobody tells of others' answers, but what is answered from now on holds its place
      // so long.
      case .unknown: moment = max(moment, now + logs[index].period + gate.margin)
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
    for index in logs.indices { logs[index].insert(now) }
    if let failure, failure.isThrottled {
      gate.close(at: now, asked: failure.retryAfter, sentAt: slot.takenAt, roll: roll)
    } else {
      gate.noteAnswer()
    }
  }
}

// MARK: - Other processes

extension RateLimiter {
  /// Takes in what other processes did with the same key.
  ///
  /// - Parameters:
  ///   - now: the moment on the limiter's own clock.
  ///   - time: the same moment on the wall clock, which the processes share.
  package mutating func learn(_ news: SlotNews, at now: Duration, _ time: Time) {
    othersInFlight = news.open
    for index in logs.indices {
      let period = logs[index].period + gate.margin
      for answer in news.answered where time - answer < period {
        logs[index].insert(now - max(.zero, time - answer))
      }
    }
    if let shared = news.gate {
      gate.learn(
        closedAt: now - (time - shared.closedAt), opensAt: now - (time - shared.opensAt),
        margin: shared.margin)
    }
  }

  /// The gate as other processes may learn of it; nil while nothing ever closed it.
  func sharedGate(at now: Duration, _ time: Time) -> SlotGate? {
    gate.lastSurprise.map {
      SlotGate(
        closedAt: time - (now - $0), opensAt: time + (gate.opensAt - now), margin: gate.margin)
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
      $0.wait(for: requests, inFlight: inFlight + othersInFlight, margin: gate.margin, at: now)
        + latency
    }
    return max(max(.zero, gate.opensAt - now) + work, windows.max() ?? .zero)
  }
}

extension Failure {
  /// Whether the server refused it because there were too many: nothing was done, it may
  /// be sent again, and every other request has to wait too.
  package var isThrottled: Bool { fate == .rejected && status == 429 }
}
