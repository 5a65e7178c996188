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
  /// Where secrets are written out; no excerpt shows them.
  package var hidden: [SourceRange] = []

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
    var line = start..<end
    if text[line].utf8.last == UInt8(ascii: "\r") { line = start..<bytes.index(before: end) }
    return Location(
      line: bytes[..<start].count { $0 == newline } + 1,
      column: text[start..<place].count + 1,
      lineText: masked(line))
  }

  /// A part of the text with `…` and blanks for what is hidden, so that columns stay.
  private func masked(_ part: Range<String.Index>) -> String {
    guard !hidden.isEmpty else { return String(text[part]) }
    return String(
      text[part].indices.map { index in
        let offset = text.utf8.distance(from: text.startIndex, to: index)
        guard let secret = hidden.first(where: { $0.lower <= offset && offset < $0.upper }) else {
          return text[index]
        }
        return offset == secret.lower ? "…" : " "
      })
  }

  /// A part of the text with `mark` for every secret written out.
  package func text(of range: SourceRange, hiding mark: String = "…") -> String {
    var shown = ""
    var offset = range.lower
    for secret in hidden.sorted(by: { $0.lower < $1.lower })
    where secret.lower >= offset && secret.upper <= range.upper {
      shown += self[SourceRange(offset, secret.lower)] + mark
      offset = secret.upper
    }
    return shown + self[SourceRange(offset, range.upper)]
  }

  /// The part of the text a range covers.
  package subscript(range: SourceRange) -> String {
    String(
      decoding: text.utf8.dropFirst(range.lower).prefix(range.upper - range.lower), as: UTF8.self)
  }
}
