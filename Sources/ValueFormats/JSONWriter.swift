import CommandModel

/// Writes values as JSON into one buffer.
struct JSONWriter {
  private let style: JSON.Style
  private var bytes: [UInt8] = []
  private var depth = 0

  init(_ style: JSON.Style) { self.style = style }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func writeLine(_ value: Value) {
    write(value)
    bytes.append(.lineFeed)
  }

  mutating func write(_ value: Value) {
    switch value {
    case .null: put("null")
    case .boolean(let value): put(value ? "true" : "false")
    case .number(let number): put(number.spelling)
    case .text(let text): writeText(text)
    case .time(let time): writeText(time.description)
    case .duration(let duration): writeText(DurationText.format(duration))
    case .list(let items): writeAll(items, .openBracket, .closeBracket) { $0.write($1) }
    case .record(let record):
      writeAll(record.fields, .openBrace, .closeBrace) { writer, field in
        writer.writeText(field.name)
        writer.put(writer.style == .pretty ? ": " : ":")
        writer.write(field.value)
      }
    }
  }

  private mutating func writeAll<Element>(
    _ elements: [Element], _ open: UInt8, _ close: UInt8,
    _ write: (inout JSONWriter, Element) -> Void
  ) {
    bytes.append(open)
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(.comma) }
      breakLine()
      write(&self, element)
    }
    depth -= 1
    if !elements.isEmpty { breakLine() }
    bytes.append(close)
  }

  private mutating func breakLine() {
    guard style == .pretty else { return }
    bytes.append(.lineFeed)
    bytes.append(contentsOf: repeatElement(.blank, count: depth * 2))
  }

  // MARK: - Texts

  private mutating func writeText(_ text: String) {
    bytes.append(.quote)
    // Most texts need no escape: they are copied whole.
    if !copy(text, unless: JSONWriter.mayNeedEscape) {
      for scalar in text.unicodeScalars { writeScalar(scalar) }
    }
    bytes.append(.quote)
  }

  /// Copies a text as one piece of memory; false for one with a byte that must not be copied.
  private mutating func copy(_ text: String, unless isOdd: (UInt8) -> Bool) -> Bool {
    var text = text
    return text.withUTF8 { utf8 in
      if utf8.contains(where: isOdd) { return false }
      bytes.append(contentsOf: utf8)
      return true
    }
  }

  /// True for the first byte of every scalar that is escaped, and of some that are not.
  private static func mayNeedEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == .quote || byte == .backslash || byte == 0x7F || byte == 0xC2
      || byte == 0xE2
  }

  private mutating func writeScalar(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": put("\\\"")
    case "\\": put("\\\\")
    case "\n": put("\\n")
    case "\r": put("\\r")
    case "\t": put("\\t")
    case "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}"..."\u{202E}", "\u{2066}"..."\u{2069}":
      let digits = String(scalar.value, radix: 16)
      put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private mutating func put(_ text: String) { _ = copy(text, unless: { _ in false }) }
}
