/// Text for a man page, in which nothing that a table says is taken for a command of roff.
///
/// - Source: mdoc(7) and mandoc_char(7) of mandoc 1.14.
enum Roff {
  /// Lines of prose: a new one for each sentence, as mdoc wants it, and for what is wider.
  static func prose(_ text: String) -> [String] {
    sentences(of: text).flatMap { wrapped($0) }.map(line)
  }

  /// A line that stands as it is.
  static func line(_ text: String) -> String {
    let escaped = escaped(text)
    return escaped.hasPrefix(".") ? "\\&" + escaped : escaped
  }

  /// One argument on the line of a macro.
  static func argument(_ text: String) -> String {
    let escaped = escaped(text)
    // Words as short may be macros, and signs alone are punctuation.
    let mayMean = text.count <= 3 || escaped.hasPrefix(".")
    let whole = (mayMean ? "\\&" : "") + escaped
    return whole.contains(" ") ? "\"\(whole)\"" : whole
  }

  private static func escaped(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      if let name = names[scalar] { return name }
      if scalar.isASCII { return String(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
    }.joined()
  }

  /// Signs that roff reads or a printer bends; a hyphen stays one that can be copied.
  private static let names: [Unicode.Scalar: String] = [
    "\\": "\\e", "-": "\\-", "'": "\\(aq", "`": "\\(ga", "\"": "\\(dq", "^": "\\(ha",
    "~": "\\(ti",
  ]

  private static func sentences(of text: String) -> [String] {
    var sentences: [String] = [""]
    for word in text.split(separator: " ") {
      let last = sentences[sentences.count - 1]
      if last.last.map({ ".?!".contains($0) }) ?? false {
        sentences.append(String(word))
      } else {
        sentences[sentences.count - 1] = last.isEmpty ? String(word) : last + " " + word
      }
    }
    return sentences
  }

  private static func wrapped(_ text: String) -> [String] {
    HelpLayout(width: 60).lines(of: text)
  }
}
