import CommandModel
import ValueFormats

/// The values alone, one record a line with tabs between them: for `$( … )` of other shells.
struct BareDocument: Document {
  private let style: Style
  private let chooser: ColumnChooser
  private var columns: [Column]?

  init(style: Style, chooser: ColumnChooser) {
    self.style = style
    self.chooser = chooser
  }

  mutating func add(_ batch: [Value]) -> String {
    let columns = self.columns ?? chooser.columns(of: batch)
    self.columns = columns
    return batch.map { line($0, columns) }.joined()
  }

  func finish() -> String { "" }

  private func line(_ value: Value, _ columns: [Column]) -> String {
    guard case .record(let record) = value else { return style.shown(value.cellText) + "\n" }
    let texts = columns.map { record.value(at: $0.path)?.cellText ?? "" }
    // A value that stands alone needs no escape to be told from its neighbours.
    return texts.count == 1 ? style.shown(texts[0]) + "\n" : TSV.line(texts.map(style.shown))
  }
}
