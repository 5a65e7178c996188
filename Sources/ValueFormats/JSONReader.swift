import CommandModel

/// Reads JSON documents by recursive descent over the bytes.
struct JSONReader {
  private let bytes: Bytes
  private let limits: FormatLimits
  /// What it has learned of the names in the documents.
  private(set) var names: FieldNames
  private var index = 0
  private var valueCount = 0
  /// Where the document at hand ends.
  private var end = 0

  init(_ bytes: Bytes, limits: FormatLimits, names: FieldNames = FieldNames()) {
    self.bytes = bytes
    self.limits = limits
    self.names = names
  }

  /// The one value that a part of the bytes spells.
  mutating func readDocument(in range: Range<Int>) throws(Fault) -> Value {
    valueCount = 0
    index = range.lowerBound + Bytes(rebasing: bytes[range]).contentStart
    end = range.upperBound
    let value = try readValue(at: .top, depth: 0)
    skipBlanks()
    guard index == end else { throw unexpected("the end") }
    return value
  }

  private mutating func readValue(
    at place: FieldNames.Place?, depth: Int
  ) throws(Fault) -> Value {
    skipBlanks()
    valueCount += 1
    guard valueCount <= limits.valuesMax else {
      throw Fault("it has more than \(limits.valuesMax) values", at: index, isTooMuch: true)
    }
    switch next {
    case .openBrace: return .record(try readRecord(at: place, depth: depth + 1))
    case .openBracket: return .list(try readList(at: place, depth: depth + 1))
    case .quote: return .text(try readText())
    case .minus, UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try readNumber())
    case UInt8(ascii: "t"): return try readWord("true", .boolean(true))
    case UInt8(ascii: "f"): return try readWord("false", .boolean(false))
    case UInt8(ascii: "n"): return try readWord("null", .null)
    default: throw unexpected("a value")
    }
  }

  private mutating func readWord(_ word: StaticString, _ value: Value) throws(Fault) -> Value {
    for expected in UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount) {
      guard next == expected else { throw unexpected("`\(word)`") }
      index += 1
    }
    return value
  }

  // MARK: - Lists and records

  private mutating func readList(
    at place: FieldNames.Place?, depth: Int
  ) throws(Fault) -> [Value] {
    try enter(depth)
    var items: [Value] = []
    if take(.closeBracket) { return items }
    repeat {
      items.append(try readValue(at: place, depth: depth))
      skipBlanks()
    } while take(.comma)
    guard take(.closeBracket) else { throw unexpected("`,` or `]`") }
    return items
  }

  private mutating func readRecord(
    at place: FieldNames.Place?, depth: Int
  ) throws(Fault) -> Record {
    try enter(depth)
    if take(.closeBrace) { return Record() }
    var fields = FieldsBuilder(width: names.width(at: place))
    var trail = FieldNames.Trail(inside: place)
    repeat {
      skipBlanks()
      guard next == .quote else { throw unexpected("a field name in quotes") }
      try readField(into: &fields, &trail, depth: depth)
      skipBlanks()
    } while take(.comma)
    guard take(.closeBrace) else { throw unexpected("`,` or `}`") }
    names.note(width: fields.count, at: place)
    return fields.record
  }

  private mutating func readField(
    into fields: inout FieldsBuilder, _ trail: inout FieldNames.Trail, depth: Int
  ) throws(Fault) {
    if let known = names.find(after: trail, at: index + 1, of: bytes) {
      trail.follow(known)
      index += names.length(at: known) + 2
      fields.append(names.name(at: known), try readFieldValue(at: known, depth: depth))
      return
    }
    let start = index + 1
    let name = try readText()
    let spelling = bytes[start..<index - 1]
    // An escape is longer than what it stands for, and a double has its place already.
    if !trail.isLost, name.utf8.count == spelling.count, !fields.contains(name) {
      names.add(name, spelled: spelling, to: &trail)
    } else {
      trail.lose()
    }
    fields.add(name, try readFieldValue(at: trail.place, depth: depth))
  }

  private mutating func readFieldValue(
    at place: FieldNames.Place?, depth: Int
  ) throws(Fault) -> Value {
    skipBlanks()
    guard take(.colon) else { throw unexpected("`:`") }
    return try readValue(at: place, depth: depth)
  }

  /// Steps over the opening bracket and the blanks behind it.
  private mutating func enter(_ depth: Int) throws(Fault) {
    guard depth <= limits.depthMax else { throw limits.depthFault(at: index) }
    index += 1
    skipBlanks()
  }

  // MARK: - Numbers

  private mutating func readNumber() throws(Fault) -> Number {
    let start = index
    let isNegative = take(.minus)
    let leadsWithZero = next == UInt8(ascii: "0")
    let firstDigit = index
    var integer: Int64 = 0
    while let digit = next.digitValue {
      integer = integer &* 10 &+ digit
      index += 1
    }
    let digits = index - firstDigit
    // The usual number: at most 18 digits can't overflow, and nothing but the value is
    // needed to spell it again.
    let isCanonical = !leadsWithZero || (digits == 1 && !isNegative)
    if (1...18).contains(digits), isCanonical, !JSONReader.continuesNumber(next) {
      return Number(isNegative ? -integer : integer)
    }
    return try readUnusualNumber(from: start)
  }

  /// A fraction, an exponent, many digits; or no number at all, which its own rule decides.
  private mutating func readUnusualNumber(from start: Int) throws(Fault) -> Number {
    while JSONReader.continuesNumber(next) { index += 1 }
    let spelling = try bytes.text(start..<index)
    guard let number = Number(spelling: spelling) else {
      throw Fault("`\(spelling.prefix(40))` is no number that can be kept", at: start)
    }
    return number
  }

  private static func continuesNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"), .minus,
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  // MARK: - Texts

  private mutating func readText() throws(Fault) -> String {
    index += 1
    let start = index
    skipPlainText()
    guard take(.quote) else { return try readEscapedText(from: start) }
    return try bytes.text(start..<index - 1)
  }

  private mutating func skipPlainText() {
    while index < end {
      let byte = bytes[index]
      if byte == .quote || byte == .backslash || byte < 0x20 { return }
      index += 1
    }
  }

  private mutating func readEscapedText(from start: Int) throws(Fault) -> String {
    var text = try bytes.text(start..<index)
    while !take(.quote) {
      guard next == .backslash else {
        throw unexpected(index < end ? "no control character in a text" : "a closing quote")
      }
      text.unicodeScalars.append(try readEscape())
      let run = index
      skipPlainText()
      text += try bytes.text(run..<index)
    }
    return text
  }

  private mutating func readEscape() throws(Fault) -> Unicode.Scalar {
    index += 1
    let letter = next
    guard letter != UInt8(ascii: "u") else { return try readUnicodeEscape() }
    guard let scalar = JSONReader.escapes[letter] else { throw unexpected("an escape like `\\n`") }
    index += 1
    return scalar
  }

  private mutating func readUnicodeEscape() throws(Fault) -> Unicode.Scalar {
    let high = try readCodeUnit()
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) ?? "\u{FFFD}" }
    let afterHigh = index
    guard take(.backslash), next == UInt8(ascii: "u") else {
      index = afterHigh
      return "\u{FFFD}"
    }
    let low = try readCodeUnit()
    guard (0xDC00..<0xE000).contains(low) else {
      index = afterHigh
      return "\u{FFFD}"
    }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
  }

  /// The four hexadecimal digits behind the `u` that stands here.
  private mutating func readCodeUnit() throws(Fault) -> UInt32 {
    index += 1
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = next.hexDigitValue else { throw unexpected("four hexadecimal digits") }
      unit = unit << 4 + digit
      index += 1
    }
    return unit
  }

  private static let escapes: [UInt8: Unicode.Scalar] = [
    .quote: "\"", .backslash: "\\", UInt8(ascii: "/"): "/", UInt8(ascii: "b"): "\u{8}",
    UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n", UInt8(ascii: "r"): "\r",
    UInt8(ascii: "t"): "\t",
  ]

  // MARK: - Bytes

  /// The byte to come; zero, which no rule allows anywhere, at the end.
  private var next: UInt8 { index < end ? bytes[index] : 0 }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipBlanks() {
    while next == .blank || next == .lineFeed || next == .carriageReturn || next == .tab {
      index += 1
    }
  }

  private func unexpected(_ expected: String) -> Fault {
    Fault("expected \(expected)" + (index < end ? "" : ", found the end"), at: index)
  }
}
