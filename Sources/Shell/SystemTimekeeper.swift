import CommandModel
import Glibc

/// The machine's own clocks.
struct SystemTimekeeper: Timekeeper {
  var now: Time {
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Time(nanoseconds: Int64(moment.tv_sec) * 1_000_000_000 + Int64(moment.tv_nsec))
  }

  var uptime: Duration {
    var moment = timespec()
    clock_gettime(CLOCK_MONOTONIC, &moment)
    return .seconds(moment.tv_sec) + .nanoseconds(moment.tv_nsec)
  }

  func sleep(for duration: Duration) async throws {
    if duration > .zero { try await Task.sleep(for: duration) }
  }
}
