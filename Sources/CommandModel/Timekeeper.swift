/// The clocks of the outer world; tests bring their own, so that no test waits.
package protocol Timekeeper: Sendable {
  /// The wall clock.
  var now: Time { get }
  /// A clock that never goes back; only differences mean something.
  var uptime: Duration { get }
  /// Waits; returns at once when `duration` is not positive.
  ///
  /// - Throws: `CancellationError` when the task is cancelled meanwhile.
  func sleep(for duration: Duration) async throws
}
