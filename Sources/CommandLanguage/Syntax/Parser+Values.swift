import CommandModel

extension Parser {
  /// A value; `.missing` and a report where none is, or where two touch.
  mutating func parseValue() -> ValueNode {
    parseTouchingRest(parseSingleValue())
  }

  /// A value, whatever stands right behind it.
  mutating func parseSingleValue() -> ValueNode {
    let start = current.range.lower
    switch current.kind {
    case .word: return parseWordValue()
    case .raw: return parseRaw()
    case .textOpen: return ValueNode(.text(parseText()), range: range(from: start))
    case .variable: return ValueNode(.variable(parseVariable()), range: range(from: start))
    case .subpipeOpen: return parseSubpipeValue()
    case .parenOpen: return parseGroup()
    case .bracketOpen: return parseList()
    case .braceOpen: return parseRecord()
    case .backslash, .invalid:
      reportUnexpected()
      return ValueNode(.missing, range: take().range)
    default:
      reportExpected("a value")
      return ValueNode(.missing, range: SourceRange(previousEnd, previousEnd))
    }
  }

  private mutating func parseWordValue() -> ValueNode {
    if isTouchingHash { reportTouchingHash() }
    return wordValue(take().range)
  }

  /// The value of a bare word that was taken: a file when it begins with `@`.
  mutating func wordValue(_ range: SourceRange) -> ValueNode {
    guard bytes[range.lower] == UInt8(ascii: "@") else {
      return ValueNode(.word(spelling(range)), range: range)
    }
    let name = SourceRange(range.lower + 1, range.upper)
    if name.lower < name.upper {
      let file = ValueNode(.word(spelling(name)), range: name)
      return ValueNode(.file(file), range: range)
    }
    guard isTouchingValue else {
      reportExpected("the name of a file", hint: "write `@name`")
      return ValueNode(.missing, range: range)
    }
    return quotedFile(behind: range)
  }

  private mutating func quotedFile(behind sign: SourceRange) -> ValueNode {
    let name = parseSingleValue()
    let range = sign.union(name.range)
    switch name.form {
    case .raw, .text: return ValueNode(.file(name), range: range)
    default:
      report(.touchingValues(range, write: "@\"\(brief(name.range))\""))
      return ValueNode(.missing, range: range)
    }
  }

  private mutating func parseRaw() -> ValueNode {
    let token = take()
    var inner = spelling(token).dropFirst()
    // An unclosed one has no quote to drop; a quote before the end is half a pair.
    if token.range.upper - token.range.lower > 1, inner.last == "'" { inner.removeLast() }
    return ValueNode(.raw(String(inner).replacing("''", with: "'")), range: token.range)
  }

  private mutating func parseVariable() -> Variable {
    let token = take()
    let typed = spelling(token).dropFirst()
    let name = typed.prefix { $0 != "." && $0 != "[" }
    return Variable(
      String(name), path: pathSteps(typed.dropFirst(name.count)), range: token.range)
  }

  private func pathSteps(_ path: some StringProtocol) -> [PathStep] {
    path.split { ".[]".contains($0) }.map { step in
      Int(step).map { .index($0) } ?? .field(String(step))
    }
  }

  private mutating func parseGroup() -> ValueNode {
    let start = current.range.lower
    let content = bracketed(.group) { $0.parseExpression() }
    return ValueNode(content.map { .group($0) } ?? .missing, range: range(from: start))
  }
}

// MARK: - Texts and pipelines in values

extension Parser {
  private mutating func parseSubpipeValue() -> ValueNode {
    let start = current.range.lower
    guard let pipeline = parseSubpipe() else {
      return ValueNode(.missing, range: range(from: start))
    }
    let path = take(.path).map { pathSteps(spelling($0)) } ?? []
    return ValueNode(.subpipe(pipeline, path: path), range: range(from: start))
  }

  private mutating func parseSubpipe() -> Pipeline? {
    bracketed(.bracket) { $0.parsePipeline() }
  }

