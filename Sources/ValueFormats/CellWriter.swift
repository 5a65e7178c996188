package import CommandModel

/// Writes values as rows of cells under a header, a batch at a time.
///
/// A value that is no record is a row with the one column `value`. Nested values are
/// compact JSON in their cell.
package struct CellWriter {
  private let format: CellFormat
  private let shown: (String) -> String
  private var columns: [String]?
  private var hasBegun = false

  /// - Parameters:
  ///   - columns: The header as field paths; nil takes the fields of the first batch.
  ///   - shown: What becomes of each cell's text before it is quoted.
  package init(
    _ format: CellFormat, columns: [String]? = nil,
    shown: @escaping (String) -> String = { $0 }
  ) {
    self.format = format
    self.columns = columns
    self.shown = shown
  }

  /// The rows of a batch, the header before the first of them.
  package mutating func add(_ batch: [Value]) -> String {
    guard !batch.isEmpty else { return "" }
    let columns = self.columns ?? CellWriter.columns(of: batch)
    self.columns = columns
    return beginning() + batch.map { line(cells(of: $0, columns)) }.joined()
  }

  /// The header, when there was no row below it and its columns are known.
  package mutating func finish() -> String { beginning() }

  /// The whole document.
  func document(_ values: [Value]) -> String {
    var writer = self
    return writer.add(values)
  }

  private mutating func beginning() -> String {
    guard !hasBegun, let columns, !columns.isEmpty else { return "" }
    hasBegun = true
    return line(columns)
  }

  private func line(_ cells: [String?]) -> String { format.line(cells.map { $0.map(shown) }) }

  /// The texts under the columns; nil for null, and for what the value does not have.
  private func cells(of value: Value, _ columns: [String]) -> [String?] {
    columns.map { path in
      let cell =
        if case .record(let record) = value {
          record.value(at: path)
        } else {
          path == CellWriter.valueColumn ? value : nil
        }
      return cell.flatMap { $0.isNull ? nil : $0.cellText }
    }
  }

  private static let valueColumn = "value"

  /// Every name that occurs, in the order of first sight.
  private static func columns(of values: [Value]) -> [String] {
    var seen: Set<String> = []
    return values.flatMap { $0.recordValue?.names ?? [valueColumn] }
      .filter { seen.insert($0).inserted }
  }
}
