import CVTerm

/// What a terminal shows of the bytes that it was sent.
final class TerminalEmulator {
  /// One place of the screen; the second half of a wide character is empty.
  struct Cell: Hashable {
    let text: String
    let isReverse: Bool
    let isUnderlined: Bool
    /// The number of the palette's colour; nil for the terminal's own.
    let color: UInt8?
  }

  private let terminal: OpaquePointer
  private let screen: OpaquePointer
  private(set) var columns: Int
  private(set) var rows: Int

  init(columns: Int, rows: Int) {
    guard let terminal = vterm_new(Int32(rows), Int32(columns)),
      let screen = vterm_obtain_screen(terminal)
    else { preconditionFailure("libvterm gives a terminal unless memory is used up") }
    (self.terminal, self.screen, self.columns, self.rows) = (terminal, screen, columns, rows)
    vterm_set_utf8(terminal, 1)
    vterm_screen_reset(screen, 1)
  }

  deinit { vterm_free(terminal) }

  func feed(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes {
      _ = vterm_input_write(terminal, $0.bindMemory(to: CChar.self).baseAddress, $0.count)
    }
  }

  func resize(columns: Int, rows: Int) {
    (self.columns, self.rows) = (columns, rows)
    vterm_set_size(terminal, Int32(rows), Int32(columns))
  }

  var cursor: (row: Int, column: Int) {
    var position = VTermPos()
    vterm_state_get_cursorpos(vterm_obtain_state(terminal), &position)
    return (Int(position.row), Int(position.col))
  }

  func cell(_ row: Int, _ column: Int) -> Cell {
    var cell = VTermScreenCell()
    vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
    let scalars = withUnsafeBytes(of: cell.chars) { Array($0.bindMemory(to: UInt32.self)) }
      .prefix { $0 != 0 }.compactMap(Unicode.Scalar.init)
    let isIndexed = cell.fg.type & 1 == 1 && cell.fg.type & 2 == 0
    return Cell(
      text: String(String.UnicodeScalarView(scalars)), isReverse: cell.attrs.reverse != 0,
      isUnderlined: cell.attrs.underline != 0,
      color: isIndexed ? cell.fg.indexed.idx : nil)
  }

  /// The text of a row without the blanks at its end.
  func text(ofRow row: Int) -> String {
    var text = ""
    var column = 0
    while column < columns {
      let cell = cell(row, column)
      text += cell.text.isEmpty ? " " : cell.text
      column += isWide(row, column) ? 2 : 1
    }
    while text.last == " " { text.removeLast() }
    return text
  }

  /// All rows up to the last that is not empty.
  var text: [String] {
    var texts = (0..<rows).map(text(ofRow:))
    while texts.last == "" { texts.removeLast() }
    return texts
  }

  private func isWide(_ row: Int, _ column: Int) -> Bool {
    var cell = VTermScreenCell()
    vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
    return cell.width == 2
  }
}
