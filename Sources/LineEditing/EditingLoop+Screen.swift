import CEditline
import Glibc

// What is seen of a line while it is typed.

extension LineEditor.Configuration {
  /// Whether the terminal understands escape sequences, so that lines can be drawn on it;
  /// on others libedit writes them, and nothing but them.
  var isDrawn: Bool { terminalName.map { !$0.isEmpty && $0 != "dumb" } ?? false }
}

extension EditingLoop {
  /// Writes text; a newline also goes to the first column.
  func write(_ text: String) {
    var bytes = text.replacing("\n", with: "\r\n")
    bytes.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) { ce_write(handle, $0.baseAddress, $0.count) }
    }
  }

  /// Learns the size of the window that is drawn in.
  func measure() {
    ce_measure(handle)
    menu = nil
  }

  /// What the terminal says of its size, or what is usual where it says nothing.
  var window: (columns: Int, rows: Int) {
    let (columns, rows) = Terminal.size(configuration.output) ?? (columns: 80, rows: 0)
    return (columns, rows > 0 ? rows : 24)
  }

  /// The terminal is in the first column of an empty row from now on, or made so: what was
  /// typed ahead may have been echoed there.
  func beginLine() {
    isLeft = false
    display.forget()
    if configuration.isDrawn { write("\r\u{1B}[J") }
  }

  /// No key of the line was read yet.
  func lineHasBegun() {
    guard !initialText.isEmpty else { return }
    ce_insert(handle, initialText)
    initialText = ""
    ce_draw(handle)
  }

  /// All keys so far are answered.
  func keysAreAnswered(bytesRead: Int) {
    noteChange()
    paint()
    idle(bytesRead)
  }

  /// Hears what keys have made of the line.
  func noteChange() {
    guard search == nil else { return }
    let line = currentLine()
    if walk?.line != line { walk = nil }
    undone.note(line)
  }

  /// Draws the line as it stands.
  func paint() {
    guard configuration.isDrawn, !isLeft else { return }
    let window = window
    let frame = view(of: currentLine()).frame(width: window.columns, height: window.rows)
    write(display.show(frame))
  }

  /// Draws the line without what is only for who types it, and goes to the row below.
  ///
  /// `text` is what it holds, unless it can be asked for.
  func leaveLine(mark: String = "", text: String? = nil) {
    guard !isLeft else { return }
    guard configuration.isDrawn else {
      isLeft = true
      if outcome != nil { write(mark + "\n") }
      return
    }
    let window = window
    let view = leftView(of: text ?? currentLine().text)
    let end = display.show(view.frame(width: window.columns, height: window.rows))
    isLeft = true
    write(end + mark)
    write(display.leave())
  }

  /// Prints a text above the line that is typed.
  func showAbove(_ text: String) {
    takeDown()
    write(text.withoutControlsInRows + "\n")
    redraw()
  }

  /// Draws the line whole at the top of an empty screen.
  func clearScreen() {
    if configuration.isDrawn { write("\u{1B}[H\u{1B}[2J") }
    display.forget()
    redraw()
  }

  /// The window has another size.
  func followWindow() {
    takeDown()
    measure()
    redraw()
  }

  /// Leaves the terminal to another program, and takes it back when that is done.
  func lendTerminal<Result>(to program: () -> Result) -> Result {
    leaveLine()
    ce_set_editing(handle, false)
    defer {
      // Ctrl-C was for the program too.
      isLent = true
      takeMessages()
      isLent = false
      ce_set_editing(handle, true)
      measure()
      beginLine()
      redraw()
    }
    return program()
  }

  /// Ctrl-Z: the terminal is as it was while the process is stopped.
  func stop() {
    isAwake = true
    lendTerminal { ce_suspend() }
  }

  /// SIGCONT; mostly comes after `stop`, when all is drawn already.
  func resumeEditing() {
    ce_set_editing(handle, false)
    ce_set_editing(handle, true)
    if isAwake {
      isAwake = false
    } else {
      measure()
      beginLine()
      redraw()
    }
  }

  private func redraw() {
    ce_draw(handle)
    paint()
  }

  /// Clears prompt and line, and leaves the cursor where they began.
  private func takeDown() {
    write(configuration.isDrawn ? display.clear(width: window.columns) : "\n")
  }
}

// MARK: - The line

extension EditingLoop {
  func currentLine() -> CurrentLine {
    let line = ce_current_line(handle)
    let bytes = UnsafeRawBufferPointer(start: line.text, count: line.length)
    return CurrentLine(text: String(decoding: bytes, as: UTF8.self), cursor: line.cursor)
  }

  /// Makes the line another one; what both begin with, and end with, is left in place.
  func change(to next: CurrentLine) {
    let (old, new) = (Array(currentLine().text.unicodeScalars), Array(next.text.unicodeScalars))
    let common = zip(old, new).prefix { $0 == $1 }.count
    let (oldRest, newRest) = (old.dropFirst(common), new.dropFirst(common))
    let ending = zip(oldRest.reversed(), newRest.reversed()).prefix { $0 == $1 }.count
    // To the end, and from there back to where they are the same again.
    ce_move_cursor(handle, Int32(clamping: old.count))
    ce_move_cursor(handle, -Int32(clamping: ending))
    if oldRest.count > ending {
      ce_delete_before_cursor(handle, Int32(clamping: oldRest.count - ending))
    }
    if newRest.count > ending {
      ce_insert(handle, String(String.UnicodeScalarView(newRest.dropLast(ending))))
    }
    ce_move_cursor(handle, Int32(clamping: ending - next.charactersBehindCursor))
  }
}
