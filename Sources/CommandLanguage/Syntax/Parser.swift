package import CommandModel

/// What parsing gives: a tree for any text, and what is wrong with the text.
package struct Parse: Sendable {
  package let script: Script
  package let diagnostics: [Diagnostic]
  /// What the text ends inside of, the outermost first: `(`, `{`, `"`, `|`, `and`, `\`; empty
  /// when it is whole.
  package let unfinished: [String]
  /// What single words were taken for, in no particular order.
  package let marks: [Mark]
  package let lexed: LexedText

  /// What the grammar took a word for.
  package struct Mark: Sendable, Hashable {
    /// The part that it plays.
    package enum Role: Sendable, Hashable {
      /// A word of the grammar: `let`, `where`, `and`.
      case keyword
      /// A word that names a command of the vocabulary.
      case command
      /// A word that stands in a command's place.
      case unknownCommand
      case flag
      /// The name of a setting or a parameter, a key of a record.
      case name
    }

    package let role: Role
    package let range: SourceRange
  }
}

/// Reads a text as a script.
///
/// Every text gives a tree. After a mistake the parser goes on at the next bar,
/// separator or closing bracket, so that all mistakes of a text are found.
package struct Parser {
  /// What no text of a person reaches, and what keeps a hostile one harmless.
  package enum Limits {
    /// Brackets inside one another.
    package static let nesting = 200
    /// Operators that may stand above one another in the tree of one expression.
    package static let operators = 1000
    /// Diagnostics of one text; further ones are dropped.
    package static let diagnostics = 1000
  }

  /// What the place at hand decides about the meaning of a token.
  struct Context {
    var newlinesSeparate = true
    /// Whether `{` behind a value begins a block and no record.
    var braceBeginsBlock = false
    var isExpression = false

    static let statement = Context()
    static let bracket = Context(newlinesSeparate: false)
    static let group = Context(newlinesSeparate: false, isExpression: true)
  }

  let source: SourceText
  let vocabulary: Vocabulary
  /// The most words that name one command.
  let commandWordsMax: Int
  let bytes: [UInt8]
  private(set) var tokens: [Token]
  /// The index of the first token not taken yet.
  private(set) var position = 0
  var context = Context.statement
  /// An upper bound for the operators above one another in the expression at hand.
  var height = 0
  private var depth = 0
  private var awaitedClosers: [Token.Kind: Int] = [:]
  private var diagnostics: [Diagnostic] = []
  /// Where the last mistake was reported; one token is reported once.
  private var reportedPosition = -1
  /// What the text ends inside of, the innermost first.
  private(set) var unfinished: [String]
  /// What was still open, the innermost first, where what was skipped ended.
  private var skippedOpeners: [String] = []
  private var hasReportedEnd: Bool
  private var marks: [Parse.Mark] = []

  private init(_ source: SourceText, _ lexed: LexedText, vocabulary: Vocabulary) {
    self.source = source
    self.vocabulary = vocabulary
    commandWordsMax = vocabulary.commands.map(\.words.count).max() ?? 1
    bytes = Array(source.text.utf8)
    tokens = lexed.tokens
    unfinished = lexed.open.map { [$0] } ?? []
    hasReportedEnd = lexed.endsInText
    lexed.diagnostics.forEach { record($0) }
  }

  /// Parses a text.
  ///
  /// - Complexity: linear in the length of the text.
  package static func parse(_ source: SourceText, vocabulary: Vocabulary) -> Parse {
    let lexed = Lexer.lex(source.text)
    var parser = Parser(source, lexed, vocabulary: vocabulary)
    let statements = parser.parseStatements()
    return Parse(
      script: Script(statements, range: SourceRange(0, parser.bytes.count)),
      diagnostics: parser.diagnostics.sorted { ($0.range?.lower ?? 0) < ($1.range?.lower ?? 0) },
      unfinished: parser.unfinished.reversed(), marks: parser.marks, lexed: lexed)
  }
}

// MARK: - Tokens

extension Parser {
  private var currentIndex: Int {
    guard tokens[position].kind == .newline else { return position }
    return context.newlinesSeparate && !isJoined(position + 1) ? position : position + 1
  }

  /// Whether a line that begins with the token at `index` continues the one before.
  private func isJoined(_ index: Int) -> Bool {
    if tokens[index].kind == .bar { return true }
    guard position > 0, tokens[position - 1].kind == .braceClose, tokens[index].kind == .word else {
      return false
    }
    return ["else", "catch"].contains(spelling(tokens[index]))
  }

