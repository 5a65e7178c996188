import CommandModel

/// The place of the cursor: the word before it and what stands before that word.
struct CompletionSite {
  /// The tokens between two bars, what stands in brackets left out.
  typealias Element = [Token]

  private struct Level {
    enum Form {
      /// A script, a block or a `$( … )`: pipelines of its own.
      case pipelines
      /// A `( … )` or a list: part of the stage around it.
      case inner
      /// A record or a text, where nothing but variables is known.
      case opaque
    }

    var form: Form
    var elements: [Element] = [[]]
    /// Where the last bar stands.
    var bar: Int?
    /// What opened it; nil for the whole text.
    var opener: Token.Kind?
    /// The elements before the newline at hand, which a bar takes up again.
    var interrupted: [Element] = []
  }

  /// The word at the cursor, up to the cursor; a quote may stand before it.
  private(set) var partial = ""
  /// The variables that the text names before the cursor.
  private(set) var namedVariables: [String] = []
  private let bytes: [UInt8]
  private let vocabulary: Vocabulary
  private var levels = [Level(form: .pipelines)]

  init(_ bytes: [UInt8], _ vocabulary: Vocabulary) {
    self.bytes = bytes
    self.vocabulary = vocabulary
    let lexed = Lexer.lex(String(decoding: bytes, as: UTF8.self))
    var tokens = lexed.tokens.dropLast()
    let isInText = tokens.last?.kind == .chunk
    if isInText, bytes.last == UInt8(ascii: "$") {
      partial = "$"
    } else if let start = partialStart(tokens) {
      partial = String(decoding: bytes[start...], as: UTF8.self)
      while let last = tokens.last, last.range.lower >= start { tokens.removeLast() }
    }
    namedVariables = NamedVariables.names(in: tokens, spelling: spelling)
    tokens.forEach { add($0) }
    if lexed.comments.last?.range.upper == bytes.count || lexed.open == "'" {
      levels.append(Level(form: .opaque))
    }
  }

  /// Where the word at the cursor begins; nil where none is.
  private func partialStart(_ tokens: ArraySlice<Token>) -> Int? {
    guard let last = tokens.last, last.range.upper == bytes.count else { return nil }
    let previous = tokens.dropLast().last
    let isPath = spelling(last) == "." && isTouching(previous, last)
    switch last.kind {
    // `$name.` becomes a path with the next letter.
    case .word, .chunk:
      if isPath, let previous, previous.kind == .variable { return previous.range.lower }
      if last.kind == .word { return last.range.lower }
      return previous?.kind == .textOpen ? quoteStart(tokens.dropLast()) : nil
    case .textOpen: return quoteStart(tokens)
    case .variable, .invalid, .backslash: return last.range.lower
    default: return nil
    }
  }

  /// Where the quote begins that comes last, or the `@` before it.
  private func quoteStart(_ tokens: ArraySlice<Token>) -> Int? {
    guard let quote = tokens.last else { return nil }
    let mark = tokens.dropLast().last
    let isFile = mark.map { spelling($0) == "@" && isTouching($0, quote) } ?? false
    return isFile ? mark?.range.lower : quote.range.lower
  }

  private func isTouching(_ token: Token?, _ next: Token) -> Bool {
    token?.range.upper == next.range.lower
  }

  func spelling(_ token: Token) -> String {
    String(decoding: bytes[token.range.lower..<token.range.upper], as: UTF8.self)
  }
}

// MARK: - What was found

extension CompletionSite {
  /// The stages of the pipeline at hand, the last one unfinished.
  var elements: [Element] { levels.last?.elements ?? [[]] }

  /// Whether the cursor is where only variables are known.
  var isOpaque: Bool { levels.last?.form == .opaque }

  /// Whether the cursor stands right behind `token`.
  func touches(_ token: Token?) -> Bool {
    token.map { $0.range.upper == bytes.count - partial.utf8.count } ?? false
  }

  /// Whether the cursor is inside of a list.
  var isInList: Bool { levels.last?.opener == .bracketOpen }

