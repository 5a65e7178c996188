/// How a help text stands on a screen of some width.
struct HelpLayout {
  let width: Int

  /// A headed list with the second column aligned and wrapped.
  func section(_ title: String, rows: [(String, String)]) -> String {
    let indent = min(26, (rows.map(\.0.count).max() ?? 0) + 4)
    let margin = String(repeating: " ", count: indent)
    let drawn = rows.map { name, text in
      let head = "  " + name
      let body = lines(of: text, width: max(20, width - indent)).joined(separator: "\n" + margin)
      if head.count + 2 > indent { return head + "\n" + margin + body }
      return head + String(repeating: " ", count: indent - head.count) + body
    }
    return title + "\n" + drawn.joined(separator: "\n")
  }

  func wrapped(_ text: String) -> String {
    lines(of: text).joined(separator: "\n")
  }

  /// The words of a text on lines as wide as the layout.
  func lines(of text: String) -> [String] { lines(of: text, width: width) }

  private func lines(of text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.isEmpty ? [""] : lines
  }
}
