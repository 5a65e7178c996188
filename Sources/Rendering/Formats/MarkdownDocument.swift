import CommandModel
import ValueFormats

/// A table of GitHub's Markdown.
struct MarkdownDocument: Document {
  private let style: Style
  private let chooser: ColumnChooser
  private var columns: [Column]?

  init(style: Style, chooser: ColumnChooser) {
    self.style = style
    self.chooser = chooser
  }

  mutating func add(_ batch: [Value]) -> String {
    let header = columns == nil ? begin(with: batch) : ""
    let columns = columns ?? []
    return header + batch.map { row(cells(of: $0, columns)) }.joined()
  }

  mutating func finish() -> String { columns == nil ? begin(with: []) : "" }

  private mutating func begin(with batch: [Value]) -> String {
    let chosen = chooser.columns(of: batch)
    let isBare = chosen.isEmpty && !batch.isEmpty
    let columns = isBare ? [Column(path: MarkdownDocument.valueColumn, isNumeric: false)] : chosen
    self.columns = columns
    guard !columns.isEmpty else { return "" }
    return row(columns.map(\.path)) + row(columns.map { $0.isNumeric ? "---:" : "---" })
  }

  private func cells(of value: Value, _ columns: [Column]) -> [String] {
    columns.map { column in
      guard case .record(let record) = value else {
        return column.path == MarkdownDocument.valueColumn ? value.cellText : ""
      }
      return record.value(at: column.path)?.cellText ?? ""
    }
  }

  private func row(_ cells: [String]) -> String {
    "| " + cells.map(MarkdownDocument.escaped).joined(separator: " | ") + " |\n"
  }

  private static let valueColumn = "value"

  private static func escaped(_ cell: String) -> String {
    var escaped = ""
    for character in TerminalText.sanitize(cell) {
      if character == "|" || character == "\\" { escaped.append("\\") }
      escaped.append(character)
    }
    return escaped
  }
}
