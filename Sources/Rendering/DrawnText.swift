/// Text as it goes to a terminal, with the sequences that paint and link it.
package enum DrawnText {
  /// Whether the text needs no more than so many rows of a screen of so many columns; a line
  /// that is too long wraps.
  package static func fits(_ text: String, width: Int, height: Int) -> Bool {
    var left = height
    var rest = text[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: "\n") ?? rest.endIndex
      left -= rows(ofLine: rest[..<end], width: width)
      guard left >= 0 else { return false }
      rest = end < rest.endIndex ? rest[rest.index(after: end)...] : rest[end...]
    }
    return true
  }

  /// The text without its links, for whoever shows it but may not know them.
  package static func withoutLinks(_ text: String) -> String {
    // Where there is none, which is most often, nothing is copied.
    guard text.contains(Style.linkStart) else { return text }
    return text.replacing(/\u{1B}\]8;;[^\u{1B}]*\u{1B}\\/, with: "")
  }

  /// The rows that one line takes, at least one.
  static func rows(ofLine line: Substring, width: Int) -> Int {
    let isPlain = !line.utf8.contains(0x1B)
    let shown =
      isPlain ? line : withoutLinks(String(line)).replacing(/\u{1B}\[[0-9;]*m/, with: "")[...]
    return max(1, (DisplayWidth.of(shown) + width - 1) / max(1, width))
  }
}
