/// The bytes that mean something in more than one place of the formats.
extension UInt8 {
  static let tab = UInt8(ascii: "\t")
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")
  static let blank = UInt8(ascii: " ")
  static let quote = UInt8(ascii: "\"")
  static let backslash = UInt8(ascii: "\\")
  static let comma = UInt8(ascii: ",")
  static let colon = UInt8(ascii: ":")
  static let minus = UInt8(ascii: "-")
  static let openBrace = UInt8(ascii: "{")
  static let closeBrace = UInt8(ascii: "}")
  static let openBracket = UInt8(ascii: "[")
  static let closeBracket = UInt8(ascii: "]")

  /// The digit's value; nil for any other byte.
  var digitValue: Int64? {
    let value = self &- UInt8(ascii: "0")
    return value < 10 ? Int64(value) : nil
  }

  /// The value of a hexadecimal digit; nil for any other byte.
  var hexDigitValue: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
    default: nil
    }
  }
}

/// The bytes of a file or a body while something reads them.
typealias Bytes = UnsafeBufferPointer<UInt8>

extension Bytes {
  /// What some editors of Windows write before UTF-8.
  static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Where the content begins: behind a byte order mark.
  var contentStart: Int { starts(with: Bytes.byteOrderMark) ? Bytes.byteOrderMark.count : 0 }

  /// Where the line at `start` ends: at its line feed, or at the end.
  func lineEnd(from start: Int) -> Int { self[start...].firstIndex(of: .lineFeed) ?? count }

  /// The place behind the last line feed at or behind `start`.
  func lastLineEnd(from start: Int) -> Int? {
    self[start...].lastIndex(of: .lineFeed).map { $0 + 1 }
  }

  /// The text of some bytes.
  ///
  /// - Throws: `Fault` when they are not UTF-8 (overlong forms and surrogates included).
  func text(_ range: Range<Int>) throws(Fault) -> String {
    let part = Bytes(rebasing: self[range])
    // Nearly all texts are ASCII, of which nothing is invalid; `String(validating:)`
    // took a tenth of the time in which a file of JSON Lines is read.
    if part.isASCII { return String(decoding: part, as: UTF8.self) }
    guard let text = String(validating: part, as: UTF8.self) else {
      throw Fault("invalid UTF-8", at: range.lowerBound)
    }
    return text
  }

  private var isASCII: Bool { reduce(0, |) < 0x80 }
}
