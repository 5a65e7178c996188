package import CommandModel

/// The line that closes a run: `37 ok, 2 failed, 1 timeout in 4m12s`.
package enum SummaryText {
  /// What became of how many items, always in the same order, and how long it took: also
  /// beside the least time that the server allows, where a person has waited for that.
  package static func text(
    _ counts: [ResultRecord.Result: Int], in elapsed: Duration, atLeast ideal: Duration = .zero
  ) -> String {
    let parts = ResultRecord.Result.allCases.compactMap { result in
      counts[result].flatMap { $0 > 0 ? "\($0) \(result.words)" : nil }
    }
    let what = parts.isEmpty ? "nothing done" : parts.joined(separator: ", ")
    let pace = ideal >= .seconds(10) ? " (ideal \(DurationText.brief(ideal)))" : ""
    return "\(what) in \(DurationText.brief(elapsed))\(pace)"
  }
}
