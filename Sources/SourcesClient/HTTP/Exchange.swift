import NIOCore
import Synchronization

/// One request and whoever waits for its answer.
///
/// It is told once how it ended, by the event loop that its connection belongs to.
final class Exchange: Sendable {
  /// How it ends.
  typealias End = Result<Response, TransportError>

  /// Raised by whoever waits, at any time and from any thread.
  final class Withdrawal: Sendable {
    private let wasRaised = Atomic(false)

    var isRaised: Bool { wasRaised.load(ordering: .acquiring) }

    func raise() { wasRaised.store(true, ordering: .releasing) }
  }

  /// The request as it goes over the wire.
  let bytes: ByteBuffer
  let timeLimits: Request.TimeLimits
  let withdrawal: Withdrawal
  private let waiting: CheckedContinuation<End, Never>

  init(
    _ bytes: ByteBuffer, timeLimits: Request.TimeLimits, withdrawal: Withdrawal,
    waiting: CheckedContinuation<End, Never>
  ) {
    self.bytes = bytes
    self.timeLimits = timeLimits
    self.withdrawal = withdrawal
    self.waiting = waiting
  }

  func end(_ end: End) { waiting.resume(returning: end) }
}