  /// The text of what comes into the stage at the cursor; nil at the head of a pipeline.
  var inputText: String? { levels.last.flatMap { inputText(at: $0) } }

  /// The text of what the nearest command with a block around the cursor gets.
  var itemText: String? {
    let around = levels.dropLast().last { level in
      level.form == .pipelines && opensBlockOfCommand(level.elements.last ?? [])
    }
    return around.flatMap { inputText(at: $0) }
  }

  private func inputText(at level: Level) -> String? {
    guard level.elements.count > 1, let bar = level.bar,
      let start = level.elements.first?.first?.range.lower, start < bar
    else { return nil }
    return String(decoding: bytes[start..<bar], as: UTF8.self)
  }

  /// The file name that was typed so far, and how it is written.
  var partialFile: FileSpelling {
    let rest = partial.drop { $0 == "@" }
    let isQuoted = rest.hasPrefix("\"")
    return FileSpelling(
      partial: isQuoted ? String(rest.dropFirst()) : String(rest),
      mark: partial.hasPrefix("@") ? "@" : "", isQuoted: isQuoted)
  }

  /// Tells whether a candidate goes on with what was typed; case, `-`, `_` and an opening
  /// quote make no difference.
  var matcher: (String) -> Bool {
    let typed = folded(partial)
    return { folded($0).hasPrefix(typed) }
  }

  private func folded(_ text: String) -> String {
    let dashes = text.prefix { $0 == "-" }
    let rest = text.dropFirst(dashes.count).drop { $0 == "\"" }
    return dashes + Parameter.canonical(rest).lowercased()
  }
}

// MARK: - Walking to the cursor

extension CompletionSite {
  private mutating func add(_ token: Token) {
    switch token.kind {
    case .newline: startStatement(interrupting: true)
    case .semicolon: startStatement(interrupting: false)
    case .bar: startElement(behind: token)
    case let kind where kind.closer != nil: open(token)
    case let kind where kind.isCloser: if levels.count > 1 { levels.removeLast() }
    default: append(token)
    }
  }

  private mutating func append(_ token: Token) {
    let level = levels.count - 1
    levels[level].elements[levels[level].elements.count - 1].append(token)
  }

  private mutating func startStatement(interrupting: Bool) {
    let level = levels.count - 1
    guard levels[level].form == .pipelines else { return }
    levels[level].interrupted = interrupting ? levels[level].elements : []
    levels[level].elements = [[]]
  }

  private mutating func startElement(behind bar: Token) {
    let level = levels.count - 1
    levels[level].bar = bar.range.lower
    if levels[level].elements == [[]], !levels[level].interrupted.isEmpty {
      levels[level].elements = levels[level].interrupted
    }
    levels[level].elements.append([])
  }

  private mutating func open(_ token: Token) {
    let form = form(of: token)
    append(token)
    var level = Level(form: form, opener: token.kind)
    if form == .inner { (level.elements, level.bar) = (elements, levels.last?.bar) }
    levels.append(level)
  }

  private func form(of opener: Token) -> Level.Form {
    // Each level keeps what stands before it; deeper ones the parser does not read.
    guard levels.count <= Parser.Limits.nesting else { return .opaque }
    return switch opener.kind {
    case .subpipeOpen: .pipelines
    case .parenOpen, .bracketOpen: .inner
    case .braceOpen: opensBlock ? .pipelines : .opaque
    default: .opaque
    }
  }

  /// Whether a `{` at hand begins a block.
  private var opensBlock: Bool {
    let element = elements.last ?? []
    return element.first.map { Parser.statementWords.contains(spelling($0)) } ?? false
      || opensBlockOfCommand(element)
  }

  private func opensBlockOfCommand(_ element: Element) -> Bool {
    let words = element.prefix { $0.kind == .word }.map(spelling)
    return vocabulary.longestCommand(in: Array(words.prefix(4)))?.signature.takesBlock ?? false
  }
}
