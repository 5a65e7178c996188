/// Points as a line between two axes.
///
/// Of points that fall together the mean is drawn, and the heading says so.
struct PointChart {
  private let series: PlotSeries

  init(_ series: PlotSeries) { self.series = series }

  func lines(on canvas: PlotCanvas) -> [String] {
    guard !series.points.isEmpty else { return [] }
    let vertical = PlotAxis(
      amounts: series.points.map(\.y), measure: series.yMeasure,
      ticksMax: max(1, canvas.height / 3))
    let labels = vertical.ticks.map { vertical.label($0) }
    let margin = (labels.map(\.count).max() ?? 0) + 1
    let width = max(1, canvas.width - margin - 1)
    let horizontal = PlotAxis(
      places: series.points.map(\.x), measure: series.xMeasure, ticksMax: max(1, width / 12))
    let course = PlotCourse(
      series, horizontal, vertical,
      columns: width * PlotDots.across(isASCII: canvas.isASCII))
    var dots = PlotDots(width: width, height: canvas.height, isASCII: canvas.isASCII)
    course.draw(into: &dots)
    let rows = rows(of: vertical, labels, canvas)
    return [heading(course, canvas)]
      + dots.lines.enumerated().map { index, line in
        let head =
          DisplayWidth.padded("", to: margin - (rows[index]?.count ?? 0) - 1)
          + (rows[index] ?? "") + " " + (canvas.isASCII ? "|" : rows[index] == nil ? "│" : "┤")
        return canvas.style.painted(head, .dim) + canvas.style.painted(line, .cyan)
      } + foot(horizontal, margin: margin, width: width, canvas)
  }

  /// `rows_synced over created_at · 48 points`.
  private func heading(_ course: PlotCourse, _ canvas: PlotCanvas) -> String {
    let count = series.points.count
    let names = series.yName + (series.xName.map { " over \($0)" } ?? "")
    let separator = canvas.isASCII ? ", " : " · "
    let parts =
      [names, "\(count) \(count == 1 ? "point" : "points")"]
      + (course.hasMeans ? ["means where several fall together"] : [])
    let text = parts.filter { !$0.isEmpty }.joined(separator: separator)
    return canvas.style.painted(
      canvas.cut(TerminalText.sanitize(text), to: canvas.width), .bold)
  }

  /// The marks of the vertical axis by the row that each stands in.
  private func rows(
    of axis: PlotAxis, _ labels: [String], _ canvas: PlotCanvas
  ) -> [Int: String] {
    let places = axis.ticks.map { tick in
      canvas.height - 1 - Int((axis.share(of: tick) * Double(canvas.height - 1)).rounded())
    }
    return Dictionary(zip(places, labels), uniquingKeysWith: { first, _ in first })
  }

  /// The horizontal axis and its marks, of which none touches another.
  private func foot(
    _ axis: PlotAxis, margin: Int, width: Int, _ canvas: PlotCanvas
  ) -> [String] {
    var line = Array(repeating: Character(canvas.isASCII ? "-" : "─"), count: width)
    var marks = Array(repeating: Character(" "), count: margin + 1 + width)
    var free = 0
    for tick in axis.ticks {
      let column = Int((axis.share(of: tick) * Double(width - 1)).rounded())
      let label = axis.label(tick)
      let start = min(max(0, margin + 1 + column - label.count / 2), marks.count - label.count)
      // Of a screen that is narrower than a label `start` is negative.
      guard start >= free else { continue }
      marks.replaceSubrange(start..<start + label.count, with: label)
      line[column] = canvas.isASCII ? "+" : "┬"
      free = start + label.count + 2
    }
    let corner = String(repeating: " ", count: margin) + (canvas.isASCII ? "+" : "└")
    return [
      canvas.style.painted(corner + String(line), .dim),
      canvas.style.painted(String(String(marks).withoutTrailingBlanks), .dim),
    ]
  }
}

extension PlotSeries {
  /// The points from left to right.
  var inOrder: [Point] {
    points.enumerated().sorted { left, right in
      (left.element.x, left.offset) < (right.element.x, right.offset)
    }.map(\.element)
  }
}

/// What is drawn of a series: one height for each column of dots that has points.
private struct PlotCourse {
  private let heights: [(column: Int, share: Double)]
  let hasMeans: Bool

  init(_ series: PlotSeries, _ horizontal: PlotAxis, _ vertical: PlotAxis, columns: Int) {
    var members: [Int: [Double]] = [:]
    for point in series.points {
      let column = Int((horizontal.share(of: point.x) * Double(columns - 1)).rounded())
      members[column, default: []].append(point.y)
    }
    heights = members.sorted { $0.key < $1.key }.map { column, amounts in
      (column, vertical.share(of: Mean.of(amounts)))
    }
    hasMeans = members.values.contains { $0.count > 1 }
  }

  /// Neighbours are joined by a line.
  func draw(into dots: inout PlotDots) {
    for (from, to) in zip(heights, heights.dropFirst()) {
      let start = dots.row(of: from.share)
      let end = dots.row(of: to.share)
      let steps = max(to.column - from.column, abs(end - start))
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        dots.set(
          column: from.column + Int((share * Double(to.column - from.column)).rounded()),
          row: start + Int((share * Double(end - start)).rounded()))
      }
    }
    for height in heights { dots.set(column: height.column, row: dots.row(of: height.share)) }
  }
}

/// A screen of dots, eight to a character as Braille writes them; one where only ASCII is.
private struct PlotDots {
  private let width: Int
  private let height: Int
  private let isASCII: Bool
  /// By row, the dots of each character.
  private var cells: [[UInt8]]

  init(width: Int, height: Int, isASCII: Bool) {
    self.width = width
    self.height = height
    self.isASCII = isASCII
    cells = Array(repeating: Array(repeating: 0, count: width), count: height)
  }

  /// Dots side by side in one character.
  static func across(isASCII: Bool) -> Int { isASCII ? 1 : 2 }
  /// Dots one above the other in one character.
  private var down: Int { isASCII ? 1 : 4 }

  /// The row of dots, from above, of a share of the height.
  func row(of share: Double) -> Int {
    let rows = height * down
    return rows - 1 - min(rows - 1, max(0, Int((share * Double(rows - 1)).rounded())))
  }

  mutating func set(column: Int, row: Int) {
    let across = PlotDots.across(isASCII: isASCII)
    let dot = isASCII ? 1 : PlotDots.braille[row % down][column % across]
    cells[row / down][column / across] |= dot
  }

  /// - Source: Unicode 16, chapter 21.1, the numbering of Braille dots.
  private static let braille: [[UInt8]] = [
    [0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80],
  ]

  /// The rows from above, without blanks at their ends.
  var lines: [String] {
    cells.map { row in String(String(row.map(sign)).withoutTrailingBlanks) }
  }

  private func sign(_ dots: UInt8) -> Character {
    if dots == 0 { return " " }
    if isASCII { return "*" }
    return Unicode.Scalar(0x2800 + UInt32(dots)).map(Character.init) ?? " "
  }
}
