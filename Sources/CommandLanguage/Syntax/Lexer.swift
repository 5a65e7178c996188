import CommandModel

/// Cuts a text into tokens, in one pass and in linear time.
///
/// It never fails: what means nothing becomes an `.invalid` token and a diagnostic.
package struct Lexer {
  /// What the bytes at hand are inside of.
  private enum Nesting {
    case paren
    case subpipe
    /// A `"…"` and where it began.
    case text(Int)
  }

  let bytes: [UInt8]
  var offset = 0
  private var nesting: [Nesting] = []
  private var result = LexedText(tokens: [], comments: [], diagnostics: [], open: nil)

  private init(_ text: String) { bytes = Array(text.utf8) }

  /// The tokens of a text, and what could not be one.
  package static func lex(_ text: String) -> LexedText {
    var lexer = Lexer(text)
    lexer.run()
    return lexer.result
  }

  private mutating func run() {
    while offset < bytes.count {
      if case .text = nesting.last { lexText() } else { lexCode() }
    }
    if case .text(let start) = nesting.last { reportUnclosedQuote(at: start) }
    emit(.end, from: bytes.count)
  }

  /// The byte so far ahead, or a newline beyond the end.
  func byte(ahead count: Int = 0) -> UInt8 {
    offset + count < bytes.count ? bytes[offset + count] : UInt8(ascii: "\n")
  }

  private mutating func emit(_ kind: Token.Kind, from start: Int) {
    result.tokens.append(Token(kind: kind, range: SourceRange(start, offset)))
  }

  private mutating func complain(_ diagnostic: Diagnostic) {
    // A file of nothing but stray characters is one mistake, not a million.
    guard result.diagnostics.count < Parser.Limits.diagnostics else { return }
    result.diagnostics.append(diagnostic)
  }

  private mutating func reportUnclosedQuote(at start: Int) {
    let quote = bytes[start] == UInt8(ascii: "'") ? "'" : "\""
    complain(.unclosedQuote(quote, SourceRange(start, start + 1)))
    result.open = quote
  }
}

// MARK: - Outside of texts

extension Lexer {
  private mutating func lexCode() {
    let start = offset
    switch bytes[start] {
    case let byte where byte.isBlank: offset += 1
    case let byte where byte.isNewline: lexNewline()
    case UInt8(ascii: "#") where startsComment: lexComment()
    case UInt8(ascii: "\\"): lexBackslash()
    case UInt8(ascii: "'"): lexRaw()
    case UInt8(ascii: "\""): openText()
    case UInt8(ascii: "$"): lexDollar()
    case UInt8(ascii: ")"): closeParen()
    case let byte where byte.isSign: lexSign()
    case let byte where byte.isWordByte && foreignBlankLength == 0:
      skipWord()
      emit(.word, from: start)
    case let byte: lexPunctuation(byte)
    }
  }

  private mutating func lexNewline() {
    offset += 1
    if result.tokens.last?.kind != .newline { emit(.newline, from: offset - 1) }
  }

  private var startsComment: Bool {
    offset == 0 || bytes[offset - 1].isBlank || bytes[offset - 1].isNewline
  }

  private mutating func lexComment() {
    let start = offset
    while !byte().isNewline { offset += 1 }
    result.comments.append(Token(kind: .comment, range: SourceRange(start, offset)))
  }

