import CommandModel

/// What a plain scalar of YAML means.
enum YAMLScalar {
  /// The value that an unquoted scalar has in the core schema.
  ///
  /// - Source: YAML 1.2.2, section 10.3.2.
  static func value(ofPlain text: String) -> Value {
    if let word = words[text] { return word }
    return number(text).map(Value.number) ?? .text(text)
  }

  /// Whether a text, written without quotes, is that text to every reader.
  ///
  /// YAML 1.1 still lives: `no`, `12:30`, `1_000` and dates are no texts there.
  static func isPlainEverywhere(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      first == "_" || first == "/" || first.isLetterOrDigit, last != ":", last != " ",
      text.unicodeScalars.allSatisfy({ $0.isLetterOrDigit || plainMarks.contains($0) }),
      !text.contains(": "), value(ofPlain: text) == .text(text)
    else { return false }
    guard ("0"..."9").contains(first) else { return !wordsOfOldYAML.contains(text.lowercased()) }
    let isDated =
      text.utf8.prefix(4).allSatisfy { $0.digitValue != nil }
      && text.utf8.dropFirst(4).first == .minus
    return !isDated && !text.contains(":") && !text.contains("_")
  }

  private static let words: [String: Value] = [
    "": .null, "~": .null, "null": .null, "Null": .null, "NULL": .null,
    "true": .boolean(true), "True": .boolean(true), "TRUE": .boolean(true),
    "false": .boolean(false), "False": .boolean(false), "FALSE": .boolean(false),
  ]

  private static let wordsOfOldYAML: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null",
  ]

  private static let plainMarks: Set<Unicode.Scalar> = [
    " ", "_", ".", "/", "@", "+", "-", ":", ",", "(", ")", "=", "%", "'", ";",
  ]

  private static func number(_ text: String) -> Number? {
    if let number = Number(spelling: text) { return number }
    if text.hasPrefix("0x") { return integer(text.dropFirst(2), radix: 16) }
    if text.hasPrefix("0o") { return integer(text.dropFirst(2), radix: 8) }
    return looseNumber(text)
  }

  private static func integer(_ digits: Substring, radix: Int) -> Number? {
    guard digits.first != "-", digits.first != "+" else { return nil }
    return Int64(digits, radix: radix).map { Number($0) }
  }

  /// What YAML takes beside JSON's numbers: `+1`, `007`, `.5`, `5.`.
  private static func looseNumber(_ text: String) -> Number? {
    let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    // Swift reads more as a double: `inf`, `nan`, hexadecimal digits.
    guard let first = unsigned.utf8.first, first.digitValue != nil || first == UInt8(ascii: "."),
      unsigned.utf8.allSatisfy(bytesOfNumbers.contains)
    else { return nil }
    return Int64(text).map { Number($0) } ?? Double(text).flatMap { Number($0) }
  }

  private static let bytesOfNumbers = Set("0123456789+-.eE".utf8)
}

extension Unicode.Scalar {
  fileprivate var isLetterOrDigit: Bool {
    ("0"..."9").contains(self) || properties.isAlphabetic
  }
}
