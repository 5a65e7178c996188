package import CommandModel

/// Draws a run for a terminal: one line an item, its attempts and its job along one axis.
package enum RunTimelineText {
  /// Items beyond so many are drawn together with those that went alike.
  package static let rowsMax = 50
  private static let errorsMax = 10
  private static let standardWidth = 100

  /// The text; lines are as wide as the style says, else 100 columns.
  package static func text(
    _ history: RunHistory, style: Style, rowsMax: Int = rowsMax
  ) -> String {
    let axis = RunAxis(history)
    let groups = ErrorGroup.groups(of: history.items)
    let width = max(40, style.width ?? standardWidth)
    var lines = header(history, axis, style, width: width)
    if !history.items.isEmpty {
      let rows = RunTimelineRows(history, axis, groups, rowsMax: rowsMax)
      let layout = TimelineLayout(rows.rows, width: width)
      lines += ["", layout.ruler(axis, style)]
      lines += rows.rows.map { layout.line($0, axis, style) }
      if let more = rows.more { lines.append(style.dimmed(DisplayWidth.cut(more, to: width))) }
      let legend = legend(rows.rows, axis, width: width)
      if !legend.isEmpty { lines += [""] + legend.map { style.dimmed($0) } }
    }
    lines += errors(groups, history, style, width: width)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func header(
    _ history: RunHistory, _ axis: RunAxis, _ style: Style, width: Int
  ) -> [String] {
    let facts = history.facts
    let took = (facts.endedAt ?? axis.start + axis.length) - facts.startedAt
    let state = facts.state == .done ? "" : "  \(facts.state.rawValue)"
    let title = TerminalText.sanitize("\(facts.head.action) \(facts.id)") + state
    let summary = "  " + SummaryText.text(facts.counts, in: max(.zero, took))
    var requests = "\(facts.requests) \(facts.requests == 1 ? "request" : "requests")"
    if facts.throttled > 0 { requests += ", \(facts.throttled) met the rate limit" }
    let when = "\(facts.startedAt.toTheSecond), \(requests)"
    let command = TerminalText.sanitize(facts.head.command)
    let lines = ["  " + command, summary, "  " + when].filter { !$0.allSatisfy(\.isWhitespace) }
    return [style.painted(DisplayWidth.cut(title, to: width), .bold)]
      + lines.map { DisplayWidth.cut($0, to: width) }
  }

  /// The signs that are used, in as many lines as they need.
  private static func legend(_ rows: [TimelineRow], _ axis: RunAxis, width: Int) -> [String] {
    var entries: [String] = []
    let tracks = rows.compactMap(\.track)
    let marks = Set(tracks.flatMap { $0.tries.map(\.mark) })
    entries += AttemptMark.allCases.filter(marks.contains).map { "\($0.character) \($0.words)" }
    if tracks.contains(where: { $0.tries.count > 1 }) {
      entries.append("\(TimelineLayout.waiting) between attempts")
    }
    if tracks.contains(where: { $0.job != nil }) {
      entries.append("\(TimelineLayout.working)\(TimelineLayout.jobEnd) its job")
    }
    if rows.contains(where: { $0.track?.job != nil && $0.result.leavesJob }) {
      entries.append("\(TimelineLayout.jobLeft) still at work")
    }
    if rows.contains(where: { $0.track == nil }) { entries.append("░▒▓█ how many at once") }
    if !axis.folds.isEmpty { entries.append("\(TimelineLayout.fold) a long pause, folded") }
    var lines: [String] = []
    for entry in entries {
      if let last = lines.last, DisplayWidth.of(last) + 3 + DisplayWidth.of(entry) <= width {
        lines[lines.count - 1] = last + "   " + entry
      } else {
        lines.append(DisplayWidth.cut(entry, to: width))
      }
    }
    return lines
  }

  private static func errors(
    _ groups: [ErrorGroup], _ history: RunHistory, _ style: Style, width: Int
  ) -> [String] {
    guard !groups.isEmpty else { return [] }
    let countWidth = groups.map { "\($0.items.count)".count }.max() ?? 1
    let lines = groups.prefix(errorsMax).map { group in
      let count = "\(group.items.count)"
      let indent = String(repeating: " ", count: countWidth - count.count)
      let head = "\(indent)\(count) \(group.result.words)"
      let status = group.status.map { " \($0)" } ?? ""
      let tail = DisplayWidth.cut("\(status): \(group.text)", to: width - head.count)
      return style.painted(head, group.result.ink) + tail
    }
    let left = groups.dropFirst(errorsMax)
    let more =
      left.isEmpty
      ? []
      : [
        style.dimmed("… and \(left.count) more, of \(left.reduce(0) { $0 + $1.items.count }) items")
      ]
    return [""] + lines + more
  }
}

extension Time {
  /// `2026-05-01 12:00:00 UTC`.
  var toTheSecond: String {
    let text = description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
  }
}
