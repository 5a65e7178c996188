import CommandModel
import Synchronization

@testable import Shell

/// The machine's clock, whose sleeps are traps: where a server would delay an answer,
/// something else happens.
final class TrapClock: Timekeeper {
  /// A request that met the trap does not arrive.
  struct Swallowed: Error {}

  private let clock = SystemTimekeeper()
  private let trap = Mutex<@Sendable () async throws -> Void>({})

  var now: Time { clock.now }
  var uptime: Duration { clock.uptime }

  /// Says what happens before a request that springs the trap arrives; when it throws, the
  /// request does not.
  func set(_ trap: @escaping @Sendable () async throws -> Void) { self.trap.withLock { $0 = trap } }

  func sleep(for duration: Duration) async throws { try await trap.withLock { $0 }() }
}
