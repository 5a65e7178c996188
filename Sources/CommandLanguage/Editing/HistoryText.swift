import CommandModel

/// What a history may keep of an entry.
package enum HistoryText {
  /// The text with `?` for every secret written out, so that a recalled line asks for it.
  ///
  /// What may be a secret is hidden too, also in a line with a mistake.
  package static func redacted(_ text: String, vocabulary: Vocabulary) -> String {
    var source = SourceText(text)
    let parse = Parser.parse(source, vocabulary: vocabulary)
    let redaction = Redaction(of: source, parse, vocabulary: vocabulary)
    // A value that the grammar has understood is hidden by what it is made of.
    let isUnderstood = parse.diagnostics.isEmpty
    let scanned = SecretPlaces(in: text, known: []).ranges.filter {
      !isUnderstood || !redaction.judged.contains($0.lower)
    }
    source.hidden = SecretPlaces.merged(scanned + redaction.ranges)
    return source.text(of: SourceRange(0, text.utf8.count), hiding: "?")
  }
}
