package import CommandModel

/// How a run is carried out.
package struct RunOptions: Sendable {
  /// Requests under way at a time.
  package var parallel: Int
  /// How many items may go wrong.
  package var halt: HaltLimit
  /// Which items are sent again.
  package var retries: RetryPolicy
  /// How what is unknown is looked up.
  package var lookups: LookupPolicy
  /// Nothing more is sent after so long; nil for no limit.
  package var timeMax: Duration?

  /// Creates options; four at a time, five tries, never halt, and look up by the standard.
  package init(
    parallel: Int = 4, halt: HaltLimit = .never, retries: RetryPolicy = RetryPolicy(),
    lookups: LookupPolicy = LookupPolicy(), timeMax: Duration? = nil
  ) {
    self.parallel = parallel
    self.halt = halt
    self.retries = retries
    self.lookups = lookups
    self.timeMax = timeMax
  }

  /// Whether somebody looks for what an operation without an answer has done.
  func looksUp(_ operation: Operation) -> Bool {
    operation.lookup != .none && !lookups.schedule.isEmpty
  }
}
