/// A person stopped work on many things that was then brought to an end: each thing has
/// its record, and those came before this.
///
/// What is broken off in the middle ends in a `CancellationError` instead.
package struct Interruption: Error, Sendable, Hashable {
  package init() {}
}

extension Problem {
  /// The same problem, behind the results of all that it ended.
  package var followingResults: any Error {
    var problem = self
    problem.followsResults = true
    return problem
  }
}

extension Error {
  /// Whether it is the person's wish to stop and nothing that went wrong.
  package var isInterruption: Bool { self is CancellationError || self is Interruption }

  /// Whether nothing is missing of what came before it.
  package var followsAllRecords: Bool {
    self is Interruption || (self as? Problem)?.followsResults == true
  }

  /// The same error for whoever needed the records for something else, which is left half
  /// done.
  package var breakingOff: any Error {
    if self is Interruption { return CancellationError() }
    guard var problem = self as? Problem else { return self }
    problem.followsResults = false
    return problem
  }
}
