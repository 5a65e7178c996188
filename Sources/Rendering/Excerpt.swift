import CommandModel

/// The line a diagnostic is about, and a line below it that marks the place.
struct Excerpt {
  /// Where a source has no width of its own: a line of JSON may be a megabyte long.
  private static let widthMax = 160
  private static let indent = "  "

  /// The parts of the line, free of control characters.
  private let before: String
  private let marked: String
  private let after: String

  init(_ range: SourceRange, in source: SourceText, width: Int?) {
    let location = source.location(of: range.lower)
    let line = Substring(location.lineText)
    let start = line.index(
      line.startIndex, offsetBy: location.column - 1, limitedBy: line.endIndex)
    let head = line[..<(start ?? line.endIndex)]
    let tail = line[head.endIndex...]
    let markedText = source[range].split(separator: "\n", omittingEmptySubsequences: false).first
    let length = min(markedText?.count ?? 0, tail.count)
    (before, marked, after) = Excerpt.windowed(
      TerminalText.sanitize(String(head)), TerminalText.sanitize(String(tail.prefix(length))),
      TerminalText.sanitize(String(tail.dropFirst(length).withoutTrailingBlanks)),
      into: max(20, min(width ?? Excerpt.widthMax, Excerpt.widthMax)) - Excerpt.indent.count - 1)
  }

  /// Both lines: the second is `^~~~` below the marked part.
  func text(_ style: Style, _ ink: Ink) -> String {
    let blanks = String(repeating: " ", count: DisplayWidth.of(before))
    let tildes = String(repeating: "~", count: max(0, DisplayWidth.of(marked) - 1))
    return Excerpt.indent + before + marked + after + "\n"
      + Excerpt.indent + blanks + style.painted("^" + tildes, ink) + "\n"
  }

  /// Cuts a long line around the marked part: what follows it gives way first, but what
  /// stands before it gets at most half of what is left.
  private static func windowed(
    _ before: String, _ marked: String, _ after: String, into width: Int
  ) -> (String, String, String) {
    let marked = DisplayWidth.cut(marked, to: width)
    let room = width - DisplayWidth.of(marked)
    let roomBefore = max(room / 2, room - DisplayWidth.of(after))
    let before = DisplayWidth.cutStart(before, to: roomBefore)
    return (before, marked, DisplayWidth.cut(after, to: room - DisplayWidth.of(before)))
  }
}
