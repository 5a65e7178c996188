import CommandModel
import ValueFormats

/// CSV or TSV; the first batch decides the columns.
struct CellsDocument: Document {
  private let format: CellFormat
  private let style: Style
  private let chooser: ColumnChooser
  /// Nil before the first batch.
  private var work: (chosen: ChosenColumns, writer: CellWriter)?

  init(_ format: CellFormat, style: Style, chooser: ColumnChooser) {
    self.format = format
    self.style = style
    self.chooser = chooser
  }

  var lateFields: [String] { work?.chosen.lateFields ?? [] }

  mutating func add(_ batch: [Value]) -> String {
    withWork(for: batch) { chosen, writer in
      chosen.look(at: batch)
      return writer.add(batch)
    }
  }

  mutating func finish() -> String { withWork(for: []) { $1.finish() } }

  private mutating func withWork(
    for batch: [Value], _ use: (inout ChosenColumns, inout CellWriter) -> String
  ) -> String {
    var work = self.work ?? begin(with: batch)
    defer { self.work = work }
    return use(&work.chosen, &work.writer)
  }

  private func begin(with batch: [Value]) -> (ChosenColumns, CellWriter) {
    let chosen = chooser.columns(of: batch)
    let paths = chosen.columns.map(\.path)
    return (chosen, CellWriter(format, columns: paths.isEmpty ? nil : paths, shown: style.shown))
  }
}
