import CommandModel

/// Decodes the escapes of a `"…"`.
struct EscapeDecoder {
  private let bytes: ArraySlice<UInt8>
  private var offset: Int
  private(set) var text = ""
  /// Where something stands that is no escape.
  private(set) var mistakes: [SourceRange] = []

  /// Decodes `bytes`, whose indices are offsets of the source.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    offset = bytes.startIndex
    decode()
  }

  private mutating func decode() {
    while let next = bytes[offset...].firstIndex(of: UInt8(ascii: "\\")) {
      text += String(decoding: bytes[offset..<next], as: UTF8.self)
      offset = next + 1
      if let scalar = readEscape() {
        text.unicodeScalars.append(scalar)
      } else {
        skipCharacter(from: next)
        mistakes.append(SourceRange(next, offset))
      }
    }
    text += String(decoding: bytes[offset...], as: UTF8.self)
  }

  private mutating func readEscape() -> Unicode.Scalar? {
    guard let byte = take() else { return nil }
    switch byte {
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "$"), UInt8(ascii: "/"):
      return Unicode.Scalar(byte)
    case UInt8(ascii: "u"): return readUnicode()
    default: return nil
    }
  }

  /// What stands behind `\u`: four digits, two such escapes that are a surrogate pair
  /// (as JSON writes what lies beyond U+FFFF), or digits in braces.
  private mutating func readUnicode() -> Unicode.Scalar? {
    if peek() == UInt8(ascii: "{") {
      offset += 1
      guard let value = readHex(1...6), take() == UInt8(ascii: "}") else { return nil }
      return Unicode.Scalar(value)
    }
    guard let high = readHex(4...4) else { return nil }
    guard 0xD800...0xDBFF ~= high else { return Unicode.Scalar(high) }
    guard take() == UInt8(ascii: "\\"), take() == UInt8(ascii: "u"), let low = readHex(4...4),
      0xDC00...0xDFFF ~= low
    else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func readHex(_ count: ClosedRange<Int>) -> UInt32? {
    let digits = bytes[offset...].prefix(count.upperBound).prefix {
      $0.isDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= $0 | 0x20
    }
    offset += digits.count
    guard digits.count >= count.lowerBound else { return nil }
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private func peek() -> UInt8? { offset < bytes.endIndex ? bytes[offset] : nil }

  private mutating func take() -> UInt8? {
    guard let byte = peek() else { return nil }
    offset += 1
    return byte
  }

  /// Takes the backslash at `start` and the character behind it, no more: what
  /// follows is text.
  private mutating func skipCharacter(from start: Int) {
    offset = min(start + 2, bytes.endIndex)
    while let byte = peek(), byte & 0xC0 == 0x80 { offset += 1 }
  }
}
