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
    /// The elements before the newline at hand, which a bar takes up again.
    var interrupted: [Element] = []
  }

  /// The word at the cursor, up to the cursor.
  private(set) var partial = ""
  private let bytes: [UInt8]
  private let vocabulary: Vocabulary
  private var levels = [Level(form: .pipelines)]

  init(_ bytes: [UInt8], _ vocabulary: Vocabulary) {
    self.bytes = bytes
    self.vocabulary = vocabulary
    let lexed = Lexer.lex(String(decoding: bytes, as: UTF8.self))
    var tokens = lexed.tokens.dropLast()
    if isPartial(tokens.last) { partial = tokens.popLast().map(spelling) ?? "" }
    tokens.forEach { add($0) }
    if lexed.comments.last?.range.upper == bytes.count || lexed.open == "'" {
      levels.append(Level(form: .opaque))
    }
    if tokens.last?.kind == .chunk, bytes.last == UInt8(ascii: "$") { partial = "$" }
  }

  private func isPartial(_ token: Token?) -> Bool {
    guard let token, token.range.upper == bytes.count else { return false }
    return [.word, .variable, .invalid, .backslash].contains(token.kind)
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

  /// The part of a file name that was typed.
  var partialFile: String { partial.hasPrefix("@") ? String(partial.dropFirst()) : partial }

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
    case .bar: startElement()
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

  private mutating func startElement() {
    let level = levels.count - 1
    if levels[level].elements == [[]], !levels[level].interrupted.isEmpty {
      levels[level].elements = levels[level].interrupted
    }
    levels[level].elements.append([])
  }

  private mutating func open(_ token: Token) {
    let form = form(of: token)
    append(token)
    levels.append(Level(form: form, elements: form == .inner ? elements : [[]]))
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
    let words = (elements.last ?? []).prefix { $0.kind == .word }.map(spelling)
    guard let first = words.first else { return false }
    return Parser.statementWords.contains(first)
      || vocabulary.longestCommand(in: Array(words.prefix(4)))?.signature.takesBlock ?? false
  }
}
