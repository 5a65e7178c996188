import CommandModel

/// A table for people: it knows all its rows before it draws the first.
struct TableDocument: Document {
  let style: Style
  let shape: Records.Shape
  let chooser: ColumnChooser
  let overflow: ColumnOverflow
  private var values: [Value] = []

  init(
    style: Style, shape: Records.Shape, chooser: ColumnChooser, overflow: ColumnOverflow
  ) {
    self.style = style
    self.shape = shape
    self.chooser = chooser
    self.overflow = overflow
  }

  mutating func add(_ batch: [Value]) -> String {
    values += batch
    return ""
  }

  mutating func finish() -> String {
    defer { values = [] }
    let records = values.compactMap(\.recordValue)
    guard records.count == values.count else { return values.map(line).joined() }
    if records.isEmpty && shape == .one { return "" }
    let columns = chooser.columns(of: values).columns.map {
      TableColumn($0, records, style, kinds: chooser.kinds)
    }
    guard !columns.isEmpty else { return "" }
    let layout = TableLayout(columns.map(\.extent), into: style.isTerminal ? style.width : nil)
    if layout.shown.count < columns.count, turnsVertical(records) { return vertical(values) }
    return text(columns, layout, rowCount: records.count)
  }

  /// What matters of a result was chosen; the rest of it is an answer of the server.
  private func turnsVertical(_ records: [Record]) -> Bool {
    overflow == .turnsVertical && !records.allSatisfy(ResultRecord.isResult)
  }

  private func vertical(_ values: [Value]) -> String {
    var document = VerticalDocument(style: style, kinds: chooser.kinds)
    return document.add(values) + document.finish()
  }

  /// A value that is no record stands alone; a text that is the whole answer keeps its lines.
  private func line(_ value: Value) -> String {
    if shape == .one, case .text(let text) = value {
      return TerminalText.sanitizeKeepingLines(text) + "\n"
    }
    return Cell(value, in: "", style: style).text + "\n"
  }

  private func text(_ columns: [TableColumn], _ layout: TableLayout, rowCount: Int) -> String {
    let shown = Array(zip(layout.shown.map { columns[$0] }, layout.widths))
    let hidden = Set(columns.indices).subtracting(layout.shown).sorted().map { columns[$0] }
    let header = row(shown.map { $0.title(width: $1) })
    let rows = (0..<rowCount).map { index in row(shown.map { $0.cell(index, width: $1) }) }
    return header + rows.joined() + remark(hidden.map(\.column.name))
  }

  /// Cells side by side, without blanks at the end.
  private func row(_ cells: [TableColumn.Padded]) -> String {
    guard let last = cells.lastIndex(where: { !$0.text.isEmpty }) else { return "\n" }
    let separator = String(repeating: " ", count: TableLayout.gap)
    return cells.prefix(last + 1).enumerated().map { index, cell in
      let text = style.linked(style.painted(cell.text, cell.ink), to: cell.page)
      return cell.before + text + (index < last ? cell.after : "")
    }.joined(separator: separator) + "\n"
  }

  /// `(+3 columns: a, b, c · -o vertical shows all)`; the names only where some fit.
  private func remark(_ hidden: [String]) -> String {
    guard !hidden.isEmpty else { return "" }
    let width = style.width ?? .max
    let count = "(+\(hidden.count) \(hidden.count == 1 ? "column" : "columns")"
    let remedy = " · -o vertical shows all)"
    let room = width - DisplayWidth.of(count + remedy) - 2
    let names = room < 8 ? "" : ": " + DisplayWidth.cut(hidden.joined(separator: ", "), to: room)
    return style.painted(DisplayWidth.cut(count + names + remedy, to: width), .dim) + "\n"
  }
}

/// One column and its cells.
private struct TableColumn {
  let column: Column
  let cells: [Cell]

  init(
    _ column: Column, _ records: [Record], _ style: Style, kinds: (KindName) -> Kind?
  ) {
    self.column = column
    cells = records.map { Cell(of: $0, in: column.path, style: style, kinds: kinds) }
  }

  /// A text at its place within the column.
  struct Padded {
    let before: String
    let text: String
    let after: String
    let ink: Ink?
    let page: String?
  }

  /// The id of another thing stays telling with 8 characters, other text with 10.
  var extent: TableLayout.Extent {
    let title = DisplayWidth.of(column.title)
    let natural = cells.reduce(title) { max($0, $1.width) }
    let whole = cells.reduce(0) { $1.isIndivisible ? max($0, $1.width) : $0 }
    let isOtherID = column.path.hasSuffix("_id") || column.path.hasSuffix(".id")
    return TableLayout.Extent(
      natural: natural, minimum: max(whole, min(natural, isOtherID ? 8 : 10)),
      worth: column.path == "id" ? .all : isOtherID ? .much : .little)
  }

  func title(width: Int) -> Padded { padded(column.title, .bold, width: width) }

  func cell(_ index: Int, width: Int) -> Padded {
    let cell = cells[index]
    return padded(cell.text, cell.ink, leadingTo: cell.page, width: width)
  }

  private func padded(
    _ text: String, _ ink: Ink?, leadingTo page: String? = nil, width: Int
  ) -> Padded {
    let text = DisplayWidth.cut(text, to: width)
    let blanks = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    return Padded(
      before: column.isNumeric ? blanks : "", text: text, after: column.isNumeric ? "" : blanks,
      ink: ink, page: page)
  }
}
