/// A prompt that may hold escape sequences for colours, as libedit and the layout want it.
struct Prompt {
  /// What is seen.
  let visible: String
  /// For libedit: each sequence stands between bytes of 1.
  let marked: String

  private enum Part {
    case text(Character)
    case sequence(String)
  }

  /// Reads a prompt with sequences that end with a letter: `ESC [ … m`.
  init(_ text: String) {
    var parts: [Part] = []
    var sequence: String?
    for character in text {
      if let begun = sequence {
        let isWhole = character.isLetter
        if isWhole { parts.append(.sequence(begun + String(character))) }
        sequence = isWhole ? nil : begun + String(character)
      } else if character == "\u{1B}" {
        sequence = "\u{1B}"
      } else {
        parts.append(.text(character))
      }
    }
    // libedit loses a sequence at the very end, and the colour runs on into the line.
    if case .sequence = parts.last,
      let last = parts.lastIndex(where: { if case .text = $0 { true } else { false } })
    {
      parts.append(parts.remove(at: last))
    }
    visible = parts.reduce(into: "") { if case .text(let character) = $1 { $0.append(character) } }
    marked = parts.reduce(into: "") { marked, part in
      switch part {
      case .text(let character): marked.append(character)
      case .sequence(let sequence): marked += "\u{1}\(sequence)\u{1}"
      }
    }
  }
}
