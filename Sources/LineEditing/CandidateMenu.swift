/// Candidates laid out below the line: in columns, a page at a time.
///
/// Laying out looks at all of them; a page is cheap.
struct CandidateMenu {
  private let candidates: [Completions.Candidate]
  private let isColored: Bool
  /// Cells that there are, that names have, and that a candidate has with its summary.
  private let usableWidth: Int
  private let nameWidth: Int
  private let itemWidth: Int
  private let rowsMax: Int

  private static let gap = "  "
  private static let faint = "2"
  /// Seen without colours too.
  private static let chosenRendition = "7"

  /// A layout for a window of `width` columns, with pages of at most `rowsMax` rows.
  init(_ candidates: [Completions.Candidate], width: Int, rowsMax: Int, isColored: Bool = true) {
    self.candidates = candidates
    self.isColored = isColored
    self.rowsMax = max(1, rowsMax)
    // The last column stays free: some terminals wrap when it is written.
    usableWidth = max(1, width - 1)
    let names = candidates.map(\.text.cells).max() ?? 0
    let summaries = candidates.map(\.summary.cells).max() ?? 0
    let namesMax = summaries > 0 ? max(1, usableWidth / 2) : usableWidth
    nameWidth = min(names, namesMax)
    let whole = summaries > 0 ? nameWidth + CandidateMenu.gap.count + summaries : nameWidth
    itemWidth = min(max(1, whole), usableWidth)
  }

  /// The page that holds the chosen candidate, else the first; where there are several, a
  /// last row says which part of all this is.
  func rows(chosen: Int?) -> [ScreenRow] {
    let gap = CandidateMenu.gap.count
    let columnCount = (usableWidth + gap) / (itemWidth + gap)
    let pageSize = max(1, columnCount * rowsMax)
    let first = (chosen ?? 0) / pageSize * pageSize
    let page = first..<min(first + pageSize, candidates.count)
    let rows = pageRows(page, columnCount: columnCount, chosen: chosen)
    guard page.count < candidates.count else { return rows }
    var count = ScreenRow()
    count.append(
      "\(page.lowerBound + 1)–\(page.upperBound) of \(candidates.count)",
      rendition: isColored ? CandidateMenu.faint : "")
    return rows + [count.clipped(toWidth: usableWidth)]
  }

  /// Down the columns, as `ls` does.
  private func pageRows(_ page: Range<Int>, columnCount: Int, chosen: Int?) -> [ScreenRow] {
    let rowCount = (page.count + columnCount - 1) / columnCount
    return (0..<rowCount).map { index in
      var row = ScreenRow()
      let inRow = stride(from: page.lowerBound + index, to: page.upperBound, by: rowCount)
      for (column, item) in inRow.enumerated() {
        row.pad(toWidth: column * (itemWidth + CandidateMenu.gap.count))
        write(candidates[item], isChosen: item == chosen, to: &row)
      }
      return row.clipped(toWidth: usableWidth)
    }
  }

  private func write(
    _ candidate: Completions.Candidate, isChosen: Bool, to row: inout ScreenRow
  ) {
    func style(_ rendition: String) -> String {
      isChosen ? CandidateMenu.chosenRendition : isColored ? rendition : ""
    }
    let start = row.width
    row.append(
      candidate.text.withoutControls.clipped(toCells: nameWidth),
      rendition: style(candidate.rendition))
    guard !candidate.summary.isEmpty else { return }
    row.pad(toWidth: start + nameWidth + CandidateMenu.gap.count, rendition: style(""))
    row.append(candidate.summary.withoutControls, rendition: style(CandidateMenu.faint))
  }
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