  private mutating func lexBackslash() {
    let start = offset
    offset += byte(ahead: 1) == UInt8(ascii: "\r") && byte(ahead: 2).isNewline ? 2 : 1
    if byte().isNewline {
      if offset + 1 >= bytes.count { result.open = #"\"# }
      offset = min(offset + 1, bytes.count)
      return
    }
    skipWord()
    let isAlone = offset == start + 1
    emit(isAlone ? .invalid : .backslash, from: start)
    if isAlone { complain(.strayBackslash("\\", SourceRange(start, offset))) }
  }

  private mutating func lexRaw() {
    let (start, quote) = (offset, UInt8(ascii: "'"))
    offset += 1
    while offset < bytes.count, bytes[offset] != quote || byte(ahead: 1) == quote {
      offset += bytes[offset] == quote ? 2 : 1
    }
    if offset < bytes.count { offset += 1 } else { reportUnclosedQuote(at: start) }
    emit(.raw, from: start)
  }

  private mutating func lexSign() {
    let start = offset
    offset += 1
    let next = byte()
    let isDouble =
      switch bytes[start] {
      case UInt8(ascii: "="), UInt8(ascii: "!"):
        next == UInt8(ascii: "=") || next == UInt8(ascii: "~")
      default: next == UInt8(ascii: "=")
      }
    if isDouble { offset += 1 }
    emit(.sign, from: start)
  }

  private mutating func skipWord() {
    while offset < bytes.count, bytes[offset].isWordByte, foreignBlankLength == 0 { offset += 1 }
  }

  private mutating func lexPunctuation(_ byte: UInt8) {
    let start = offset
    guard let kind = Token.Kind(punctuation: byte) else { return lexInvalid() }
    offset += 1
    if kind == .parenOpen { nesting.append(.paren) }
    emit(kind, from: start)
  }

  private mutating func closeParen() {
    let closed = nesting.popLast()
    offset += 1
    emit(.parenClose, from: offset - 1)
    // Inside a text the path would swallow what follows: "report-$($now).jsonl".
    if case .text = nesting.last { return }
    guard case .subpipe = closed else { return }
    let start = offset
    skipPath()
    if offset > start { emit(.path, from: start) }
  }

  private mutating func lexInvalid() {
    let start = offset
    offset += max(1, foreignBlankLength)
    emit(.invalid, from: start)
    complain(.badCharacter(bytes[start..<offset], SourceRange(start, offset)))
  }

  /// The bytes of a blank at hand that only looks like one, zero for anything else:
  /// U+00A0, U+2000 to U+200B, U+2028, U+2029, U+202F, U+3000, U+FEFF.
  private var foreignBlankLength: Int {
    switch (bytes[offset], byte(ahead: 1), byte(ahead: 2)) {
    case (0xC2, 0xA0, _): 2
    case (0xE2, 0x80, 0x80...0x8B), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF): 3
    case (0xE3, 0x80, 0x80), (0xEF, 0xBB, 0xBF): 3
    default: 0
    }
  }
}

// MARK: - Variables

extension Lexer {
  private mutating func lexDollar() {
    let start = offset
    offset += 1
    if byte().startsName {
      lexVariable(from: start)
    } else if byte() == UInt8(ascii: "(") {
      openSubpipe(from: start)
    } else {
      skipDollarWord()
      emit(.invalid, from: start)
      let name = String(decoding: bytes[(start + 1)..<offset], as: UTF8.self)
      complain(.strayDollar(behind: name, SourceRange(start, offset)))
    }
  }

  /// Skips what people write for `$name` elsewhere, `${name}` and `$1`, so that it is
  /// one mistake and not three.
  private mutating func skipDollarWord() {
    let start = offset
    guard byte() == UInt8(ascii: "{") else { return skipWord() }
    offset += 1
    while byte().continuesName { offset += 1 }
    offset = byte() == UInt8(ascii: "}") ? offset + 1 : start
  }

  private mutating func lexVariable(from start: Int) {
    skipName()
    skipPath()
    emit(.variable, from: start)
  }

  private mutating func openSubpipe(from start: Int) {
    offset += 1
    nesting.append(.subpipe)
    emit(.subpipeOpen, from: start)
  }

  private mutating func skipName() {
    while byte().continuesName { offset += 1 }
  }

  private mutating func skipPath() {
    while true {
      if byte() == UInt8(ascii: "."), byte(ahead: 1).startsName {
        offset += 1
        skipName()
      } else if let length = indexLength {
        offset += length
      } else {
        return
      }
    }
  }

  /// The bytes of `[-12]` at hand; nil for anything else.
  private var indexLength: Int? {
    guard byte() == UInt8(ascii: "[") else { return nil }
    let start = byte(ahead: 1) == UInt8(ascii: "-") ? 2 : 1
    var length = start
    // More digits than these are no index of anything.
    while byte(ahead: length).isDigit, length < start + 18 { length += 1 }
    return length > start && byte(ahead: length) == UInt8(ascii: "]") ? length + 1 : nil
  }
}

// MARK: - Texts

extension Lexer {
  private mutating func openText() {
    nesting.append(.text(offset))
    offset += 1
    emit(.textOpen, from: offset - 1)
  }

  private mutating func lexText() {
    let start = offset
    while offset < bytes.count, !endsChunk {
      offset += bytes[offset] == UInt8(ascii: "\\") ? 2 : 1
    }
    offset = min(offset, bytes.count)
    if offset > start { emit(.chunk, from: start) }
    guard offset < bytes.count else { return }
    let end = offset
    offset += 1
    if bytes[end] == UInt8(ascii: "\"") {
      nesting.removeLast()
      emit(.textClose, from: end)
    } else if byte() == UInt8(ascii: "(") {
      openSubpipe(from: end)
    } else {
      lexVariable(from: end)
    }
  }

  /// Whether the closing quote, a variable or a `$(` is at hand.
  private var endsChunk: Bool {
    switch bytes[offset] {
    case UInt8(ascii: "\""): true
    case UInt8(ascii: "$"): byte(ahead: 1).startsName || byte(ahead: 1) == UInt8(ascii: "(")
    default: false
    }
  }
}
