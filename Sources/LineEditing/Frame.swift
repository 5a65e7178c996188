/// One place of the screen: a character with all that is joined to it.
struct ScreenCell: Sendable, Hashable {
  var text: String
  /// Cells of the screen: 1 or 2.
  let width: Int
  /// The parameters of SGR; empty is plain.
  let rendition: String
}

/// A row of the screen, from its first column on.
struct ScreenRow: Sendable, Hashable {
  private(set) var cells: [ScreenCell] = []
  /// Cells of the screen that it fills.
  private(set) var width = 0

  var text: String { cells.map(\.text).joined() }

  mutating func append(_ cell: ScreenCell) {
    cells.append(cell)
    width += cell.width
  }

  /// Joins a mark that takes no place of its own to the last character.
  mutating func join(_ scalar: Unicode.Scalar) {
    guard !cells.isEmpty else { return }
    cells[cells.count - 1].text.unicodeScalars.append(scalar)
  }

  /// As much of the row as fits, with `…` in place of the rest.
  func clipped(toWidth limit: Int) -> ScreenRow {
    guard width > limit else { return self }
    var clipped = ScreenRow()
    for cell in cells {
      guard clipped.width + cell.width < limit else { break }
      clipped.append(cell)
    }
    let rendition = cells[clipped.cells.count].rendition
    if limit > 0 { clipped.append(ScreenCell(text: "…", width: 1, rendition: rendition)) }
    return clipped
  }
}

/// A place of the screen, counted from the first row and column of what is drawn.
struct ScreenPosition: Sendable, Hashable {
  var row: Int
  var column: Int
}

/// What is seen of a line while it is typed: rows, and where the cursor stands.
struct Frame: Sendable, Hashable {
  var rows: [ScreenRow]
  var cursor: ScreenPosition

  /// Nothing, with the cursor where it begins.
  static let empty = Frame(rows: [ScreenRow()], cursor: ScreenPosition(row: 0, column: 0))

  /// The rows above the cursor after the window got another width.
  ///
  /// Most terminals wrap a row that no longer fits. They join none, because each row was
  /// ended by itself.
  func rowsAboveCursor(inWidth width: Int) -> Int {
    let wrapped = rows.prefix(cursor.row).map { max(1, ($0.width + width - 1) / width) }
    return wrapped.reduce(cursor.column / width, +)
  }

  /// The rows of a screen that is too low for all of them: those around the cursor, and the
  /// last ones if they go with it.
  func clipped(toHeight height: Int) -> Frame {
    let height = max(1, height)
    guard rows.count > height else { return self }
    let first = min(max(0, cursor.row - height + 1), rows.count - height)
    let cursor = ScreenPosition(row: cursor.row - first, column: cursor.column)
    return Frame(rows: Array(rows[first..<first + height]), cursor: cursor)
  }
}
