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
  /// Where its lines begin: a script with a thousand mistakes asks for a thousand places.
  private let lineStarts: [Int]

  package init(_ text: String, name: String? = nil) {
    self.text = text
    self.name = name
    var starts = [0]
    for (offset, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    lineStarts = starts
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
    let offset = min(offset, text.utf8.count)
    let line = lineNumber(of: offset)
    let start = lineStarts[line - 1]
    var end = line < lineStarts.count ? lineStarts[line] - 1 : text.utf8.count
    if end > start, text.utf8[index(end - 1)] == UInt8(ascii: "\r") { end -= 1 }
    return Location(
      line: line, column: text[index(start)..<index(offset)].count + 1,
      lineText: masked(SourceRange(start, end)))
  }

  private func index(_ offset: Int) -> String.Index {
    text.utf8.index(text.startIndex, offsetBy: offset)
  }

  /// The last line that begins at or before an offset.
  private func lineNumber(of offset: Int) -> Int {
    var candidates = 0..<lineStarts.count
    while candidates.count > 1 {
      let middle = candidates.lowerBound + candidates.count / 2
      candidates =
        lineStarts[middle] <= offset
        ? middle..<candidates.upperBound : candidates.lowerBound..<middle
    }
    return candidates.upperBound
  }

  /// A part of the text with `…` and blanks for what is hidden, so that columns stay.
  private func masked(_ range: SourceRange) -> String {
    let part = text[index(range.lower)..<index(range.upper)]
    let secrets = hidden.filter { $0.lower < range.upper && range.lower < $0.upper }
    guard !secrets.isEmpty else { return String(part) }
    var offset = range.lower
    return String(
      part.map { character in
        defer { offset += character.utf8.count }
        guard let secret = secrets.first(where: { $0.lower <= offset && offset < $0.upper }) else {
          return character
        }
        return offset == secret.lower ? "…" : " "
      })
  }

  /// A part of the text with `mark` for every secret written out.
  package func text(of range: SourceRange, hiding mark: String = "…") -> String {
    var shown = ""
    var offset = range.lower
    let secrets = hidden.filter { range.lower <= $0.lower && $0.upper <= range.upper }
    for secret in secrets.sorted(by: { $0.lower < $1.lower }) where secret.lower >= offset {
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
