import CommandModel

/// So many requests of one key in so long a time.
package struct RateLimit: Sendable, Hashable {
  package let requestsMax: Int
  package let length: Duration

  package init(_ requestsMax: Int, per length: Duration) {
    self.requestsMax = requestsMax
    self.length = length
  }

  /// PostHog's two: 480 a minute and 4,800 an hour.
  package static let standard = [
    RateLimit(480, per: .seconds(60)), RateLimit(4800, per: .seconds(3600)),
  ]
}

/// One limit and the log it slides over.
///
/// Each window judges and counts for itself, so a request that one window refuses is
/// still counted by the other, as the framework does it.
struct RateWindow: Sendable {
  let limit: RateLimit
  private var log: [Time] = []

  init(_ limit: RateLimit) { self.limit = limit }

  /// Counts a request; when there are too many, says instead how long to wait.
  mutating func admit(at now: Time) -> Duration? {
    let stale = log.prefix { $0 <= now - limit.length }.count
    log.removeFirst(stale)
    guard log.count >= limit.requestsMax else {
      log.append(now)
      return nil
    }
    return log.first.map { limit.length - (now - $0) } ?? limit.length
  }
}
