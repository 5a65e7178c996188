/// How many columns of a screen a text takes.
///
/// The standard library knows grapheme clusters and emoji; the wide characters of East
/// Asia come from the table below.
enum DisplayWidth {
  /// The columns of a text without control characters.
  static func of(_ text: some StringProtocol) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.reduce(0) { $0 + of($1) }
  }

  /// What a cluster takes: an emoji sequence is one emoji, else its parts stand side by side.
  static func of(_ character: Character) -> Int {
    let scalars = character.unicodeScalars
    guard let base = scalars.first else { return 0 }
    if scalars.count == 1 { return of(base) }
    let isEmoji =
      base.properties.isEmojiPresentation || base.properties.isEmoji && scalars.contains("\u{FE0F}")
    return isEmoji ? 2 : scalars.reduce(0) { $0 + of($1) }
  }

  private static func of(_ scalar: Unicode.Scalar) -> Int {
    if scalar.isASCII { return 1 }
    if scalar.properties.isEmojiPresentation || isWide(scalar) { return 2 }
    return isZeroWidth(scalar) ? 0 : 1
  }

  /// The text, or as much of it as fits with an ellipsis behind it.
  static func cut(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    return width < 1 ? "" : prefix(text, width: width - 1) + "…"
  }

  /// The text, or as much of its end as fits with an ellipsis before it.
  static func cutStart(_ text: String, to width: Int) -> String {
    guard of(text) > width else { return text }
    let tail = prefix(String(text.reversed()), width: width - 1)
    return width < 1 ? "" : "…" + String(tail.reversed())
  }

  /// The text with blanks behind it up to a width.
  static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - of(text)))
  }

  private static func prefix(_ text: String, width: Int) -> String {
    var left = width
    return String(
      text.prefix { character in
        left -= of(character)
        return left >= 0
      })
  }

  private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // The vowels and finals of Hangul join the syllable that a wide letter has begun.
    case 0x1160...0x11FF, 0xD7B0...0xD7FF: return true
    // A soft hyphen is drawn, though it is a format character.
    case 0xAD: return false
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return true
    default: return false
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    guard scalar.value >= 0x1100 else { return false }
    var (low, high) = (0, wide.count)
    while low < high {
      let middle = (low + high) / 2
      if wide[middle].upperBound < scalar.value { low = middle + 1 } else { high = middle }
    }
    return low < wide.count && wide[low].contains(scalar.value)
  }

  /// - Source: Unicode 16, EastAsianWidth.txt, classes W and F, joined across unassigned
  ///   code points; emoji are known to the standard library.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E,
    0x3041...0x33FF, 0x3400...0x4DBF, 0x4DC0...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x16FF1, 0x17000...0x18D08, 0x1AFF0...0x1B2FB,
    0x1D300...0x1D356, 0x1D360...0x1D376, 0x1F1E6...0x1F202, 0x1F210...0x1F23B,
    0x1F240...0x1F248, 0x1F250...0x1F251, 0x1F260...0x1F265, 0x20000...0x2FFFD,
    0x30000...0x3FFFD,
  ]
}
