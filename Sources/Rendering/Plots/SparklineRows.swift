/// A row for each group: what it is, its course as a line of blocks, its least and greatest.
struct SparklineRows {
  private let groups: [(label: String, series: PlotSeries)]

  init(_ groups: [(label: String, series: PlotSeries)]) {
    self.groups = groups.filter { !$0.series.points.isEmpty }
  }

  private static let gap = 2
  /// A longer one is hard to follow.
  private static let widthMax = 60

  func lines(on canvas: PlotCanvas) -> [String] {
    guard !groups.isEmpty else { return [] }
    let ranges = groups.map { SparklineRows.range(of: $0.series, isASCII: canvas.isASCII) }
    let labelMax = max(1, canvas.width / 3)
    let labels = groups.map { canvas.cut($0.label, to: labelMax) }
    let labelWidth = labels.map { DisplayWidth.of($0) }.max() ?? 0
    let rangeWidth = ranges.map { DisplayWidth.of($0) }.max() ?? 0
    let gaps = SparklineRows.gap * (labelWidth > 0 ? 2 : 1)
    let room = min(SparklineRows.widthMax, max(1, canvas.width - labelWidth - rangeWidth - gaps))
    let length = min(room, groups.map { $0.series.points.count }.max() ?? 0)
    let gap = String(repeating: " ", count: SparklineRows.gap)
    return groups.indices.map { index in
      let course = Sparkline.text(
        groups[index].series.inOrder.map(\.y), width: length, isASCII: canvas.isASCII)
      let blanks = String(repeating: " ", count: length - course.count)
      let label = labelWidth > 0 ? DisplayWidth.padded(labels[index], to: labelWidth) + gap : ""
      return label + canvas.style.painted(course, .cyan) + blanks + gap + ranges[index]
    }
  }

  private static func range(of series: PlotSeries, isASCII: Bool) -> String {
    let amounts = series.points.map(\.y)
    let (low, high) = (amounts.min() ?? 0, amounts.max() ?? 0)
    let ends = [low, high].map { PlotAxis.label($0, series.yMeasure) }
    return low == high ? ends[0] : ends.joined(separator: isASCII ? " .. " : " … ")
  }
}

/// A few numbers as a line of blocks, each as high as its number.
enum Sparkline {
  private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  private static let signs: [Character] = ["_", ".", "-", "=", "+", "*", "%", "#"]

  /// At most `width` characters; where there are more numbers, each is the mean of some.
  static func text(_ numbers: [Double], width: Int, isASCII: Bool) -> String {
    let means = means(of: numbers, count: min(width, numbers.count))
    let (low, high) = (means.min() ?? 0, means.max() ?? 0)
    let levels = isASCII ? signs : blocks
    return String(
      means.map { mean in
        // A level course is drawn at half height: it is neither low nor high.
        guard low < high else { return levels[levels.count / 2 - 1] }
        let share = Share.of(mean, from: low, to: high)
        return levels[min(levels.count - 1, Int(share * Double(levels.count)))]
      })
  }

  private static func means(of numbers: [Double], count: Int) -> [Double] {
    (0..<count).map { index in
      let start = index * numbers.count / count
      let end = (index + 1) * numbers.count / count
      return Mean.of(numbers[start..<end])
    }
  }
}

/// The mean of numbers whose sum may be none.
enum Mean {
  static func of(_ numbers: some Collection<Double>) -> Double {
    let count = Double(max(1, numbers.count))
    return numbers.reduce(0) { $0 + $1 / count }
  }
}
