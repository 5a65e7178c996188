package import CommandModel

/// What a run came to.
package struct RunSummary: Sendable {
  /// The run's id.
  package let run: String
  /// The verb.
  package let action: String
  /// How many items have each result; none that nobody has.
  package var counts: [ResultRecord.Result: Int] = [:]
  /// Requests that left.
  package var requests = 0
  /// How many of them the server refused with 429.
  package var throttled = 0
  /// From the first entry of the journal to the last result.
  package var elapsed = Duration.zero
  /// The least time that so many requests of this latency take.
  package var ideal = Duration.zero
  /// Why it ended early; nil when every item was tried.
  package var halt: Halt?

  /// Creates the summary of a run in which nothing happened yet.
  package init(run: String, action: String) {
    self.run = run
    self.action = action
  }

  /// Items with a result.
  package var total: Int { counts.values.reduce(0, +) }

  /// The worst class of trouble; nil when all went well (language.md, section 6).
  package var category: Problem.Category? {
    var found = Set(counts.filter { $0.value > 0 }.keys.compactMap(\.category))
    if let problem = halt?.problem { found.insert(problem.category) }
    return RunSummary.worstFirst.first { found.contains($0) }
  }

  private static let worstFirst: [Problem.Category] = [
    .local, .notAllowed, .network, .unknown, .failed, .stopped,
  ]
}
