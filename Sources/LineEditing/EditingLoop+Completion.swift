import CEditline
import Glibc

// The Tab key.

extension EditingLoop {
  /// How long completion waits for what is not known yet.
  private static let patience = Duration.milliseconds(300)

  /// Completes the word, or goes on to the next candidate (or with −1 the one before).
  func complete(_ direction: Int) -> ce_result {
    if ce_is_pasting(handle) {
      ce_insert(handle, "\t")
      return CE_CHANGED
    }
    let line = currentLine()
    if configuration.isDrawn, let walk, walk.line == line { return step(walk, direction) }
    guard direction > 0 else { return CE_REFUSED }
    guard let completions = completions(for: line) else {
      return outcome == nil ? CE_REFUSED : CE_ENDED
    }
    let range = completions.replacedUTF8Range
    switch completions.step(in: line.text) {
    case .beep: return CE_REFUSED
    case .insert(let text):
      let changed = line.replacing(range, by: text)
      change(to: changed)
      guard completions.candidates.count > 1 else { return CE_CHANGED }
      let replaced = range.lowerBound..<range.lowerBound + text.utf8.count
      list(completions.candidates, line: changed, replacing: replaced)
    case .list: list(completions.candidates, line: line, replacing: range)
    }
    return CE_CHANGED
  }

  private func step(_ walk: CompletionWalk, _ direction: Int) -> ce_result {
    var walk = walk
    walk.step(direction)
    self.walk = walk
    change(to: walk.line)
    return CE_CHANGED
  }

  /// What could stand at the cursor, in bytes of the row; nil when nothing could.
  private func completions(for line: CurrentLine) -> Completions? {
    let start = earlierRows.utf8.count
    let text = earlierRows + line.text
    var completions = configuration.complete(text, start + line.cursor)
    if completions.isPartial, waitForNewCompletions() {
      completions = configuration.complete(text, start + line.cursor)
    }
    let range = completions.replacedUTF8Range
    guard outcome == nil, range.lowerBound >= start, range.upperBound <= text.utf8.count else {
      return nil
    }
    return Completions(
      replacing: range.lowerBound - start..<range.upperBound - start,
      with: completions.candidates, suffix: completions.suffix)
  }

  /// Waits until more is known; the next key, and a signal, end it.
  private func waitForNewCompletions() -> Bool {
    let clock = ContinuousClock()
    let deadline = clock.now + EditingLoop.patience
    hasNewCompletions = false
    while !hasNewCompletions, outcome == nil {
      let left = (deadline - clock.now) / .milliseconds(1)
      guard left > 0 else { return false }
      var ready = [mailbox.doorbell, configuration.input].map {
        pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
      }
      guard poll(&ready, 2, Int32(left.rounded(.up))) > 0 || errno == EINTR else { return false }
      if ready[0].revents != 0 { takeMessages() }
      if ready[1].revents != 0 { return false }
    }
    return outcome == nil
  }

  private func list(
    _ candidates: [Completions.Candidate], line: CurrentLine, replacing range: Range<Int>
  ) {
    let walk = CompletionWalk(candidates, line: line, replacing: range)
    (self.walk, menu) = (walk, nil)
    guard !configuration.isDrawn else { return }
    ce_move_cursor(handle, Int32(clamping: line.charactersBehindCursor))
    write("\n" + menuRows(of: walk).map { $0.text + "\n" }.joined())
    ce_move_cursor(handle, -Int32(clamping: line.charactersBehindCursor))
    ce_draw(handle)
  }
}
