import CommandModel

/// How many requests a server lets through, and how much of that we use.
package struct RateLimit: Sendable, Hashable {
  /// At most `requests` in any stretch of `period`, as the server counts them.
  package struct Window: Sendable, Hashable {
    /// At least one.
    package let requests: Int
    /// Above zero.
    package let period: Duration

    /// Creates a window.
    package init(_ requests: Int, per period: Duration) {
      self.requests = requests
      self.period = period
    }
  }

  /// The longest period first; none when no limit is kept.
  package let windows: [Window]
  /// The share of every window that is used, above 0 and up to 1.
  package let budget: Double
  /// Among how many processes, which know nothing of each other, all of it is divided.
  package let sharers: Int

  /// Creates a limit; each window keeps room for one request at least.
  package init(
    windows: [Window] = RateLimit.standardWindows, budget: Double = 0.9, sharers: Int = 1
  ) {
    precondition(budget > 0 && budget <= 1, "a budget is a share above 0 and up to 1")
    precondition(sharers > 0, "a limit is divided among one process at least")
    self.windows = windows.sorted { $0.period > $1.period }
    self.budget = budget
    self.sharers = sharers
  }

  /// The part of one of so many processes.
  package func divided(among sharers: Int) -> RateLimit {
    RateLimit(windows: windows, budget: budget, sharers: sharers)
  }

  /// No limit at all; only a server's own refusals hold requests back.
  package static let off = RateLimit(windows: [], budget: 1)

  /// 480 a minute and 4,800 an hour (reliability.md, section 1).
  package static let standardWindows = [
    Window(480, per: .seconds(60)), Window(4800, per: .seconds(3600)),
  ]

  /// How many requests of a window are used.
  func capacity(of window: Window) -> Int {
    max(1, Int(budget * Double(window.requests) / Double(sharers)))
  }

  /// The least time between two sends, so that a burst is no stampede: 20 a second, of all
  /// sharers together.
  var spacing: Duration { windows.isEmpty ? .zero : .milliseconds(50) * sharers }
}

extension RateLimit {
  /// Reads `480/1m,4800/1h` or `off`; nil for anything else.
  package init?(spelling: String, budget: Double = 0.9) {
    if spelling == "off" {
      self = .off
      return
    }
    var windows: [Window] = []
    for part in spelling.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "/", omittingEmptySubsequences: false)
      guard sides.count == 2, let requests = Int(sides[0]), requests > 0,
        let period = DurationText.parse(sides[1]), period > .zero
      else { return nil }
      windows.append(Window(requests, per: period))
    }
    self.init(windows: windows, budget: budget)
  }

  /// The least time that so many requests take from a fresh start.
  ///
  /// Every full window is waited for once; the rest runs as fast as `concurrency`
  /// requests of this mean latency allow, at most 20 a second.
  /// - Source: reliability.md, section 3, `T_ideal`.
  package func idealDuration(requests: Int, concurrency: Int, latency: Duration) -> Duration {
    guard requests > 0 else { return .zero }
    var total = Duration.zero
    var before = requests - 1
    for window in windows {
      let (full, rest) = before.quotientAndRemainder(dividingBy: capacity(of: window))
      total += window.period * full
      before = rest
    }
    return total + workDuration(requests: before + 1, concurrency: concurrency, latency: latency)
  }

  /// How far apart so many requests at a time must come to use no more than a share of
  /// every window.
  package func interval(of requests: Int, using share: Double) -> Duration {
    windows.map { $0.period * (Double(requests) / (share * Double(capacity(of: $0)))) }.max()
      ?? .zero
  }

  /// How long so many requests take when no window is full.
  func workDuration(requests: Int, concurrency: Int, latency: Duration) -> Duration {
    let rounds = (requests + concurrency - 1) / concurrency
    return max(latency * rounds, spacing * requests)
  }
}
