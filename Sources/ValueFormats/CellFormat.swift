/// What tells files of cells apart; the rest they share.
package enum CellFormat: Sendable {
  case csv, tsv

  var separator: UInt8 {
    switch self {
    case .csv: .comma
    case .tsv: .tab
    }
  }

  /// One row, a line feed at its end; nil is null.
  func line(_ cells: [String?]) -> String {
    switch self {
    case .csv: CSV.line(cells)
    case .tsv: TSV.line(cells)
    }
  }
}
