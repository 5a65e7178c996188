package import CommandModel
import Synchronization

/// A clock for code that runs in one task: a sleep moves it and returns at once.
///
/// Where several tasks sleep side by side, ``Simulation`` keeps their order.
package final class VirtualTimekeeper: Timekeeper {
  private let start: Time
  private let passed: Mutex<Duration>

  /// Creates a clock that stands still until somebody sleeps.
  package init(startingAt start: Time = .simulationStart) {
    self.start = start
    passed = Mutex(.zero)
  }

  package var now: Time { start + uptime }
  package var uptime: Duration { passed.withLock { $0 } }

  package func sleep(for duration: Duration) async throws {
    try Task.checkCancellation()
    advance(by: duration)
  }

  /// Lets time pass; a negative duration is none.
  package func advance(by duration: Duration) {
    passed.withLock { $0 += max(.zero, duration) }
  }
}

extension Time {
  /// When virtual clocks begin: 2026-05-01T10:00:00Z.
  package static let simulationStart = Time(secondsSince1970: 1_777_629_600)
}