  private mutating func parseText() -> [TextPart] {
    bracketed(.bracket) { parser in
      var parts: [TextPart] = []
      while let part = parser.parseTextPart() { parts.append(part) }
      return parts
    } ?? []
  }

  private mutating func parseTextPart() -> TextPart? {
    let start = current.range.lower
    switch current.kind {
    case .chunk: return .literal(decodeChunk(take()))
    case .variable: return .variable(parseVariable())
    case .subpipeOpen:
      guard let pipeline = parseSubpipe() else { return .literal("") }
      return .subpipe(pipeline, path: [], range: range(from: start))
    default: return nil
    }
  }

  private mutating func decodeChunk(_ token: Token) -> String {
    let decoder = EscapeDecoder(bytes[token.range.lower..<token.range.upper])
    for mistake in decoder.mistakes { report(.badEscape(spelling(mistake), mistake)) }
    return decoder.text
  }
}

// MARK: - Lists and records

extension Parser {
  private mutating func parseList() -> ValueNode {
    let start = current.range.lower
    let items = bracketed(.bracket) { parser in
      parser.parseItems("a value") { $0.current.kind.startsValue ? $0.parseValue() : nil }
    }
    return ValueNode(items.map { .list($0) } ?? .missing, range: range(from: start))
  }

  private mutating func parseRecord() -> ValueNode {
    let start = current.range.lower
    let pairs = bracketed(.bracket) { $0.parseItems("a key") { $0.parsePair() } }
    return ValueNode(pairs.map { .record($0) } ?? .missing, range: range(from: start))
  }

  /// Items with at most one comma between two, up to a closing bracket.
  private mutating func parseItems<Item>(
    _ what: String, _ parseItem: (inout Parser) -> Item?
  ) -> [Item] {
    var items: [Item] = []
    while true {
      let hasComma = !items.isEmpty && take(.comma) != nil
      if let item = parseItem(&self) {
        items.append(item)
      } else if endsItems {
        if hasComma { reportExpected(what) }
        return items
      } else {
        reportUnexpected()
        skipBalanced()
      }
    }
  }

  private var endsItems: Bool {
    current.kind == .end || current.kind == .semicolon || isAwaited(current.kind)
  }

  private mutating func parsePair() -> Pair? {
    switch current.kind {
    case .word: parseWordPair()
    case .raw, .textOpen: parseQuotedPair()
    default: nil
    }
  }

  private mutating func parseWordPair() -> Pair {
    let token = take()
    let typed = spelling(token)
    let key = Name(String(typed.prefix { $0 != ":" }), range: token.range)
    mark(.name, token.range)
    if typed.dropFirst(key.text.count) == ":", key.text.isName { return Pair(key, parseValue()) }
    reportBadKey(token, key: key.text)
    guard !typed.contains(":") else {
      return Pair(key, typed.hasSuffix(":") ? parseValue() : missing(at: token.range))
    }
    takeColon()
    return Pair(key, current.kind.startsValue ? parseValue() : missing(at: token.range))
  }

  /// Says how the pair is written: `a: 1` for `a:1`, `a : 1`, `"a-b": 1` for `a-b: 1`.
  private mutating func reportBadKey(_ token: Token, key: String) {
    let typed = brief(token.range)
    let spelled = key.isName ? "\(key):" : "\"\(key)\":"
    let rest = typed.drop { $0 != ":" }.dropFirst()
    report(.badKey(typed, write: rest.isEmpty ? "\(spelled) …" : "\(spelled) \(rest)", token.range))
  }

  private func missing(at range: SourceRange) -> ValueNode {
    ValueNode(.missing, range: SourceRange(range.upper, range.upper))
  }

  private mutating func parseQuotedPair() -> Pair {
    let node = parseSingleValue()
    let key = Name(node.quotedText ?? "", range: node.range)
    if node.quotedText == nil { report(.variableKey(node.range)) }
    mark(.name, node.range)
    guard takeColon() else {
      reportExpected("`:`", hint: "write `\(brief(node.range)): …`")
      return Pair(key, current.kind.startsValue ? parseValue() : missing(at: node.range))
    }
    return Pair(key, parseValue())
  }
}
