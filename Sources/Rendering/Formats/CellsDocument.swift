import CommandModel
import ValueFormats

/// CSV or TSV; the first batch decides the columns.
struct CellsDocument: Document {
  private let format: CellFormat
  private let style: Style
  private let chooser: ColumnChooser
  private var writer: CellWriter?

  init(_ format: CellFormat, style: Style, chooser: ColumnChooser) {
    self.format = format
    self.style = style
    self.chooser = chooser
  }

  mutating func add(_ batch: [Value]) -> String { withWriter(for: batch) { $0.add(batch) } }

  mutating func finish() -> String { withWriter(for: []) { $0.finish() } }

  private mutating func withWriter(
    for batch: [Value], _ write: (inout CellWriter) -> String
  ) -> String {
    var writer = self.writer ?? makeWriter(for: batch)
    defer { self.writer = writer }
    return write(&writer)
  }

  private func makeWriter(for batch: [Value]) -> CellWriter {
    let columns = chooser.columns(of: batch).map(\.path)
    return CellWriter(format, columns: columns.isEmpty ? nil : columns, shown: style.shown)
  }
}
