import LineEditing

/// Entries read a line at a time, edited by the terminal itself: what the shell has where
/// standard output is no terminal that a line editor could draw on, `edsh | tee log`.
struct CookedEntries: EntrySource {
  private let prompt: TerminalPrompt
  private let continuation: @Sendable (String) -> LineEditor.Continuation

  init(_ configuration: LineEditor.Configuration, prompt: TerminalPrompt) {
    self.prompt = prompt
    continuation = configuration.continuation
  }

  /// The terminal cannot be given a text to change; an empty row takes it as it is.
  func readLine(prompt: String, text: String) async -> LineEditor.Line {
    var entry = ""
    var shown = text.isEmpty ? prompt : "\(prompt)\(text)\n\(prompt)"
    while true {
      switch await answer(to: shown) {
      case .text(let row): entry += entry.isEmpty && row.isEmpty ? text : row
      case .interrupted: return .interrupted
      case .terminated(let signal): return .terminated(signal)
      case .end: return entry.isEmpty ? .end : .text(entry)
      }
      guard case .open(let further) = continuation(entry) else { return .text(entry) }
      entry += "\n"
      shown = further
    }
  }

  private func answer(to question: String) async -> TerminalPrompt.Answer {
    do {
      return try await prompt.line(question)
    } catch {
      // A terminal that cannot be read any more has come to its end.
      return .end
    }
  }

  func completionsChanged() {}

  /// The terminal itself remembers nothing.
  func history() async -> [String] { [] }

  func clearHistory() async {}

  func close() async {}
}
