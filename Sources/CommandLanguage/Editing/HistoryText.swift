import CommandModel

/// What a history may keep of an entry.
package enum HistoryText {
  /// The text with `?` for every secret written out, so that a recalled line asks for it.
  ///
  /// Beside what the check knows to be secret, a word that looks like a key and the user
  /// of an address are hidden wherever they stand, also in a line with a mistake.
  package static func redacted(_ text: String, vocabulary: Vocabulary) -> String {
    let source = SourceText(text)
    let parse = Parser.parse(source, vocabulary: vocabulary)
    let script = LoadedScript(source: source, script: parse.script)
    let checked = Checker.check(script, vocabulary: vocabulary, isInteractive: true)
    let kept = checked.source.text(of: SourceRange(0, text.utf8.count), hiding: "?")
    return kept.replacing(/ph[xsrca]_[A-Za-z0-9_-]+/, with: "?")
      .replacing(/:\/\/[^\/\s@]+@/, with: "://?@")
  }
}
