import CommandModel
import Rendering
import RunEngine
import Synchronization

/// One round of a `watch` that is shown as a block of its own.
struct WatchRound: Sendable {
  let time: Time
  /// Whether the line with the time has been written.
  var isStamped = false
}

/// `watch`: a line again and again, until the person ends it.
extension Session {
  /// How often a watch looks that does not say how often.
  private static let watchInterval = Duration.seconds(10)
  /// No watch is a busy loop.
  private static let watchIntervalMin = Duration.seconds(1)
  /// The share of the budget that a watch leaves to itself.
  private static let watchShare = 0.25

  func watch(every asked: Duration?, _ round: () async throws -> Void) async throws {
    let wanted = max(asked ?? Session.watchInterval, Session.watchIntervalMin)
    var interval = wanted
    var frame: Frame?
    defer { state.withLock { $0.watch = nil } }
    while true {
      let start = environment.timekeeper.uptime
      let before = requestsSent
      if canDrawFrames {
        frame = try await drawn(round, over: frame, every: interval, isStretched: interval > wanted)
      } else {
        try await blockwise(round)
      }
      interval = stretched(wanted, from: interval, requests: requestsSent - before)
      let left = interval - (environment.timekeeper.uptime - start)
      try await environment.timekeeper.sleep(for: left)
    }
  }

  private var requestsSent: Int { state.withLock(\.connection)?.limiter.taken ?? 0 }

  private var canDrawFrames: Bool {
    environment.terminal.outputIsTerminal && environment.variables[.terminal] != "dumb"
  }

  /// An interval that leaves the rate limit to others, said once where it is longer.
  private func stretched(
    _ wanted: Duration, from current: Duration, requests: Int
  ) -> Duration {
    let least = settings.rateLimit.interval(of: requests, using: Session.watchShare)
    let interval = max(wanted, .seconds(least.seconds.rounded(.up)))
    // On a terminal the picture itself says so; a note would stand in its way.
    if interval > current, interval > wanted, !canDrawFrames {
      note(
        "looking every \(DurationText.brief(interval)), to use no more than a quarter of the "
          + "rate limit")
    }
    return interval
  }

  /// A look whose failure a later one may not meet is told and gone on from.
  private func look(_ round: () async throws -> Void) async throws {
    do {
      try await round()
    } catch let problem as Problem where problem.category == .network && !problem.concernsAll {
      show(problem)
    }
    await summarizeRuns()
  }

  // MARK: - On a terminal

  /// Draws a round over the one before.
  private func drawn(
    _ round: () async throws -> Void, over former: Frame?, every interval: Duration,
    isStretched: Bool
  ) async throws -> Frame {
    begin()
    console.beginFrame()
    let failure: (any Error)?
    do {
      try await look(round)
      failure = nil
    } catch {
      failure = error
    }
    let written = console.takeFrame()
    // Who interrupts a look keeps the last whole picture.
    if let failure, failure.isInterruption { throw failure }
    let reason = isStretched ? " for the rate limit" : ""
    let head =
      "every \(DurationText.brief(interval))\(reason) · \(roundStart.toTheSecond) · Ctrl-C ends it"
    let terminal = environment.terminal
    let frame = Frame(
      outputStyle.dimmed(head) + "\n" + written, width: terminal.width(),
      height: terminal.height())
    try write(text: (former?.erasing(width: terminal.width()) ?? "") + frame.text)
    if let failure { throw failure }
    return frame
  }

  // MARK: - Elsewhere

  /// Writes a round as a block behind a line with its time.
  private func blockwise(_ round: () async throws -> Void) async throws {
    begin()
    try await look(round)
    try stampRound(forPeople: true)
  }

  private func begin() {
    let now = environment.timekeeper.now
    state.withLock { state in
      state.roundStart = now
      state.watch = canDrawFrames ? WatchRound(time: now, isStamped: true) : WatchRound(time: now)
    }
  }

  /// Writes the time of the round at work, once: into the document where people read it,
  /// beside it where a program does.
  func stampRound(forPeople: Bool) throws {
    let time = state.withLock { state -> Time? in
      guard let watch = state.watch, !watch.isStamped else { return nil }
      state.watch?.isStamped = true
      return watch.time
    }
    guard let time else { return }
    let line = "-- \(time.toTheSecond)\n"
    if forPeople { try write(text: line) } else { console.writeError(line) }
  }
}

extension Time {
  /// The second that it lies in, which is enough to tell rounds apart.
  fileprivate var toTheSecond: Time {
    Time(secondsSince1970: nanoseconds / 1_000_000_000)
  }
}

extension OutputFormat {
  /// Whether people read it, so that a line between two documents disturbs nobody.
  var isForPeople: Bool {
    switch self {
    case .table, .vertical, .value, .md: true
    case .json, .jsonl, .csv, .tsv, .yaml: false
    }
  }
}
