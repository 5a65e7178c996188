import CommandModel
import Synchronization

@testable import Shell

/// The machine's clock, whose sleeps are traps: a server that would delay an answer lets
/// something happen instead.
final class TrapClock: Timekeeper {
  /// A request that met the trap does not arrive.
  struct Swallowed: Error {}

  private let clock = SystemTimekeeper()
  private let state = Mutex<(process: EdshProcess?, swallows: () -> Bool)>((nil, { false }))

  var now: Time { clock.now }
  var uptime: Duration { clock.uptime }

  /// Says whom the next trap is for, and whether the request that springs it arrives.
  func aim(at process: EdshProcess?, swallowing: @escaping @Sendable () -> Bool = { false }) {
    state.withLock { $0 = (process, swallowing) }
  }

  func sleep(for duration: Duration) async throws {
    let swallows = state.withLock { state in
      state.process?.kill()
      return state.swallows()
    }
    if swallows { throw Swallowed() }
  }
}
