/// The lines as they were before each change, newest last.
struct UndoStack: Sendable {
  private var states: [CurrentLine] = []
  private var current = CurrentLine()
  /// Whether the last change was a letter typed: a word is undone as one.
  private var isTyping = false
  private static let depthMax = 200

  /// Hears of the line after a key; the cursor alone is no change.
  mutating func note(_ line: CurrentLine) {
    defer { current = line }
    guard line.text != current.text else {
      if line.cursor != current.cursor { isTyping = false }
      return
    }
    let isLetter = isOneLetter(line)
    if !(isTyping && isLetter) {
      states.append(current)
      states.removeFirst(max(0, states.count - UndoStack.depthMax))
    }
    isTyping = isLetter
  }

  /// The line before the last change; nil when there was none.
  mutating func undo() -> CurrentLine? {
    guard let last = states.popLast() else { return nil }
    current = last
    isTyping = false
    return last
  }

  private func isOneLetter(_ line: CurrentLine) -> Bool {
    guard line.cursor > current.cursor else { return false }
    let added = line.text.utf8Slice(current.cursor..<line.cursor)
    let isAlone = added.unicodeScalars.count == 1 && added != " " && added != "\n"
    return isAlone && line.text.utf8.count == current.text.utf8.count + added.utf8.count
  }
}
