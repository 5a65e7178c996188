/// The rule for what the names of a source's tables may begin with.
enum TablePrefix {
  static let lengthMax = 100

  /// - Source: api-contract.md, 4.5: the server applies it only when a source is created.
  static func isValid(_ text: String) -> Bool {
    if text.isEmpty { return true }
    guard text.utf8.count <= lengthMax else { return false }
    let core = text.utf8.drop { $0 == UInt8(ascii: "_") }
    guard let first = core.first, !isDigit(first) else { return false }
    return core.allSatisfy { isDigit($0) || isLetter($0) || $0 == UInt8(ascii: "_") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
