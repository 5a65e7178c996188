import CEditline
import Glibc

// What is drawn while a line is typed, besides what libedit draws.
//
// libedit keeps its own picture of the screen. Whoever writes between takes its picture
// down first, and lets it draw afresh from the cursor's row on.

extension LineEditor.Configuration {
  /// Whether the terminal understands escape sequences.
  var hasEscapes: Bool { terminalName.map { !$0.isEmpty && $0 != "dumb" } ?? false }
}

extension EditingLoop {
  /// Writes text; a newline also goes to the first column.
  func write(_ text: String) { ce_write(handle, text.replacing("\n", with: "\r\n")) }

  /// Prints a text above the line that is typed.
  func showAbove(_ text: String) {
    takeDown()
    write(text + "\n")
    ce_draw(handle)
  }

  /// Draws the line whole and leaves the cursor behind it.
  func showWholeLine() {
    takeDown()
    ce_move_cursor(handle, Int32(currentLine().charactersBehindCursor))
    ce_draw(handle)
  }

  /// The window has another size.
  func followWindow() {
    takeDown()
    measure()
    ce_draw(handle)
  }

  /// Learns the size of the window that is drawn in.
  func measure() {
    ce_measure(handle)
    drawnWidth = width
  }

  /// Ctrl-Z: the terminal is as it was while the process is stopped.
  func stop() {
    showWholeLine()
    ce_set_editing(handle, false)
    write("\n")
    ce_suspend()
    ce_set_editing(handle, true)
    measure()
    ce_draw(handle)
  }

  /// SIGCONT; also comes after `stop`, when all is drawn already.
  func resumeEditing() {
    ce_set_editing(handle, false)
    ce_set_editing(handle, true)
    followWindow()
  }

  /// Clears prompt and line, and leaves the cursor where they began.
  private func takeDown() {
    guard configuration.hasEscapes else {
      write("\n")
      return
    }
    let line = currentLine()
    let above = prompt.visible + line.text.utf8Slice(0..<line.cursor)
    let row = DrawnRows(above, width: drawnWidth).above(inWidth: width)
    write((row > 0 ? "\u{1B}[\(row)A" : "") + "\r\u{1B}[J")
  }

  private var width: Int { Terminal.width(configuration.output) ?? 80 }
}

// MARK: - Completion

extension EditingLoop {
  /// The Tab key.
  ///
  /// - Returns: false when there was nothing to do.
  func complete() -> Bool {
    let line = currentLine()
    let start = earlierRows.utf8.count
    let text = earlierRows + line.text
    let completions = configuration.complete(text, start + line.cursor)
    let range = completions.replacedUTF8Range
    guard range.lowerBound >= start, range.upperBound <= text.utf8.count else { return false }
    switch completions.step(in: text) {
    case .insert(let replacement):
      replace(range.lowerBound - start..<range.upperBound - start, of: line, by: replacement)
    case .list: showList(completions.candidates, line: line)
    case .beep: return false
    }
    return true
  }

  private func replace(_ range: Range<Int>, of line: CurrentLine, by replacement: String) {
    let toEnd = line.characters(upTo: range.upperBound) - line.characters(upTo: line.cursor)
    ce_move_cursor(handle, Int32(toEnd))
    ce_delete_before_cursor(handle, Int32(line.text.utf8Slice(range).unicodeScalars.count))
    ce_insert(handle, replacement)
  }

  private func showList(_ candidates: [Completions.Candidate], line: CurrentLine) {
    let rowsMax = max(5, (Terminal.size(configuration.output)?.rows ?? 24) - 4)
    let list = CandidateList(candidates, width: width, rowsMax: rowsMax)
    showWholeLine()
    write("\n" + list.rows.map { $0 + "\n" }.joined())
    ce_move_cursor(handle, -Int32(line.charactersBehindCursor))
    ce_draw(handle)
  }
}

// MARK: - The line

/// The row that is typed, as it stands; the cursor in bytes of UTF-8.
struct CurrentLine {
  let text: String
  let cursor: Int

  /// libedit counts in characters of C, which are Unicode's scalars.
  func characters(upTo byte: Int) -> Int { text.utf8Slice(0..<byte).unicodeScalars.count }

  var charactersBehindCursor: Int { text.unicodeScalars.count - characters(upTo: cursor) }
}

extension EditingLoop {
  private func currentLine() -> CurrentLine {
    let line = ce_current_line(handle)
    let bytes = UnsafeRawBufferPointer(start: line.text, count: line.length)
    return CurrentLine(text: String(decoding: bytes, as: UTF8.self), cursor: line.cursor)
  }
}
