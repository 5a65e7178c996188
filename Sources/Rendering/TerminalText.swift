/// Takes out of a text what would steer a terminal instead of being shown.
package enum TerminalText {
  /// One line: escape sequences, control characters and those that turn the direction of
  /// text are gone; tabs and ends of lines are blanks.
  package static func sanitize(_ text: String) -> String { cleaned(text, lineFeed: " ") }

  /// The same, with the ends of lines kept.
  package static func sanitizeKeepingLines(_ text: String) -> String {
    cleaned(text, lineFeed: "\n")
  }

  private static func cleaned(_ text: String, lineFeed: Unicode.Scalar) -> String {
    guard !text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) else { return text }
    var cleaned = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\r" where rest.first == "\n": continue
      case "\n", "\r", "\u{85}", "\u{2028}", "\u{2029}": cleaned.append(lineFeed)
      case "\t": cleaned.append(" ")
      case "\u{1B}", "\u{90}", "\u{98}", "\u{9B}", "\u{9D}"..."\u{9F}":
        rest = rest.dropFirst(lengthOfSequence(opening: scalar, rest))
      case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{61C}", "\u{200E}", "\u{200F}",
        "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        continue
      default: cleaned.append(scalar)
      }
    }
    return String(cleaned)
  }

  /// How much of `rest` belongs to the sequence that `opening` began: nothing when it is
  /// not closed, so that half a sequence can't hide the text behind it.
  ///
  /// - Source: ECMA-48, 5.4 and 5.6.
  private static func lengthOfSequence(
    opening: Unicode.Scalar, _ rest: Substring.UnicodeScalarView
  ) -> Int {
    guard opening == "\u{1B}" else { return lengthOfBody(opening, rest) ?? 0 }
    if let opening = rest.first.flatMap({ longForms[$0] }) {
      return lengthOfBody(opening, rest.dropFirst()).map { $0 + 1 } ?? 0
    }
    return length(of: " "..."/", closedBy: "0"..."~", rest) ?? 0
  }

  /// The C1 character that a letter behind ESC stands for.
  private static let longForms: [Unicode.Scalar: Unicode.Scalar] = [
    "[": "\u{9B}", "]": "\u{9D}", "P": "\u{90}", "X": "\u{98}", "^": "\u{9E}", "_": "\u{9F}",
  ]

  /// What follows CSI is parameters and a final byte; what follows the others is a string.
  private static func lengthOfBody(
    _ opening: Unicode.Scalar, _ body: Substring.UnicodeScalarView
  ) -> Int? {
    opening == "\u{9B}" ? length(of: " "..."?", closedBy: "@"..."~", body) : lengthOfString(body)
  }

  private static func length(
    of middle: ClosedRange<Unicode.Scalar>, closedBy final: ClosedRange<Unicode.Scalar>,
    _ body: Substring.UnicodeScalarView
  ) -> Int? {
    let count = body.prefix { middle.contains($0) }.count
    guard let last = body.dropFirst(count).first, final.contains(last) else { return nil }
    return count + 1
  }

  /// A longer string counts as not closed; without a bound many openings cost quadratic time.
  private static let stringMax = 1024

  /// A string of commands ends with BEL, ST, or ST's two-character form.
  private static func lengthOfString(_ body: Substring.UnicodeScalarView) -> Int? {
    var previous: Unicode.Scalar = " "
    for (index, scalar) in body.prefix(stringMax).enumerated() {
      if scalar == "\u{7}" || scalar == "\u{9C}" { return index + 1 }
      if scalar == "\\" && previous == "\u{1B}" { return index + 1 }
      previous = scalar
    }
    return nil
  }
}

extension StringProtocol {
  /// The text without the blanks at its end, of which the CR of a CRLF is one.
  var withoutTrailingBlanks: SubSequence {
    var rest = self[...]
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
