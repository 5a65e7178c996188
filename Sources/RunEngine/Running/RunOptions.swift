package import CommandModel

/// How a run is carried out.
package struct RunOptions: Sendable {
  /// Requests under way at a time.
  package var parallel: Int
  /// How many items may go wrong.
  package var halt: HaltLimit
  /// Which items are sent again.
  package var retries: RetryPolicy

  /// Creates options; four at a time, five tries, and never halt.
  package init(
    parallel: Int = 4, halt: HaltLimit = .never, retries: RetryPolicy = RetryPolicy()
  ) {
    self.parallel = parallel
    self.halt = halt
    self.retries = retries
  }
}
