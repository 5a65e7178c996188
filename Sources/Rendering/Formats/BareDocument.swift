import CommandModel
import ValueFormats

/// The values alone, one record a line with tabs between them: for `$( … )` of other shells.
struct BareDocument: Document {
  private let style: Style
  private let chooser: ColumnChooser
  private var chosen: ChosenColumns?

  init(style: Style, chooser: ColumnChooser) {
    self.style = style
    self.chooser = chooser
  }

  var lateFields: [String] { chosen?.lateFields ?? [] }

  mutating func add(_ batch: [Value]) -> String {
    // Values that are no records need no columns, and say nothing of those to come.
    var chosen = chosen ?? chooser.columns(of: batch.filter { $0.recordValue != nil })
    chosen.look(at: batch)
    self.chosen = chosen.columns.isEmpty ? nil : chosen
    return batch.map { line($0, chosen.columns) }.joined()
  }

  func finish() -> String { "" }

  private func line(_ value: Value, _ columns: [Column]) -> String {
    guard case .record(let record) = value else { return style.shown(value.cellText) + "\n" }
    let texts = columns.map { record.value(at: $0.path)?.cellText ?? "" }
    // A value that stands alone needs no escape to be told from its neighbours.
    return texts.count == 1 ? style.shown(texts[0]) + "\n" : TSV.line(texts.map(style.shown))
  }
}