  /// The next token that means something here.
  var current: Token { tokens[currentIndex] }

  /// The token behind the current one, a newline included.
  var following: Token { tokens[min(currentIndex + 1, tokens.count - 1)] }

  /// The end of the last token taken, 0 before the first.
  var previousEnd: Int { position > 0 ? tokens[position - 1].range.upper : 0 }

  /// The end of the last token taken that is no line end, 0 before the first.
  private var lineEnd: Int {
    tokens[..<position].last { $0.kind != .newline }?.range.upper ?? 0
  }

  @discardableResult
  mutating func take() -> Token {
    let index = currentIndex
    position = min(index + 1, tokens.count - 1)
    return tokens[index]
  }

  mutating func take(_ kind: Token.Kind) -> Token? { current.kind == kind ? take() : nil }

  /// Takes a word that is spelled so, as part of the grammar.
  mutating func takeKeyword(_ keyword: String) -> Token? {
    guard isWord(keyword) else { return nil }
    mark(.keyword, current.range)
    return take()
  }

  /// Takes the `:` behind a quoted key, which may be the beginning of a word: `"a":1`.
  @discardableResult
  mutating func takeColon() -> Bool {
    let token = current
    guard token.kind == .word, bytes[token.range.lower] == UInt8(ascii: ":") else { return false }
    if token.range.upper - token.range.lower == 1 {
      take()
    } else {
      let rest = SourceRange(token.range.lower + 1, token.range.upper)
      tokens[currentIndex] = Token(kind: .word, range: rest)
    }
    return true
  }

  mutating func skipNewline() {
    if tokens[position].kind == .newline { position += 1 }
  }

  /// Runs `body`, which only looks ahead, and goes back.
  mutating func lookingAhead<Result>(_ body: (inout Parser) -> Result) -> Result {
    let start = position
    defer { position = start }
    return body(&self)
  }

  func spelling(_ token: Token) -> String { spelling(token.range) }

  func spelling(_ range: SourceRange) -> String {
    String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
  }

  func isWord(_ spelling: String) -> Bool {
    let token = current
    return token.kind == .word
      && bytes[token.range.lower..<token.range.upper].elementsEqual(spelling.utf8)
  }

  /// The range from `start` to the end of what was taken last.
  func range(from start: Int) -> SourceRange { SourceRange(start, previousEnd) }

  /// Whether the current token stands right behind the last one taken.
  var isTouching: Bool { position > 0 && current.range.lower == previousEnd }

  var endsStatement: Bool {
    switch current.kind {
    case .end, .newline, .semicolon: true
    case let kind: isAwaited(kind)
    }
  }

  var endsElement: Bool { endsStatement || current.kind == .bar }

  /// Whether a bracket that `closer` closes is open.
  func isAwaited(_ closer: Token.Kind) -> Bool { awaitedClosers[closer, default: 0] > 0 }

  mutating func within<Result>(
    _ inner: Context, _ body: (inout Parser) -> Result
  ) -> Result {
    let outer = context
    context = inner
    defer { context = outer }
    return body(&self)
  }
}

// MARK: - Brackets

extension Parser {
  /// Reads what stands between the current token, an opening bracket, and its
  /// closing one; nil when the nesting is too deep.
  mutating func bracketed<Content>(
    _ inner: Context, _ body: (inout Parser) -> Content
  ) -> Content? {
    let opener = current
    guard let closer = opener.kind.closer else { return nil }
    guard depth < Limits.nesting else {
      report(.tooDeep(opener.range))
      skipBalanced()
      return nil
    }
    depth += 1
    awaitedClosers[closer, default: 0] += 1
    let outerHeight = height
    height = 0
    defer {
      depth -= 1
      height = max(height, outerHeight)
    }
    // A newline before the opening bracket is of the outer context.
    take()
    return within(inner) { parser in
      let content = body(&parser)
      parser.awaitedClosers[closer, default: 1] -= 1
      parser.close(opener, with: closer)
      return content
    }
  }

