/// Candidates laid out below the line: in columns, a page at a time.
struct CandidateMenu {
  private(set) var rows: [ScreenRow] = []

  private let items: [Item]
  private let chosen: Int?
  private let isColored: Bool
  /// Cells that names have, and that an item has with its summary.
  private let nameWidth: Int
  private let itemWidth: Int

  private static let gap = "  "

  /// One candidate, with nothing in it that a terminal could obey.
  private struct Item {
    let name: String
    let summary: String
    let rendition: String

    init(_ candidate: Completions.Candidate) {
      name = candidate.text.withoutControls
      summary = candidate.summary.withoutControls
      rendition = candidate.rendition
    }
  }

  /// The page that holds the chosen candidate, else the first; where there are several, a
  /// last row says which part of all this is.
  ///
  /// What is chosen can be seen without colours too.
  init(
    _ candidates: [Completions.Candidate], chosen: Int?, width: Int, rowsMax: Int,
    isColored: Bool = true
  ) {
    items = candidates.map(Item.init)
    self.chosen = chosen
    self.isColored = isColored
    // The last column stays free: some terminals wrap when it is written.
    let usable = max(1, width - 1)
    let names = items.map(\.name.cells).max() ?? 0
    let summaries = items.map(\.summary.cells).max() ?? 0
    nameWidth = summaries > 0 ? min(names, max(1, usable / 2)) : min(names, usable)
    let whole = summaries > 0 ? nameWidth + CandidateMenu.gap.count + summaries : nameWidth
    itemWidth = min(max(1, whole), usable)
    let gap = CandidateMenu.gap.count
    let columnCount = (usable + gap) / (itemWidth + gap)
    let pageSize = max(1, columnCount * rowsMax)
    let first = (chosen ?? 0) / pageSize * pageSize
    let page = first..<min(first + pageSize, items.count)
    rows = pageRows(page, columnCount: columnCount).map { $0.clipped(toWidth: usable) }
    guard page.count < items.count else { return }
    var count = ScreenRow()
    count.append(
      "\(page.lowerBound + 1)–\(page.upperBound) of \(items.count)", rendition: style(dim))
    rows.append(count.clipped(toWidth: usable))
  }

  /// Down the columns, as `ls` does.
  private func pageRows(_ page: Range<Int>, columnCount: Int) -> [ScreenRow] {
    let rowCount = (page.count + columnCount - 1) / columnCount
    return (0..<rowCount).map { index in
      var row = ScreenRow()
      for (column, item) in stride(
        from: page.lowerBound + index, to: page.upperBound, by: rowCount
      ).enumerated() {
        row.pad(toWidth: column * (itemWidth + CandidateMenu.gap.count))
        write(item, to: &row)
      }
      return row
    }
  }

  private func write(_ index: Int, to row: inout ScreenRow) {
    let item = items[index]
    let chosenStyle = index == chosen ? "7" : nil
    let start = row.width
    row.append(
      item.name.clipped(toCells: nameWidth), rendition: chosenStyle ?? style(item.rendition))
    guard !item.summary.isEmpty else { return }
    row.pad(
      toWidth: start + nameWidth + CandidateMenu.gap.count, rendition: chosenStyle ?? "")
    row.append(item.summary, rendition: chosenStyle ?? style(dim))
  }

  private let dim = "2"

  private func style(_ rendition: String) -> String { isColored ? rendition : "" }
}

extension ScreenRow {
  /// Adds blanks up to a width.
  mutating func pad(toWidth target: Int, rendition: String = "") {
    append(String(repeating: " ", count: max(0, target - width)), rendition: rendition)
  }

  /// Adds a text without controls.
  mutating func append(_ text: String, rendition: String) {
    for scalar in text.unicodeScalars {
      let cells = scalar.cells
      if cells == 0 {
        join(scalar)
      } else {
        append(ScreenCell(text: String(scalar), width: cells, rendition: rendition))
      }
    }
  }
}
