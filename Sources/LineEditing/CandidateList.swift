/// Candidates laid out for a screen: in columns, or one a row when they have summaries.
struct CandidateList {
  let rows: [String]

  /// At most `rowsMax` rows of candidates, and one that counts those left out.
  init(_ candidates: [Completions.Candidate], width: Int, rowsMax: Int) {
    let cleaned = candidates.map {
      Completions.Candidate($0.text.withoutControls, summary: $0.summary.withoutControls)
    }
    let hasSummaries = cleaned.contains { !$0.summary.isEmpty }
    let widest = cleaned.map(\.text.cells).max() ?? 0
    // The last column stays free: some terminals wrap when it is written.
    let usable = max(1, width - 1)
    let columns = hasSummaries ? 1 : max(1, (usable + 2) / (widest + 2))
    let shown = cleaned.prefix(columns * rowsMax)
    var rows =
      hasSummaries
      ? shown.map { $0.row(nameWidth: min(widest, usable / 2), width: usable) }
      : CandidateList.inColumns(shown.map(\.text), columns, columnWidth: widest, width: usable)
    if shown.count < cleaned.count { rows.append("… and \(cleaned.count - shown.count) more") }
    self.rows = rows
  }

  /// Down the columns, as `ls` does.
  private static func inColumns(
    _ texts: [String], _ columns: Int, columnWidth: Int, width: Int
  ) -> [String] {
    let rowCount = (texts.count + columns - 1) / columns
    return (0..<rowCount).map { row in
      let cells = stride(from: row, to: texts.count, by: rowCount).map { texts[$0] }
      let padded = cells.dropLast().map { $0.padded(toCells: columnWidth) } + cells.suffix(1)
      return padded.joined(separator: "  ").clipped(toCells: width)
    }
  }
}

extension Completions.Candidate {
  fileprivate func row(nameWidth: Int, width: Int) -> String {
    guard !summary.isEmpty else { return text.clipped(toCells: width) }
    return "\(text.padded(toCells: nameWidth))  \(summary)".clipped(toCells: width)
  }
}
