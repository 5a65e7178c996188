/// Fills rows with text as a terminal of some width shows it.
struct FrameWriter {
  private(set) var rows = [ScreenRow()]
  private var cursor = ScreenPosition(row: 0, column: 0)
  private let width: Int

  init(width: Int) { self.width = max(1, width) }

  var frame: Frame { Frame(rows: rows, cursor: cursor) }

  /// Puts the cursor where the next character stands, or would: behind a full row that is
  /// the next one.
  mutating func markCursor(before next: Unicode.Scalar?) {
    let column = rows[rows.count - 1].width
    if column + (next?.cells ?? 0) > width || column >= width { rows.append(ScreenRow()) }
    cursor = ScreenPosition(row: rows.count - 1, column: rows[rows.count - 1].width)
  }

  /// Ends the row; one that is full is followed by an empty one, where the cursor can stand.
  mutating func startRow() {
    if rows[rows.count - 1].width >= width { rows.append(ScreenRow()) }
    rows.append(ScreenRow())
  }

  mutating func write(_ text: String, rendition: String = "") {
    for scalar in text.unicodeScalars { write(scalar, rendition: rendition) }
  }

  /// Adds a character; one that would do something to the terminal is shown as what it is.
  mutating func write(_ scalar: Unicode.Scalar, rendition: String) {
    switch scalar {
    case "\t":
      let column = rows[rows.count - 1].width
      for _ in 0..<min(8 - column % 8, max(1, width - column)) { add(" ", 1, rendition) }
    case _ where scalar.isControl && scalar.isASCII:
      add("^", 1, rendition)
      add(Unicode.Scalar(UInt8(scalar.value) ^ 0x40), 1, rendition)
    case _ where scalar.isControl: add("\u{FFFD}", 1, rendition)
    default: add(scalar, scalar.cells, rendition)
    }
  }

  private mutating func add(_ scalar: Unicode.Scalar, _ cells: Int, _ rendition: String) {
    guard cells > 0 else { return join(scalar) }
    let (scalar, cells) = cells > width ? ("?", 1) : (scalar, cells)
    if rows[rows.count - 1].width + cells > width { rows.append(ScreenRow()) }
    let cell = ScreenCell(text: String(scalar), width: cells, rendition: rendition)
    rows[rows.count - 1].append(cell)
  }

  /// Joins a mark to the last character, which may end the row above.
  private mutating func join(_ scalar: Unicode.Scalar) {
    guard let row = rows.lastIndex(where: { !$0.cells.isEmpty }) else { return }
    rows[row].join(scalar)
  }

  /// Adds text that holds colours: `ESC [ … m`.
  mutating func writeStyled(_ text: String) {
    var rendition = ""
    for part in StyledText(text).parts {
      switch part {
      case .text(let text): write(text, rendition: rendition)
      case .rendition(let parameters): rendition = parameters == "0" ? "" : parameters
      }
    }
  }
}
