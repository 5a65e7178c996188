@testable import LineEditing

/// A line as a person thinks of it: a text, a cursor, and what keys do to them.
struct ScreenModel {
  var text: [Unicode.Scalar] = []
  var cursor = 0
  let prompt: String
  let gutter: String
  let columns: Int
  let rows: Int
  /// The row of the screen that the prompt stands in.
  var top: Int

  enum Key: CaseIterable {
    case insert, left, right, home, end, backspace, delete, killBefore, killBehind, newline
    case up, down
  }

  /// Whether no mark stands at the cursor.
  var takesMark: Bool { text.dropFirst(max(0, cursor - 1)).prefix(2).allSatisfy { $0.cells > 0 } }

  /// Does what a key does, and gives what a terminal sends for it.
  mutating func press(_ key: Key, inserting scalar: Unicode.Scalar) -> String {
    switch key {
    case .insert:
      text.insert(scalar, at: cursor)
      cursor += 1
      return String(scalar)
    case .left:
      cursor = max(0, cursor - 1)
      return "\u{1B}[D"
    case .right:
      cursor = min(text.count, cursor + 1)
      return "\u{1B}[C"
    case .home:
      cursor = text[..<cursor].lastIndex(of: "\n").map { $0 + 1 } ?? 0
      return "\u{1}"
    case .end:
      cursor = text[cursor...].firstIndex(of: "\n") ?? text.count
      return "\u{5}"
    case .backspace:
      if cursor > 0 { text.remove(at: cursor - 1) }
      cursor = max(0, cursor - 1)
      return "\u{7F}"
    case .delete:
      if cursor < text.count { text.remove(at: cursor) }
      return "\u{1B}[3~"
    case .killBefore:
      text.removeFirst(cursor)
      cursor = 0
      return "\u{15}"
    case .killBehind:
      text.removeLast(text.count - cursor)
      return "\u{B}"
    case .newline:
      text.insert("\n", at: cursor)
      cursor += 1
      return "\u{1B}\r"
    case .up:
      moveByRow(-1)
      return "\u{1B}[A"
    case .down:
      moveByRow(1)
      return "\u{1B}[B"
    }
  }

  private mutating func moveByRow(_ direction: Int) {
    let starts = [0] + text.indices.filter { text[$0] == "\n" }.map { $0 + 1 }
    let row = starts.lastIndex { $0 <= cursor } ?? 0
    guard starts.indices.contains(row + direction) else { return }
    let next = starts[row + direction]
    let end = text[next...].firstIndex(of: "\n") ?? text.count
    cursor = min(next + cursor - starts[row], end)
  }

  /// What stands on the screen: rows of cells, and the cursor.
  private struct Picture {
    var rows: [[String]] = [[]]
    var cursor = (row: 0, column: 0)
  }

  private func picture() -> Picture {
    var picture = Picture()
    func put(_ scalar: Unicode.Scalar) {
      let width = scalar.cells
      if width == 0 {
        // The mark belongs to the character before it.
        let row = picture.rows.lastIndex { !$0.isEmpty } ?? 0
        let column = picture.rows[row].lastIndex { !$0.isEmpty } ?? 0
        picture.rows[row][column].unicodeScalars.append(scalar)
        return
      }
      if picture.rows[picture.rows.count - 1].count + width > columns { picture.rows.append([]) }
      picture.rows[picture.rows.count - 1] += [String(scalar)] + (width == 2 ? [""] : [])
    }
    func mark(_ next: Unicode.Scalar?) {
      let needed = next == "\n" ? 1 : next.map(\.cells) ?? 1
      let last = picture.rows[picture.rows.count - 1]
      if last.count + needed > columns || last.count == columns { picture.rows.append([]) }
      picture.cursor = (picture.rows.count - 1, picture.rows[picture.rows.count - 1].count)
    }
    prompt.unicodeScalars.forEach(put)
    for (index, scalar) in text.enumerated() {
      if index == cursor { mark(scalar) }
      guard scalar == "\n" else {
        put(scalar)
        continue
      }
      if picture.rows[picture.rows.count - 1].count == columns { picture.rows.append([]) }
      picture.rows.append([])
      gutter.unicodeScalars.forEach(put)
    }
    if cursor == text.count { mark(nil) }
    return picture
  }

  /// The rows of the screen from the prompt's on, without blanks at their ends; and where
  /// the cursor is. What is too much for the screen moves up.
  mutating func expected() -> (rows: [String], cursor: (row: Int, column: Int)) {
    let picture = picture()
    var (rows, cursor) = (picture.rows, picture.cursor)
    if rows.count > self.rows {
      let first = min(max(0, cursor.row - self.rows + 1), rows.count - self.rows)
      rows = Array(rows[first..<first + self.rows])
      cursor.row -= first
    }
    top = min(top, self.rows - rows.count)
    let texts = rows.map { row in
      var text = row.joined()
      while text.unicodeScalars.last == " " { text.unicodeScalars.removeLast() }
      return text
    }
    return (texts, (top + cursor.row, cursor.column))
  }
}