  private mutating func close(_ opener: Token, with closer: Token.Kind) {
    if current.kind != closer, !isLost {
      reportUnexpected()
      skip { $0.current.kind == closer || $0.isLost }
    }
    if take(closer) != nil { return }
    let diagnostic = Diagnostic.unclosedBracket(opener.kind, opener.range)
    if current.kind == .end {
      skippedOpeners.forEach { noteUnfinished($0) }
      skippedOpeners = []
      noteUnfinished(opener.kind.spelling ?? "")
    }
    guard !isReported else { return }
    if current.kind == .end { reportEnd(diagnostic) } else { report(diagnostic) }
  }

  /// Whether what is at hand belongs to something outside of the bracket.
  private var isLost: Bool {
    switch current.kind {
    case .end: true
    case let kind: isAwaited(kind) || tokens[position].kind == .newline
    }
  }

  /// Takes one token; a bracket with all it holds.
  mutating func skipBalanced() {
    var open: [Token.Kind] = []
    repeat {
      let kind = take().kind
      if kind.closer != nil { open.append(kind) } else if kind.isCloser { _ = open.popLast() }
    } while !open.isEmpty && current.kind != .end
    skippedOpeners = open.reversed().compactMap(\.spelling)
  }

  /// Goes on behind a mistake that has been reported; what ends the skipped text is
  /// not reported again.
  mutating func skip(until isEnd: (Parser) -> Bool) {
    while current.kind != .end, !isEnd(self) { skipBalanced() }
    reportedPosition = position
  }
}

// MARK: - Reports

extension Parser {
  /// Whether what is wrong with the current token has been said.
  var isReported: Bool { reportedPosition == position }

  mutating func report(_ diagnostic: Diagnostic) {
    reportedPosition = position
    record(diagnostic)
  }

  private mutating func record(_ diagnostic: Diagnostic) {
    guard diagnostics.count < Limits.diagnostics else { return }
    var diagnostic = diagnostic
    diagnostic.source = source
    diagnostics.append(diagnostic)
  }

  /// Reports that the text ends too early; once, as one end explains all the others.
  private mutating func reportEnd(_ diagnostic: Diagnostic) {
    guard !hasReportedEnd else { return }
    hasReportedEnd = true
    report(diagnostic)
  }

  /// Notes that the text may go on behind what it ends with.
  mutating func noteUnfinished(_ opener: String) {
    // The quote that the lexer has found open is the first bracket to be left open.
    if opener == "\"", unfinished == ["\""] { return }
    unfinished.append(opener)
  }

  /// What is meant by tokens that stand in the wrong place.
  private static let remedies: [Token.Kind: String] = [
    .bar: "`$( … )` takes what a pipeline yields",
    .semicolon: "`;` ends a statement; close the bracket before it",
  ]

  mutating func reportUnexpected(hint: String? = nil) {
    guard !isReported else { return }
    let token = current
    switch token.kind {
    case .invalid: reportedPosition = position
    case .backslash: report(.strayBackslash(spelling(token), token.range))
    case let kind where kind.isCloser: report(.strayBracket(spelling(token), token.range))
    case let kind:
      let hint = hint ?? Self.remedies[kind]
      report(.unexpected(description(of: token), token.range, hint: hint))
    }
  }

  /// Reports that something is missing before the current token.
  mutating func reportExpected(_ what: String, hint: String? = nil) {
    guard !isReported, current.kind != .invalid else { return }
    let token = current
    guard !token.kind.isCloser || isAwaited(token.kind) else { return reportUnexpected() }
    let isLineEnd = token.kind == .newline || token.kind == .end
    let place = isLineEnd ? SourceRange(lineEnd, lineEnd) : token.range
    let diagnostic = Diagnostic.expected(
      what, before: description(of: token), place, hint: hint)
    if token.kind == .end { reportEnd(diagnostic) } else { report(diagnostic) }
  }

  func description(of token: Token) -> String {
    switch token.kind {
    case .end: "the end of the text"
    case .newline: "the end of the line"
    case .textOpen, .raw, .chunk, .textClose: "a text"
    default: "`\(brief(token.range))`"
    }
  }

  /// The text of a range, cut to what fits into a message.
  func brief(_ range: SourceRange) -> String {
    let text = spelling(SourceRange(range.lower, min(range.upper, range.lower + 160)))
    return text.count > 40 ? text.prefix(39) + "…" : text
  }

  mutating func mark(_ role: Parse.Mark.Role, _ range: SourceRange) {
    marks.append(Parse.Mark(role: role, range: range))
  }
}
