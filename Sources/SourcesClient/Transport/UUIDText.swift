/// The one spelling of ids that the API has: 8-4-4-4-12 hexadecimal digits.
package enum UUIDText {
  /// Whether the text is a UUID.
  package static func isValid(_ text: some StringProtocol) -> Bool {
    var count = 0
    for byte in text.utf8 {
      switch count {
      case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return false }
      default: guard isHexDigit(byte) else { return false }
      }
      count += 1
    }
    return count == 36
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
