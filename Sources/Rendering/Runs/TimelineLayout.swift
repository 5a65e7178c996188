import CommandModel

/// Where the columns of a timeline stand, and what is drawn into them.
struct TimelineLayout {
  static let waiting: Character = "·"
  static let working: Character = "═"
  static let jobEnd: Character = "╡"
  /// It was not waited for to its end.
  static let jobLeft: Character = "▷"
  static let fold: Character = "≈"
  private static let sending: Character = "━"
  private static let gap = "  "

  private let titleWidth: Int
  private let resultWidth: Int
  private let triesWidth: Int
  private let tookWidth: Int
  private let trackWidth: Int

  init(_ rows: [TimelineRow], width: Int) {
    resultWidth = rows.map { $0.result.words.count }.max() ?? 0
    triesWidth = rows.map { TimelineLayout.tries($0).count }.max() ?? 0
    tookWidth = rows.map { TimelineLayout.took($0).count }.max() ?? 0
    let others = resultWidth + triesWidth + tookWidth + 4 * TimelineLayout.gap.count
    let natural = rows.map { DisplayWidth.of($0.title) }.max() ?? 0
    titleWidth = min(natural, max(8, (width - others) * 2 / 5), 40)
    trackWidth = max(4, width - others - titleWidth)
  }

  /// The moments above the lines, each beginning in the column it is about.
  func ruler(_ axis: RunAxis, _ style: Style) -> String {
    var line = String(repeating: " ", count: titleWidth + resultWidth + triesWidth + tookWidth + 8)
    let start = line.count
    var last = ""
    for tick in axis.ticks(atMost: max(1, trackWidth / 10)) {
      let label = "|" + RunAxis.label(of: tick)
      let column = start + column(axis.place(of: tick))
      let isFree = column == start || column > line.count
      guard label != last, isFree, column + label.count <= start + trackWidth else { continue }
      line += String(repeating: " ", count: column - line.count) + label
      last = label
    }
    return style.dimmed(line)
  }

  func line(_ row: TimelineRow, _ axis: RunAxis, _ style: Style) -> String {
    let title = DisplayWidth.padded(DisplayWidth.cut(row.title, to: titleWidth), to: titleWidth)
    let words = row.result.words
    let padding = String(repeating: " ", count: resultWidth - words.count)
    let (tries, took) = (TimelineLayout.tries(row), TimelineLayout.took(row))
    let facts =
      [title, style.painted(words, row.result.ink) + padding]
      + [(tries, triesWidth), (took, tookWidth)].map { text, width in
        String(repeating: " ", count: width - text.count) + text
      }
    var cells = [DrawnCell](repeating: DrawnCell(), count: trackWidth)
    for fold in axis.folds {
      paint(&cells, fold, axis, DrawnCell(character: TimelineLayout.fold, ink: .dim))
    }
    if let track = row.track {
      let isLeft = row.result.leavesJob
      draw(
        track, axis, jobEnd: isLeft ? TimelineLayout.jobLeft : TimelineLayout.jobEnd,
        into: &cells)
    }
    if !row.spans.isEmpty { draw(row.spans, axis, row.result.ink, into: &cells) }
    let line = facts.joined(separator: TimelineLayout.gap) + TimelineLayout.gap
    return String((line + TimelineLayout.text(cells, style)).withoutTrailingBlanks)
  }

  /// What waits lies below, what is at work above it, and how it ended on top.
  private func draw(
    _ track: RunTrack, _ axis: RunAxis, jobEnd: Character, into cells: inout [DrawnCell]
  ) {
    for (attempt, next) in zip(track.tries, track.tries.dropFirst()) {
      let pause = attempt.endedAt..<max(attempt.endedAt, next.sentAt)
      paint(&cells, pause, axis, DrawnCell(character: TimelineLayout.waiting, ink: .dim))
    }
    if let job = track.job {
      paint(&cells, job, axis, DrawnCell(character: TimelineLayout.working, ink: .cyan))
      cells[column(axis.place(of: job.upperBound))] = DrawnCell(character: jobEnd, ink: .cyan)
    }
    for attempt in track.tries {
      let ink = attempt.mark.ink
      let span = attempt.sentAt..<attempt.endedAt
      paint(&cells, span, axis, DrawnCell(character: TimelineLayout.sending, ink: ink))
      cells[column(axis.place(of: attempt.endedAt))] =
        DrawnCell(character: attempt.mark.character, ink: ink)
    }
  }

  /// How many were at work in each column, by shade, against the busiest.
  private func draw(
    _ spans: [Range<Duration>], _ axis: RunAxis, _ ink: Ink, into cells: inout [DrawnCell]
  ) {
    var changes = [Int](repeating: 0, count: trackWidth + 1)
    for span in spans {
      changes[column(axis.place(of: span.lowerBound))] += 1
      changes[column(axis.place(of: span.upperBound)) + 1] -= 1
    }
    var counts: [Int] = []
    for change in changes.dropLast() { counts.append((counts.last ?? 0) + change) }
    let most = counts.max() ?? 0
    for (column, count) in counts.enumerated() where count > 0 {
      let shade = (count * TimelineLayout.shades.count - 1) / max(1, most)
      cells[column] = DrawnCell(
        character: TimelineLayout.shades[min(shade, TimelineLayout.shades.count - 1)], ink: ink)
    }
  }

  private static let shades: [Character] = ["░", "▒", "▓", "█"]

  private func paint(
    _ cells: inout [DrawnCell], _ span: Range<Duration>, _ axis: RunAxis, _ cell: DrawnCell
  ) {
    let first = column(axis.place(of: span.lowerBound))
    for column in first...max(first, column(axis.place(of: span.upperBound))) {
      cells[column] = cell
    }
  }

  private func column(_ place: Double) -> Int {
    max(0, min(trackWidth - 1, Int(place * Double(trackWidth))))
  }

  private static func tries(_ row: TimelineRow) -> String {
    row.tries.map { $0 > 0 ? "\($0)×" : "" } ?? ""
  }

  private static func took(_ row: TimelineRow) -> String {
    row.took > .zero ? DurationText.brief(row.took) : ""
  }

  private static func text(_ cells: [DrawnCell], _ style: Style) -> String {
    let used = cells.lastIndex { $0.character != " " } ?? -1
    var rest = cells[...used]
    var text = ""
    while let first = rest.first {
      let run = rest.prefix { $0.ink == first.ink }
      text += style.painted(String(run.map(\.character)), first.ink)
      rest = rest.dropFirst(run.count)
    }
    return text
  }
}

/// One column of one line.
private struct DrawnCell {
  var character: Character = " "
  var ink: Ink?
}
