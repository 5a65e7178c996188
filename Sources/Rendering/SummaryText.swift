package import CommandModel

/// The line that closes a run: `37 ok, 2 failed, 1 timeout in 4m12s`.
package enum SummaryText {
  /// What became of how many items, always in the same order, and how long it took.
  package static func text(
    _ counts: [ResultRecord.Result: Int], in elapsed: Duration
  ) -> String {
    let parts = ResultRecord.Result.allCases.compactMap { result in
      counts[result].flatMap { $0 > 0 ? "\($0) \(words(result))" : nil }
    }
    let what = parts.isEmpty ? "nothing done" : parts.joined(separator: ", ")
    return "\(what) in \(DurationText.brief(elapsed))"
  }

  private static func words(_ result: ResultRecord.Result) -> String {
    result == .notStarted ? "not started" : result.rawValue
  }
}
