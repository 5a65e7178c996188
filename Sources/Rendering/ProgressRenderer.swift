package import CommandModel
import ValueFormats

/// Makes the one line that tells how far a run or a wait has come.
package enum ProgressRenderer {
  private static let barWidths = 10...40

  /// A bar on a terminal, without a line feed and narrower than the screen; elsewhere a
  /// plain line.
  package static func line(_ progress: Progress, style: Style) -> String {
    style.isTerminal ? drawn(progress, style) : plain(progress)
  }

  private static func drawn(_ progress: Progress, _ style: Style) -> String {
    // The last column stays free: a terminal may wrap behind it.
    let width = (style.width ?? 80) - 1
    let (text, isWhole) = facts(progress, within: width - DisplayWidth.of(progress.action) - 1)
    let room = width - DisplayWidth.of(progress.action) - DisplayWidth.of(text) - 4
    let bar =
      !isWhole || room < barWidths.lowerBound || progress.total == 0
      ? "" : bar(progress, width: min(room, barWidths.upperBound)) + " "
    return DisplayWidth.cut("\(progress.action) \(bar)\(text)", to: width)
  }

  /// One thing to tell, and how soon a narrow screen does without it: the largest first.
  private struct Fact {
    let text: String
    let dispensability: Int
  }

  /// As many facts as fit, and whether those are all; the count of items always stays.
  private static func facts(
    _ progress: Progress, within width: Int
  ) -> (text: String, isWhole: Bool) {
    let pace = [
      Fact(text: rate(progress), dispensability: 8),
      Fact(text: gate(progress), dispensability: 1),
      Fact(text: left(progress), dispensability: 2),
    ]
    let counts = zip(counts(progress), [6, 3, 4, 5, 7]).map { Fact(text: $0, dispensability: $1) }
    for most in stride(from: 8, through: 0, by: -1) {
      let groups = [[Fact(text: share(progress), dispensability: 0)]] + pace.map { [$0] } + [counts]
      let text = groups.map { group in
        group.filter { $0.dispensability <= most && !$0.text.isEmpty }.map(\.text)
          .joined(separator: " ")
      }.filter { !$0.isEmpty }.joined(separator: "  ")
      if DisplayWidth.of(text) <= width { return (text, most == 8) }
    }
    return (share(progress), false)
  }

  private static func plain(_ progress: Progress) -> String {
    let pace = [rate(progress), gate(progress), left(progress)]
    let facts = ["\(progress.action): \(share(progress))"] + counts(progress) + pace
    return facts.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static func bar(_ progress: Progress, width: Int) -> String {
    let full = min(width, width * progress.finished / max(1, progress.total))
    return "▕" + String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
      + "▏"
  }

  private static func share(_ progress: Progress) -> String {
    progress.total == 0 ? "\(progress.finished)" : "\(progress.finished)/\(progress.total)"
  }

  /// Why nothing goes.
  private static func gate(_ progress: Progress) -> String {
    progress.gate.map { "rate limit: \(DurationText.brief($0))" } ?? ""
  }

  private static func left(_ progress: Progress) -> String {
    progress.left.map { "ETA \(DurationText.brief($0))" } ?? ""
  }

  /// Items a second with one digit behind the point; nothing while nothing goes.
  private static func rate(_ progress: Progress) -> String {
    guard progress.finished > 0, progress.gate == nil, progress.elapsed > .zero else { return "" }
    let tenths = Int((Double(progress.finished) * 10 / progress.elapsed.seconds).rounded())
    return "\(tenths / 10).\(tenths % 10)/s"
  }

  /// The items in each state, an empty text where there are none.
  private static func counts(_ progress: Progress) -> [String] {
    [
      (progress.ok, "ok"), (progress.failed, "failed"), (progress.unknown, "unknown"),
      (progress.timeout, "timeout"), (progress.running, "running"),
    ].map { $0.0 > 0 ? "\($0.0) \($0.1)" : "" }
  }
}

extension ProgressRenderer {
  /// One JSON object and a line feed, for programs.
  ///
  /// `total` and `left` count items, and are null where nobody knows how many come; `rate`
  /// is in requests a second.
  package static func json(_ progress: Progress) -> String {
    let isCounted = progress.total > 0
    let left = max(0, progress.total - progress.finished)
    return JSON.encode(
      .record([
        "run": progress.run.map(Value.text) ?? .null,
        "action": .text(progress.action),
        "total": isCounted ? .integer(progress.total) : .null,
        "ok": .integer(progress.ok),
        "failed": .integer(progress.failed),
        "unknown": .integer(progress.unknown),
        "timeout": .integer(progress.timeout),
        "running": .integer(progress.running),
        "left": isCounted ? .integer(left) : .null,
        "elapsed_seconds": tenths(progress.elapsed.seconds),
        "rate": progress.rate.map(tenths) ?? .null,
        "eta_seconds": progress.left.map { tenths($0.seconds) } ?? .null,
        "gate_seconds": progress.gate.map { tenths($0.seconds) } ?? .null,
      ])) + "\n"
  }

  private static func tenths(_ value: Double) -> Value {
    Number((value * 10).rounded() / 10).map(Value.number) ?? .null
  }
}
