import LineEditing

/// What a line editor is told while a line is typed, as texts.
package struct EditorView: Sendable {
  let configuration: LineEditor.Configuration

  /// Whether colours are shown.
  package var isColored: Bool { configuration.isColored }

  /// Whether entries are kept in a file.
  package var keepsHistory: Bool { configuration.historyFile != nil }

  /// The parts of a text that stand out: `1;34 sources`.
  package func highlights(of text: String) -> [String] {
    configuration.highlight(text).map { part in
      let bytes = text.utf8.dropFirst(part.utf8Range.lowerBound).prefix(part.utf8Range.count)
      return "\(part.rendition) \(String(decoding: bytes, as: UTF8.self))"
    }
  }

  /// What is shown behind a text, and in brackets what of it can be taken.
  package func hint(for text: String) -> String? {
    configuration.hint(text).map { $0.taken.isEmpty ? $0.shown : "\($0.shown) [\($0.taken)]" }
  }

  /// The prompt of the row behind a text; nil where the entry is whole.
  package func furtherPrompt(behind text: String) -> String? {
    if case .open(let prompt) = configuration.continuation(text) { prompt } else { nil }
  }

  /// What history keeps of an entry.
  package func kept(of text: String) -> String? { configuration.redact(text) }
}
