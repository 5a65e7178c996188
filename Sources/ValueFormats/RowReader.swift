import CommandModel

/// Rows of cells under a header.
struct RowReader: UnitReader {
  private let format: CellFormat
  private let limits: FormatLimits
  private var scanner = RowScanner()
  private var names: [String]?
  private var hasBegun = false

  init(_ format: CellFormat, limits: FormatLimits) {
    self.format = format
    self.limits = limits
  }

  mutating func end(in bytes: Bytes, from start: Int) -> Int? {
    switch format {
    case .csv: scanner.lastEnd(in: bytes, from: start)
    case .tsv: bytes.lastLineEnd(from: start)
    }
  }

  mutating func read(_ bytes: Bytes, into values: inout [Value]) throws(Fault) {
    var reader = CellReader(bytes, format, from: hasBegun ? 0 : bytes.contentStart)
    hasBegun = true
    // In a file of one column a blank line is that column's empty cell.
    while let row = try reader.readRow(names?.count == 1 ? .rows : .skipped) {
      try limits.check(unit: row.range)
      if let names {
        values.append(.record(try record(of: row, under: names)))
      } else {
        names = try header(row)
      }
    }
  }

  private func header(_ row: CellReader.Row) throws(Fault) -> [String] {
    let names = row.cells.map { $0 ?? "" }
    guard Set(names).count == names.count else {
      throw Fault("two columns of the header have the same name", at: row.range.lowerBound)
    }
    return names
  }

  private func record(of row: CellReader.Row, under names: [String]) throws(Fault) -> Record {
    let cells = row.cells
    guard cells.count <= names.count else {
      throw Fault(
        "\(cells.count) cells under a header of \(names.count)", at: row.range.lowerBound)
    }
    return Record(
      uniqueFields: names.indices.map { column in
        let cell = column < cells.count ? cells[column] : nil
        return .init(name: names[column], value: cell.map(Value.text) ?? .null)
      })
  }
}
