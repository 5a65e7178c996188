import CommandModel

extension Parser {
  /// Stages with bars between; the first may be a value.
  mutating func parsePipeline() -> Pipeline {
    let start = current.range.lower
    let prefixes = parsePrefixes()
    var elements = [parseElement(at: .head)]
    finishElement()
    while take(.bar) != nil {
      skipNewline()
      elements.append(parseElement(at: .stage))
      finishElement()
    }
    return Pipeline(
      prefixes: prefixes, elements, range: SourceRange(start, max(start, previousEnd)))
  }

  private mutating func finishElement() {
    guard !endsElement else { return }
    reportUnexpected(hint: separationHint)
    skip(until: \.endsElement)
  }

  private var separationHint: String? {
    switch current.kind {
    case .sign: "a condition stands in parentheses: `($a == $b)`"
    case .word where tokens[max(0, position - 1)].kind == .braceClose:
      "the block stands last in its command"
    case .word: "`|` stands between two stages, `;` or a new line between two statements"
    default: nil
    }
  }

  private mutating func parsePrefixes() -> [Prefix] {
    var prefixes: [Prefix] = []
    while true {
      let start = current.range.lower
      if takeKeyword("plan") != nil {
        prefixes.append(Prefix(.plan, range: range(from: start)))
      } else if takeKeyword("watch") != nil {
        let every = takeDuration()
        prefixes.append(Prefix(.watch(every: every), range: range(from: start)))
      } else {
        return prefixes
      }
    }
  }

  private mutating func takeDuration() -> Duration? {
    guard current.kind == .word, let duration = DurationText.parse(spelling(current)) else {
      return nil
    }
    take()
    return duration
  }

  private enum Place {
    case head, stage
  }

  private mutating func parseElement(at place: Place) -> Element {
    let start = current.range.lower
    let outerHeight = height
    height = 0
    let form = parseElementForm(at: place)
    height = max(height, outerHeight)
    if case .command = form { return Element(form, range: range(from: start)) }
    let flags = parseFlags()
    return Element(form, flags: flags, range: SourceRange(start, max(start, previousEnd)))
  }

  private mutating func parseElementForm(at place: Place) -> Element.Form {
    switch current.kind {
    case .word, .backslash, .sign:
      if let form = parseFilter() { return form }
      guard beginsWithValue else { return parseCommand() }
      return parseHeadValue(at: place)
    case let kind where kind.startsValue: return parseHeadValue(at: place)
    default: return parseMissingElement(at: place)
    }
  }

  private mutating func parseMissingElement(at place: Place) -> Element.Form {
    guard place == .stage else {
      reportExpected("a command or a value")
      return .missing
    }
    let remedy = current.kind == .bar ? "alternatives in a condition are joined by `or`" : nil
    let isEnd = current.kind == .end
    if isEnd { noteUnfinished("|") }
    reportExpected("a stage", hint: remedy)
    return .missing
  }

  private var beginsWithValue: Bool {
    current.kind == .word && WordShape.beginsPipelineAsValue(spelling(current))
  }

  private mutating func parseHeadValue(at place: Place) -> Element.Form {
    let value = parseValue()
    if place == .head { return .value(value) }
    report(
      .unexpected(
        "a value", value.range, hint: "a value stands at the beginning of a pipeline only"))
    return .missing
  }

  /// The flags of a value or a filter. These take no arguments, so that a value
  /// behind a flag can only belong to it.
  private mutating func parseFlags() -> [Flag] {
    var flags: [Flag] = []
    while isFlag {
      var flag = parseFlag()
      if flag.value == nil, current.kind == .word, !isFlag {
        let value = parseValue()
        flag.value = value
        flag.range = flag.range.union(value.range)
      }
      flags.append(flag)
    }
    return flags
  }
}

// MARK: - Filters

extension Parser {
  private typealias Reading = @Sendable (inout Parser) -> Element.Form

  /// The stages that take an expression and so are part of the grammar.
  private static let filters: [String: Reading] = [
    "where": { .where($0.parseCondition()) },
    "extend": { $0.parseExtend() },
    "assert": { $0.parseAssert() },
  ]

  static func isFilter(_ word: String) -> Bool { filters[word] != nil }

  private mutating func parseFilter() -> Element.Form? {
    guard current.kind == .word, let reading = Self.filters[spelling(current)] else { return nil }
    mark(.keyword, current.range)
    take()
    return reading(&self)
  }

  private mutating func parseCondition() -> Expression {
    var inner = context
    inner.isExpression = true
    inner.braceBeginsBlock = false
    return within(inner) { $0.parseExpression() }
  }

  private mutating func parseExtend() -> Element.Form {
    let name = parseName("a name")
    if !takeEqualSign() { reportMissingEqual(behind: name, of: "extend") }
    return .extend(name, parseCondition())
  }

  private mutating func parseAssert() -> Element.Form {
    let condition = parseCondition()
    let hasMessage = current.kind == .raw || current.kind == .textOpen
    return .assert(condition, message: hasMessage ? parseValue() : nil)
  }
}
