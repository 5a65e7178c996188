import CommandModel

/// What a history may keep of an entry.
package enum HistoryText {
  /// The text with `?` for every secret written out, so that a recalled line asks for it.
  package static func redacted(_ text: String, vocabulary: Vocabulary) -> String {
    let source = SourceText(text)
    let parse = Parser.parse(source, vocabulary: vocabulary)
    let script = LoadedScript(source: source, script: parse.script)
    return Checker.check(script, vocabulary: vocabulary, isInteractive: true)
      .text(of: SourceRange(0, text.utf8.count), in: source, hiding: "?")
  }
}
