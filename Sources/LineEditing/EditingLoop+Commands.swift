import CEditline
import Glibc

// What keys do that are not libedit's own.

extension EditingLoop {
  /// Answers a key.
  func perform(_ command: ce_command) -> ce_result {
    // Keys that came in one gush with this one were not drawn.
    noteChange()
    return switch command {
    case CE_ACCEPT: accept()
    case CE_NEWLINE: insert("\n")
    case CE_COMPLETE: complete(1)
    case CE_COMPLETE_BACK: complete(-1)
    case CE_RIGHT: goRight()
    case CE_HOME: go(to: currentLine().atRowStart)
    case CE_END: go(to: currentLine().atRowEnd)
    case CE_UP: goByRow(-1)
    case CE_DOWN: goByRow(1)
    case CE_DELETE: delete()
    case CE_SEARCH: searchHistory()
    case CE_EDIT: editOutside()
    case CE_CLEAR: clear()
    case CE_UNDO: undo()
    default: CE_REFUSED
    }
  }

  /// Enter: an entry that is not complete goes on in another row.
  private func accept() -> ce_result {
    let text = currentLine().text
    if configuration.isDrawn, case .open = configuration.continuation(earlierRows + text) {
      return insert("\n")
    }
    walk = nil
    leaveLine()
    if !configuration.isDrawn { write("\n") }
    return CE_ENTERED
  }

  private func insert(_ text: String) -> ce_result {
    ce_insert(handle, text)
    return CE_CHANGED
  }

  /// Takes the hint behind the text; else goes right.
  private func goRight() -> ce_result {
    let line = currentLine()
    guard line.isAtEnd else {
      ce_move_cursor(handle, 1)
      return CE_CHANGED
    }
    guard configuration.isDrawn, let taken = hint(for: line)?.taken, !taken.isEmpty else {
      return CE_REFUSED
    }
    return insert(taken)
  }

  /// Ctrl-D: deletes, and has nothing more to say on an empty row.
  ///
  /// An entry that was begun is handed over, so that its reader can say what is missing.
  private func delete() -> ce_result {
    let line = currentLine()
    if line.text.isEmpty { return CE_ENDED }
    guard line.isAtEnd else {
      ce_move_cursor(handle, 1)
      ce_delete_before_cursor(handle, 1)
      return CE_CHANGED
    }
    guard line.text.hasSuffix("\n") else { return CE_REFUSED }
    outcome = .text(earlierRows + line.text.dropLast())
    leaveLine()
    return CE_ENDED
  }

  private func clear() -> ce_result {
    clearScreen()
    return CE_CHANGED
  }

  private func undo() -> ce_result {
    guard let line = undone.undo() else { return CE_REFUSED }
    change(to: line)
    return CE_CHANGED
  }

  private func editOutside() -> ce_result {
    let text = currentLine().text
    let edit = lendTerminal { configuration.edit(text) }
    guard outcome == nil else { return CE_ENDED }
    switch edit {
    case .text(let edited): change(to: CurrentLine(text: edited, cursor: edited.utf8.count))
    case .failed(let reason): showAbove(reason)
    }
    return CE_CHANGED
  }
}

// MARK: - History

extension EditingLoop {
  /// To the row above or below; from the first and the last one through history.
  private func goByRow(_ direction: Int) -> ce_result {
    let line = currentLine()
    if let moved = line.movedByRow(direction) { return go(to: moved) }
    guard let entry = recalled(direction, from: line) else { return CE_REFUSED }
    change(to: CurrentLine(text: entry, cursor: entry.utf8.count))
    return CE_CHANGED
  }

  /// The next entry in one direction: of those that begin as typed, or where none does after
  /// an entry was changed, of those that were gone through before.
  private func recalled(_ direction: Int, from line: CurrentLine) -> String? {
    let entries = memory.history.entries
    let fresh = Recall(
      typed: line.text, prefix: line.text.utf8Slice(0..<line.cursor), entryCount: entries.count)
    let isGoingOn = recall?.shown == line.text
    for var recall in isGoingOn ? [recall] : [fresh, recall] {
      let entry = direction < 0 ? recall?.older(in: entries) : recall?.newer(in: entries)
      guard let entry else { continue }
      self.recall = recall
      return entry
    }
    return nil
  }

  private func go(to line: CurrentLine) -> ce_result {
    let behind = currentLine().charactersBehindCursor
    ce_move_cursor(handle, Int32(clamping: behind - line.charactersBehindCursor))
    return CE_CHANGED
  }

  private enum SearchEnd { case take, enter, giveUp, close }

  private func searchHistory() -> ce_result {
    guard configuration.isDrawn else { return CE_REFUSED }
    search = HistorySearch(in: memory.history.entries)
    let end = readSearchKeys()
    let match = search?.match
    search = nil
    if end == .close { return CE_ENDED }
    if let match, end != .giveUp {
      change(to: CurrentLine(text: match, cursor: match.utf8.count))
    }
    return end == .enter ? accept() : CE_CHANGED
  }

  private func readSearchKeys() -> SearchEnd {
    var key: UInt32 = 0
    while ce_read_key(handle, &key) {
      switch key {
      case Control.r, Control.p: search?.older()
      case Control.s, Control.n: search?.newer()
      case Control.h, Control.delete: search?.backspace()
      case Control.g: return .giveUp
      case Control.m, Control.j: return .enter
      default:
        guard key >= 0x20, let scalar = Unicode.Scalar(key), !scalar.isControl else {
          // Any other key ends the search, and does what it does.
          if key != Control.escape || ce_has_more_keys(handle) { ce_unread_key(handle, key) }
          return .take
        }
        search?.type(scalar)
      }
    }
    return .close
  }
}

/// Keys of a search, as terminals send them.
private enum Control {
  static let g: UInt32 = 7, h: UInt32 = 8, j: UInt32 = 10, m: UInt32 = 13, n: UInt32 = 14
  static let p: UInt32 = 16, r: UInt32 = 18, s: UInt32 = 19, escape: UInt32 = 27
  static let delete: UInt32 = 127
}
