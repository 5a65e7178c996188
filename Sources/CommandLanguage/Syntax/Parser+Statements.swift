import CommandModel

extension Parser {
  /// Statements up to the end of the text or of the block.
  mutating func parseStatements() -> [Statement] {
    var statements: [Statement] = []
    while true {
      while current.kind == .newline || current.kind == .semicolon { take() }
      if endsStatement { return statements }
      statements.append(parseStatement())
      if !endsStatement {
        reportUnexpected()
        skip(until: \.endsStatement)
      }
    }
  }

  private mutating func parseStatement() -> Statement {
    let start = current.range.lower
    height = 0
    let form = parseKeywordStatement() ?? .pipeline(parsePipeline())
    return Statement(form, range: range(from: start))
  }

  private typealias Reading = @Sendable (inout Parser) -> Statement.Form

  private static let keywords: [String: Reading] = [
    "set": { $0.parseSet() },
    "unset": { .unset($0.parseWord("a setting")) },
    "let": { $0.parseLet() },
    "param": { $0.parseParam() },
    "def": { $0.parseDefinition() },
    "if": { $0.parseIf() },
    "for": { $0.parseFor() },
    "try": { $0.parseTry() },
    "else": { $0.parseStray("else") },
    "catch": { $0.parseStray("catch") },
  ]

  /// The words that begin a statement.
  static let statementWords: [String] = keywords.keys.filter { $0 != "else" && $0 != "catch" }
    .sorted()

  /// Whether a word belongs to the grammar where a statement begins.
  static func isKeyword(_ word: String) -> Bool { keywords[word] != nil }

  private mutating func parseKeywordStatement() -> Statement.Form? {
    guard current.kind == .word, let reading = Self.keywords[spelling(current)] else { return nil }
    mark(.keyword, current.range)
    take()
    return reading(&self)
  }

  private mutating func parseStray(_ keyword: String) -> Statement.Form {
    let word = SourceRange(previousEnd - keyword.utf8.count, previousEnd)
    report(.strayKeyword(keyword, word))
    skip(until: \.endsStatement)
    return .pipeline(Pipeline([Element(.missing, range: word)], range: word))
  }
}

// MARK: - Settings and names

extension Parser {
  private mutating func parseSet() -> Statement.Form {
    guard !endsStatement else { return .set(nil, nil) }
    let name = parseWord("a setting")
    guard !endsStatement else { return .set(name, nil) }
    let value = parseAssigned() ?? parseValue()
    if !endsStatement, !isReported {
      report(.tooManyValues("set \(name.text)", current.range))
      skip(until: \.endsStatement)
    }
    return .set(name, value)
  }

  private mutating func parseLet() -> Statement.Form {
    let name = parseName("a name")
    if !takeEqualSign() { reportMissingEqual(behind: name, of: "let") }
    return .let(name, parsePipeline())
  }

  private mutating func parseParam() -> Statement.Form {
    .param(parseName("a name"), parseAssigned())
  }

  /// The value behind an `=`, when one is there.
  private mutating func parseAssigned() -> ValueNode? {
    guard isAssignment else { return nil }
    let isTight = lookingAhead { parser in
      parser.take()
      return parser.isTouching
    }
    if isTight || current.range.upper - current.range.lower > 1 { return parseTightValue() }
    take()
    return parseValue()
  }

  private var isAssignment: Bool {
    current.kind == .sign && bytes[current.range.lower] == UInt8(ascii: "=")
  }

  /// Takes the `=` of a name; `==` is taken as one, and reported.
  mutating func takeEqualSign() -> Bool {
    guard isAssignment else { return false }
    if current.range.upper - current.range.lower > 1 {
      reportUnexpected(hint: "one `=` gives a value to a name")
    }
    take()
    return true
  }

  mutating func reportMissingEqual(behind name: Name, of keyword: String) {
    guard !name.text.isEmpty else { return }
    reportExpected("`=`", hint: "write `\(keyword) \(name.text) = …`")
  }

  /// A word, whatever it is made of.
  mutating func parseWord(_ what: String) -> Name {
    let token = current
    guard token.kind == .word else {
      reportExpected(what)
      return Name("", range: SourceRange(previousEnd, previousEnd))
    }
    take()
    mark(.name, token.range)
    return Name(spelling(token), range: token.range)
  }

  /// A word that is a name.
  mutating func parseName(_ what: String) -> Name {
    let word = parseWord(what)
    if !word.text.isEmpty, !word.text.isName { report(.badName(word.text, word.range)) }
    return word
  }
}

// MARK: - Blocks

extension Parser {
  private static let condition = Context(braceBeginsBlock: true, isExpression: true)
  private static let head = Context(braceBeginsBlock: true)

  private mutating func parseDefinition() -> Statement.Form {
    let name = parseName("a name")
    let formals = parseFormals(of: name)
    return .def(name, formals, parseBlock())
  }

  private mutating func parseFormals(of name: Name) -> [Formal] {
    guard current.kind == .parenOpen else {
      reportExpected("`(`", hint: "write `def \(name.text)() { … }`")
      return []
    }
    return bracketed(.bracket) { parser in
      var formals: [Formal] = []
      while parser.current.kind == .word || parser.current.kind == .comma {
        if !formals.isEmpty { _ = parser.take(.comma) }
        let name = parser.parseName("a name")
        formals.append(Formal(name, standard: parser.parseAssigned()))
        if name.text.isEmpty { parser.take() }
      }
      return formals
    } ?? []
  }

  private mutating func parseIf() -> Statement.Form {
    var branches = [parseBranch()]
    while let _ = takeKeyword("else") {
      guard takeKeyword("if") != nil else { return .if(branches, otherwise: parseBlock()) }
      branches.append(parseBranch())
    }
    return .if(branches, otherwise: nil)
  }

  private mutating func parseBranch() -> Branch {
    let outerHeight = height
    defer { height = max(height, outerHeight) }
    height = 0
    let condition = within(Self.condition) { $0.parseExpression() }
    return Branch(condition, parseBlock(hint: pipelineHint(condition.range)))
  }

  private mutating func parseFor() -> Statement.Form {
    let name = parseName("a name")
    if takeKeyword("in") == nil {
      reportExpected("`in`", hint: "write `for \(name.text) in $list { … }`")
    }
    let value = within(Self.head) { $0.parseValue() }
    return .for(name, in: value, parseBlock(hint: pipelineHint(value.range)))
  }

  private mutating func parseTry() -> Statement.Form {
    let block = parseBlock()
    guard takeKeyword("catch") != nil else { return .try(block, caught: nil, handler: nil) }
    let name = current.kind == .word ? parseName("a name") : nil
    return .try(block, caught: name, handler: parseBlock())
  }

  /// The remedy where a pipeline was written in the place of a value.
  private func pipelineHint(_ value: SourceRange) -> String? {
    switch current.kind {
    case .bar, .word: "`$( … )` takes what a pipeline yields: `$(\(brief(value)) …)`"
    default: nil
    }
  }

  /// `{ … }` of statements; an empty one where none is.
  mutating func parseBlock(hint: String? = nil) -> Block {
    if current.kind != .braceOpen {
      reportExpected("`{`", hint: hint)
      skip { $0.current.kind == .braceOpen || $0.endsStatement }
    }
    let start = current.range.lower
    guard current.kind == .braceOpen else {
      return Block([], range: SourceRange(previousEnd, previousEnd))
    }
    let statements = bracketed(.statement) { $0.parseStatements() }
    return Block(statements ?? [], range: range(from: start))
  }
}
