import CommandModel
import ValueFormats

/// A table of GitHub's Markdown; it knows all its rows before it writes the first.
struct MarkdownDocument: Document {
  private let style: Style
  private let chooser: ColumnChooser
  private var values: [Value] = []

  init(style: Style, chooser: ColumnChooser) {
    self.style = style
    self.chooser = chooser
  }

  mutating func add(_ batch: [Value]) -> String {
    values += batch
    return ""
  }

  mutating func finish() -> String {
    defer { values = [] }
    let columns = chooser.columns(of: values).columns
    guard !columns.isEmpty else { return "" }
    let header = row(columns.map(\.path)) + row(columns.map { $0.isNumeric ? "---:" : "---" })
    return header + values.map { row(cells(of: $0, columns)) }.joined()
  }

  private func cells(of value: Value, _ columns: [Column]) -> [String] {
    columns.map { column in
      guard case .record(let record) = value else {
        return column.path == ColumnChooser.bareValue ? value.cellText : ""
      }
      return record.value(at: column.path)?.cellText ?? ""
    }
  }

  private func row(_ cells: [String]) -> String {
    "| " + cells.map(MarkdownDocument.escaped).joined(separator: " | ") + " |\n"
  }

  private static func escaped(_ cell: String) -> String {
    var escaped = ""
    for character in TerminalText.sanitize(cell) {
      if character == "|" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
