import CommandModel

/// What a history may keep of an entry.
package enum HistoryText {
  /// The text with `?` for every secret written out, so that a recalled line asks for it.
  ///
  /// What looks like a secret is hidden too, also in a line with a mistake.
  package static func redacted(_ text: String, vocabulary: Vocabulary) -> String {
    let source = SourceText(text)
    let parse = Parser.parse(source, vocabulary: vocabulary)
    let script = LoadedScript(source: source, script: parse.script)
    let checked = Checker.check(script, vocabulary: vocabulary, isInteractive: true)
    return checked.source.text(of: SourceRange(0, text.utf8.count), hiding: "?")
  }
}
