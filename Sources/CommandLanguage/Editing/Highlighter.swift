package import CommandModel

/// A part of a text and what it is, for colours.
package struct Highlight: Sendable, Hashable {
  /// How it stands out.
  package enum Style: Sendable, Hashable {
    case keyword, command, flag, name, text, number, variable, comment, sign, error
  }

  package let range: SourceRange
  package let style: Style
}

/// Finds what the parts of a text are, whether or not it is right.
package enum Highlighter {
  /// The parts of a text that stand out, in order and apart from one another.
  ///
  /// A word at the end is still being typed: it is wrong only when nothing could follow it
  /// that makes it right. Without a session no variable is taken for a mistake.
  package static func highlights(
    of text: String, vocabulary: Vocabulary, session: Completer.Session? = nil
  ) -> [Highlight] {
    let source = SourceText(text)
    let parse = Parser.parse(source, vocabulary: vocabulary)
    let mistakes = TypingMistakes(in: source, parse, vocabulary: vocabulary, session: session)
    var canvas = Canvas(text)
    for token in parse.lexed.tokens + parse.lexed.comments {
      canvas.paint(token.range, style(of: token, in: canvas))
    }
    for mark in parse.marks {
      let isBegun = mark.role == .unknownCommand && mistakes.isBegun(mark.range)
      canvas.paint(mark.range, isBegun ? nil : style(of: mark))
    }
    for range in mistakes.ranges { canvas.paint(range, .error) }
    return canvas.highlights
  }

  private static func style(of token: Token, in canvas: Canvas) -> Highlight.Style? {
    switch token.kind {
    case .raw, .textOpen, .chunk, .textClose: .text
    case .variable, .path: .variable
    case .comment: .comment
    case .sign, .bar: .sign
    case .word: isLiteral(canvas.spelling(token.range)) ? .number : nil
    default: nil
    }
  }

  private static func isLiteral(_ word: String) -> Bool {
    switch WordShape(word) {
    case .null, .boolean, .number, .duration: true
    case .flag, .text: false
    }
  }

  private static func style(of mark: Parse.Mark) -> Highlight.Style {
    switch mark.role {
    case .keyword: .keyword
    // What is none the check has found, where it can be known.
    case .command, .unknownCommand: .command
    case .flag: .flag
    case .name: .name
    }
  }
}

/// The bytes of a text, each with the style that was painted last.
private struct Canvas {
  private let bytes: [UInt8]
  private var styles: [Highlight.Style?]

  init(_ text: String) {
    bytes = Array(text.utf8)
    styles = Array(repeating: nil, count: bytes.count)
  }

  func spelling(_ range: SourceRange) -> String {
    String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
  }

  mutating func paint(_ range: SourceRange, _ style: Highlight.Style?) {
    for offset in range.lower..<range.upper { styles[offset] = style }
  }

  var highlights: [Highlight] {
    var highlights: [Highlight] = []
    var start = 0
    while start < styles.count {
      let end = styles[start...].firstIndex { $0 != styles[start] } ?? styles.count
      if let style = styles[start] {
        highlights.append(Highlight(range: SourceRange(start, end), style: style))
      }
      start = end
    }
    return highlights
  }
}
