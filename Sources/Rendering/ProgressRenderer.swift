package import CommandModel

/// Makes the one line that tells how far a run or a wait has come.
package enum ProgressRenderer {
  private static let barWidths = 10...40

  /// A bar on a terminal, without a line feed and narrower than the screen; elsewhere a
  /// plain line.
  package static func line(_ progress: Progress, style: Style) -> String {
    style.isTerminal ? drawn(progress, style) : plain(progress)
  }

  private static func drawn(_ progress: Progress, _ style: Style) -> String {
    let facts = [share(progress)] + pace(progress) + [counts(progress, between: " ")]
    let text = facts.filter { !$0.isEmpty }.joined(separator: "  ")
    // The last column stays free: a terminal may wrap behind it.
    let width = (style.width ?? 80) - 1
    let room = width - DisplayWidth.of(progress.action) - DisplayWidth.of(text) - 4
    let bar =
      room < barWidths.lowerBound || progress.total == 0
      ? "" : bar(progress, width: min(room, barWidths.upperBound)) + " "
    return DisplayWidth.cut("\(progress.action) \(bar)\(text)", to: width)
  }

  private static func plain(_ progress: Progress) -> String {
    let facts = ["\(progress.action): \(share(progress))", counts(progress, between: ", ")]
    return (facts + pace(progress)).filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static func bar(_ progress: Progress, width: Int) -> String {
    let full = min(width, width * progress.finished / max(1, progress.total))
    return "▕" + String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
      + "▏"
  }

  private static func share(_ progress: Progress) -> String {
    progress.total == 0 ? "\(progress.finished)" : "\(progress.finished)/\(progress.total)"
  }

  /// How fast it goes and what is left, or why it does not go.
  private static func pace(_ progress: Progress) -> [String] {
    if let gate = progress.gate { return ["rate limit: \(DurationText.brief(gate))"] }
    let left = progress.left.map { "ETA \(DurationText.brief($0))" } ?? ""
    return [rate(progress), left]
  }

  /// Items a second with one digit behind the point.
  private static func rate(_ progress: Progress) -> String {
    guard progress.finished > 0, progress.elapsed > .zero else { return "" }
    let tenths = Int((Double(progress.finished) * 10 / progress.elapsed.seconds).rounded())
    return "\(tenths / 10).\(tenths % 10)/s"
  }

  private static func counts(_ progress: Progress, between separator: String) -> String {
    [
      (progress.ok, "ok"), (progress.failed, "failed"), (progress.unknown, "unknown"),
      (progress.timeout, "timeout"), (progress.running, "running"),
    ].filter { $0.0 > 0 }.map { "\($0) \($1)" }.joined(separator: separator)
  }
}
