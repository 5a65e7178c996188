/// What is on the screen, and how to turn it into something else.
///
/// Pure: each method gives what is to be written to the terminal, where a newline also goes
/// to the first column. Columns are counted by us, never by the terminal, and no row is left
/// to the terminal to wrap.
struct Display {
  /// What was drawn last.
  private(set) var shown = Frame.empty
  /// Where the cursor stands, while something is written.
  private var position = ScreenPosition(row: 0, column: 0)

  /// Draws `next` over what is there.
  mutating func show(_ next: Frame) -> String {
    var output = ""
    position = shown.cursor
    for index in 0..<max(shown.rows.count, next.rows.count) {
      let old = index < shown.rows.count ? shown.rows[index] : ScreenRow()
      let new = index < next.rows.count ? next.rows[index] : ScreenRow()
      if old != new || index >= shown.rows.count {
        output += change(old, to: new, row: index)
      }
    }
    output += move(to: next.cursor)
    shown = next
    return output
  }

  /// Clears what is drawn in a window that has `width` columns now; the cursor stays where
  /// the first row was.
  mutating func clear(width: Int) -> String {
    let above = shown.rowsAboveCursor(inWidth: max(1, width))
    shown = .empty
    return (above > 0 ? "\u{1B}[\(above)A" : "") + "\r\u{1B}[J"
  }

  /// Leaves what is drawn as it is, and goes to the row below.
  mutating func leave() -> String {
    position = shown.cursor
    let last = ScreenPosition(row: shown.rows.count - 1, column: 0)
    defer { shown = .empty }
    return move(to: last) + "\n"
  }

  /// Takes the cursor to stand at the start of an empty row, whatever was drawn.
  mutating func forget() { shown = .empty }

  private mutating func change(_ old: ScreenRow, to new: ScreenRow, row: Int) -> String {
    let common = zip(old.cells, new.cells).prefix { $0 == $1 }.count
    let column = new.cells.prefix(common).reduce(0) { $0 + $1.width }
    var output = move(to: ScreenPosition(row: row, column: column))
    output += Display.text(of: new.cells[common...])
    position.column = new.width
    // A row that is full has nothing behind it, and some terminals would take its last cell.
    if new.width < old.width { output += "\u{1B}[K" }
    return output
  }

  private static func text(of cells: ArraySlice<ScreenCell>) -> String {
    var (text, rendition) = ("", "")
    for cell in cells {
      if cell.rendition != rendition {
        text += rendition.isEmpty ? "" : "\u{1B}[0m"
        text += cell.rendition.isEmpty ? "" : "\u{1B}[\(cell.rendition)m"
        rendition = cell.rendition
      }
      text += cell.text
    }
    return rendition.isEmpty ? text : text + "\u{1B}[0m"
  }

  /// Rows that are not there yet are made: the screen moves up where it must.
  private mutating func move(to target: ScreenPosition) -> String {
    guard target != position else { return "" }
    var output = ""
    if target.row < position.row { output += "\u{1B}[\(position.row - target.row)A" }
    if target.row > position.row {
      output += String(repeating: "\n", count: target.row - position.row)
      position.column = 0
    }
    if target.row < position.row || target.column != position.column {
      output += "\r" + (target.column > 0 ? "\u{1B}[\(target.column)C" : "")
    }
    position = target
    return output
  }
}
