import CommandModel
import Synchronization

@testable import struct Shell.SystemTimekeeper

/// The machine's clock, at which a server that would delay an answer only counts: whoever
/// wants to do something in the middle waits for a request, and for no time.
final class Signpost: Timekeeper {
  private struct State {
    var passed = 0
    var waiting: (count: Int, continuation: CheckedContinuation<Void, Never>)?
  }

  private let clock = SystemTimekeeper()
  private let state = Mutex(State())

  var now: Time { clock.now }
  var uptime: Duration { clock.uptime }

  func sleep(for duration: Duration) async throws {
    let reached = state.withLock { state in
      state.passed += 1
      guard let waiting = state.waiting, state.passed >= waiting.count else {
        return nil as CheckedContinuation<Void, Never>?
      }
      state.waiting = nil
      return waiting.continuation
    }
    reached?.resume()
  }

  /// Returns when so many requests have come by.
  func passed(_ count: Int) async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.passed >= count { return true }
        state.waiting = (count, continuation)
        return false
      }
      if isThere { continuation.resume() }
    }
  }
}
