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
  package static func highlights(of text: String, vocabulary: Vocabulary) -> [Highlight] {
    let parse = Parser.parse(SourceText(text), vocabulary: vocabulary)
    var canvas = Canvas(text)
    for token in parse.lexed.tokens + parse.lexed.comments {
      canvas.paint(token.range, style(of: token, in: canvas))
    }
    for mark in parse.marks {
      canvas.paint(mark.range, style(of: mark, in: canvas, vocabulary))
    }
    // What is merely open is being typed.
    for error in parse.diagnostics where !openCodes.contains(error.code) {
      if let range = error.range { canvas.paint(range, .error) }
    }
    return canvas.highlights
  }

  private static let openCodes: Set<ErrorCode> = [.unclosedQuote, .unclosedBracket, .expected]

  private static func style(of token: Token, in canvas: Canvas) -> Highlight.Style? {
    switch token.kind {
    case .raw, .textOpen, .chunk, .textClose: .text
    case .variable, .path: .variable
    case .comment: .comment
    case .sign, .bar: .sign
    case .invalid: .error
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

  private static func style(
    of mark: Parse.Mark, in canvas: Canvas, _ vocabulary: Vocabulary
  ) -> Highlight.Style {
    switch mark.role {
    case .keyword: .keyword
    case .command: .command
    case .flag: .flag
    case .name: .name
    case .unknownCommand:
      // A noun alone is its list; a verb alone takes its noun from the pipe.
      vocabulary.isNounOrVerb(canvas.spelling(mark.range)) ? .command : .error
    }
  }
}

extension Vocabulary {
  fileprivate func isNounOrVerb(_ word: String) -> Bool {
    let typed = Parameter.canonical(word)
    return commands.contains { command in
      command.words.count > 1
        && [command.words.first, command.words.last].contains {
          $0.map { Parameter.canonical($0) } == typed
        }
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
