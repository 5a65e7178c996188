package import CommandModel

/// Draws records as a chart, as bars, or each group of them as one line.
package struct Plot: Sendable {
  /// One field, or what lies along and then what is drawn; none leaves the choice to the
  /// records, as those of `count status` are.
  package var fields: [String]
  /// The field whose values have a sparkline each.
  package var groupField: String?
  /// Whether all of it is one line of blocks.
  package var isSparkline: Bool
  /// Whether only ASCII characters can be shown.
  package var isASCII: Bool
  /// The rows that a chart itself may take.
  package var height: Int

  /// Creates what is asked for.
  package init(
    fields: [String], groupField: String? = nil, isSparkline: Bool = false, isASCII: Bool = false,
    height: Int = standardHeight
  ) {
    self.fields = fields
    self.groupField = groupField
    self.isSparkline = isSparkline
    self.isASCII = isASCII
    self.height = height
  }

  /// The rows of a chart where no screen says how many there is room for.
  package static let standardHeight = 12
  /// The columns of any drawing where no screen says how many there are.
  private static let standardWidth = 80
  private static let widthMin = 30

  /// The drawing, whole lines; nil when there is nothing to draw.
  ///
  /// - Throws: `Problem` for a field that cannot be drawn, with what to do instead.
  package func text(of values: [Value], style: Style) throws(Problem) -> String? {
    let canvas = PlotCanvas(
      width: max(Plot.widthMin, style.width ?? Plot.standardWidth), height: height,
      isASCII: isASCII, style: style)
    let lines = try lines(of: PlotTable(values), on: canvas)
    return lines.isEmpty ? nil : lines.map { $0 + "\n" }.joined()
  }

  private func lines(of table: PlotTable, on canvas: PlotCanvas) throws(Problem) -> [String] {
    if isSparkline || groupField != nil {
      let groups = try table.groups(fields, by: groupField)
      return SparklineRows(groups).lines(on: canvas)
    }
    switch try table.drawing(of: fields) {
    case .bars(let bars): return BarRows(bars).lines(on: canvas)
    case .points(let series): return PointChart(series).lines(on: canvas)
    }
  }
}

/// The screen that is drawn on.
struct PlotCanvas {
  let width: Int
  /// The rows of a chart without its axis.
  let height: Int
  let isASCII: Bool
  let style: Style

  /// As much of a text as fits, with a sign where some is missing.
  func cut(_ text: String, to width: Int) -> String {
    guard isASCII else { return DisplayWidth.cut(text, to: width) }
    guard DisplayWidth.of(text) > width else { return text }
    return width < 1 ? "" : DisplayWidth.cut(text, to: width).dropLast() + "~"
  }
}

/// What records come to before anything is drawn.
enum PlotDrawing {
  case bars([PlotBar])
  case points(PlotSeries)
}

/// One thing and how much it is.
struct PlotBar {
  let labels: [String]
  let amount: Double
  /// The amount as it is spelled.
  let text: String
  let ink: Ink?
}

/// Points, and what their two directions are.
struct PlotSeries {
  struct Point {
    let x: Double
    let y: Double
  }

  /// In the order of the records.
  var points: [Point]
  /// The name of what lies along; nil for the place among the records.
  var xName: String?
  var yName: String
  var xMeasure: PlotMeasure
  var yMeasure: PlotMeasure
}

/// What a number of a drawing counts.
enum PlotMeasure {
  case number
  /// Seconds.
  case duration
  /// Seconds since 1970.
  case time
}
