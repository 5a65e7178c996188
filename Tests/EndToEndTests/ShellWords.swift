/// Splits a line into words as a shell does: blanks part, quotes join, `\` escapes.
enum ShellWords {
  /// The words; nil when a quote stays open.
  static func split(_ line: String) -> [String]? {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      switch (character, quote) {
      case (_, _) where isEscaped:
        word = (word ?? "") + String(character)
        isEscaped = false
      case ("\\", let open) where open != "'": isEscaped = true
      case (let mark, let open?) where mark == open: quote = nil
      case ("'", nil), ("\"", nil):
        quote = character
        word = word ?? ""
      case (" ", nil):
        if let done = word { words.append(done) }
        word = nil
      default: word = (word ?? "") + String(character)
      }
    }
    if let last = word { words.append(last) }
    return quote == nil && !isEscaped ? words : nil
  }
}
