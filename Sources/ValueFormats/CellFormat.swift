/// What tells files of cells apart; the rest they share.
package enum CellFormat: Sendable {
  case csv, tsv

  var fileFormat: FileFormat {
    switch self {
    case .csv: .csv
    case .tsv: .tsv
    }
  }

  func line(_ cells: [String]) -> String {
    switch self {
    case .csv: CSV.line(cells)
    case .tsv: TSV.line(cells)
    }
  }
}
