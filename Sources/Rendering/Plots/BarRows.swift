/// A row for each thing: what it is, a bar, and how much that is.
struct BarRows {
  private let bars: [PlotBar]

  init(_ bars: [PlotBar]) { self.bars = bars }

  func lines(on canvas: PlotCanvas) -> [String] {
    guard !bars.isEmpty else { return [] }
    let labels = labels(on: canvas)
    let textWidth = bars.map { DisplayWidth.of($0.text) }.max() ?? 0
    let labelWidth = labels.map { DisplayWidth.of($0) }.max() ?? 0
    let room = max(1, canvas.width - labelWidth - textWidth - 2 * BarRows.gap)
    let scale = BarScale(bars.map(\.amount), room: room)
    let gap = String(repeating: " ", count: BarRows.gap)
    return zip(labels, bars).map { label, bar in
      let (before, drawn) = scale.bar(of: bar.amount, isASCII: canvas.isASCII)
      let painted = canvas.style.painted(drawn, bar.ink ?? .cyan)
      let space = String(repeating: " ", count: textWidth - DisplayWidth.of(bar.text))
      let head = DisplayWidth.padded(label, to: labelWidth) + gap + space + bar.text
      return drawn.isEmpty ? head : head + gap + before + painted
    }
  }

  private static let gap = 2

  /// The labels of all bars side by side, at most half the screen together.
  private func labels(on canvas: PlotCanvas) -> [String] {
    let count = bars.first?.labels.count ?? 0
    let widths = (0..<count).map { index in
      bars.map { DisplayWidth.of($0.labels[index]) }.max() ?? 0
    }
    let layout = TableLayout(
      widths.map { .init(natural: $0, minimum: 1) },
      into: max(count * 4, canvas.width / 2))
    let columns = zip(layout.shown, layout.widths)
    return bars.map { bar in
      columns.map { index, width in
        DisplayWidth.padded(canvas.cut(bar.labels[index], to: width), to: width)
      }.joined(separator: String(repeating: " ", count: TableLayout.gap))
    }
  }
}

/// How long bars are, and where zero is.
private struct BarScale {
  private let room: Int
  private let low: Double
  private let high: Double

  init(_ amounts: [Double], room: Int) {
    self.room = room
    low = min(0, amounts.min() ?? 0)
    high = max(0, amounts.max() ?? 0)
  }

  /// Columns left of zero, where amounts below it are drawn.
  private var zero: Int {
    guard low < 0 else { return 0 }
    guard high > 0 else { return room }
    let share = Share.of(0, from: low, to: high)
    return min(room - 1, max(1, Int((share * Double(room)).rounded())))
  }

  /// Blanks and a bar, which is seen wherever an amount is not 0.
  func bar(of amount: Double, isASCII: Bool) -> (before: String, bar: String) {
    guard amount != 0 else { return ("", "") }
    let side = amount > 0 ? room - zero : zero
    let whole = amount > 0 ? high : low
    let eighths = max(1, Int((amount / whole * Double(side * 8)).rounded()))
    if amount > 0 {
      return (String(repeating: " ", count: zero), BarScale.rightward(eighths, isASCII: isASCII))
    }
    let bar = BarScale.leftward(eighths, isASCII: isASCII)
    return (String(repeating: " ", count: zero - bar.count), bar)
  }

  private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  private static func rightward(_ count: Int, isASCII: Bool) -> String {
    if isASCII { return String(repeating: "#", count: max(1, (count + 4) / 8)) }
    return String(repeating: "█", count: count / 8) + eighths[count % 8]
  }

  /// To the left there are no blocks but the half and the whole.
  private static func leftward(_ count: Int, isASCII: Bool) -> String {
    if isASCII { return String(repeating: "#", count: max(1, (count + 4) / 8)) }
    let halves = max(1, (count + 2) / 4)
    return (halves % 2 == 1 ? "▐" : "") + String(repeating: "█", count: halves / 2)
  }
}
