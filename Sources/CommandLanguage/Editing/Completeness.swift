import CommandModel

/// Whether a line at the prompt is whole, or goes on in the next one.
package enum Completeness: Sendable, Hashable {
  case complete
  /// What is open, the innermost last: brackets, a quote, `|`, `and`, `or`, or the `\` that
  /// joins lines.
  case open([String])

  /// Judges a text that was typed so far.
  package init(of text: String, vocabulary: Vocabulary) {
    let parse = Parser.parse(SourceText(text), vocabulary: vocabulary)
    self = parse.unfinished.isEmpty ? .complete : .open(parse.unfinished)
  }
}
