/// Where in a text something stands: UTF-8 offsets, the upper one excluded.
package struct SourceRange: Sendable, Hashable {
  package let lower: Int
  package let upper: Int

  package init(_ lower: Int, _ upper: Int) {
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// The smallest range that holds both.
  package func union(_ other: SourceRange) -> SourceRange {
    SourceRange(min(lower, other.lower), max(upper, other.upper))
  }
}

/// A text that was read as the language, and its name: a file, `-c`, `standard input`
/// or nil for a line typed at the prompt.
package struct SourceText: Sendable, Hashable {
  package let name: String?
  package let text: String

  package init(_ text: String, name: String? = nil) {
    self.text = text
    self.name = name
  }

  /// Line and column, both 1-based; columns count characters.
  package struct Location: Sendable, Hashable {
    package let line: Int
    package let column: Int
    /// The text of that line.
    package let lineText: String
  }

  /// The location of a UTF-8 offset; an offset beyond the end means the end.
  package func location(of offset: Int) -> Location {
    let bytes = text.utf8
    let index = bytes.index(bytes.startIndex, offsetBy: offset, limitedBy: bytes.endIndex)
    let place = index ?? bytes.endIndex
    let newline = UInt8(ascii: "\n")
    let start =
      bytes[..<place].lastIndex(of: newline).map { bytes.index(after: $0) } ?? bytes.startIndex
    let end = bytes[place...].firstIndex(of: newline) ?? bytes.endIndex
    var lineText = text[start..<end]
    if lineText.utf8.last == UInt8(ascii: "\r") { lineText = lineText.dropLast() }
    return Location(
      line: bytes[..<start].count { $0 == newline } + 1,
      column: text[start..<place].count + 1,
      lineText: String(lineText))
  }

  /// The part of the text a range covers.
  package subscript(range: SourceRange) -> String {
    String(
      decoding: text.utf8.dropFirst(range.lower).prefix(range.upper - range.lower), as: UTF8.self)
  }
}
