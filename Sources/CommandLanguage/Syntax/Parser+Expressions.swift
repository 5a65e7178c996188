import CommandModel

extension Parser {
  mutating func parseExpression() -> Expression {
    parseChain(Self.disjunction) { parser in
      parser.parseChain(Self.conjunction) { $0.parseNegation() }
    }
  }

  private static let disjunction: [String: Operator] = ["or": .or]
  private static let conjunction: [String: Operator] = ["and": .and]
  private static let addition: [String: Operator] = ["+": .plus, "-": .minus]
  private static let multiplication: [String: Operator] = [
    "*": .times, "/": .dividedBy, "%": .modulo,
  ]
  private static let comparison: [String: Operator] = [
    "==": .equal, "=": .equal, "!=": .notEqual, "<": .less, "<=": .lessOrEqual, ">": .greater,
    ">=": .greaterOrEqual, "=~": .matches, "!~": .doesNotMatch,
  ]

  /// The words that mean something between or before values.
  private static let reserved: Set<String> = ["or", "and", "not", "in", "+", "-", "*", "/", "%"]

  /// What people write for our operators elsewhere.
  private static let neighbours = [
    "is": "==", "eq": "==", "equals": "==", "ne": "!=", "like": "=~", "matches": "=~",
    "contains": "=~", "&&": "and", "AND": "and", "OR": "or", "IN": "in", "&": "and",
  ]

  /// Operands with operators of one level between them, joined from the left.
  private mutating func parseChain(
    _ operators: [String: Operator], _ parseOperand: (inout Parser) -> Expression
  ) -> Expression {
    var left = parseOperand(&self)
    while current.kind == .word, let operation = operators[spelling(current)] {
      if operation == .and || operation == .or { mark(.keyword, current.range) }
      take()
      if operation == .and || operation == .or { continueLine(behind: operation) }
      let right = parseOperand(&self)
      left = join(left, operation, right)
    }
    return left
  }

  /// A newline behind `and` and `or` separates nothing.
  private mutating func continueLine(behind operation: Operator) {
    skipNewline()
    if current.kind == .end { noteUnfinished(operation.rawValue) }
  }

  private mutating func join(
    _ left: Expression, _ operation: Operator, _ right: Expression
  ) -> Expression {
    guard grow(at: right.range) else { return left }
    return Expression(.binary(operation, left, right), range: left.range.union(right.range))
  }

  /// Adds a level to the tree; false, and reported once, when it has too many.
  private mutating func grow(at range: SourceRange) -> Bool {
    height += 1
    if height == Limits.operators + 1 { report(.tooLong(range)) }
    return height <= Limits.operators
  }

  private mutating func parseNegation() -> Expression {
    var starts: [Int] = []
    while let token = takeKeyword("not") { starts.append(token.range.lower) }
    let operand = parseComparison()
    return starts.reversed().reduce(operand) { negated, start in
      guard grow(at: operand.range) else { return negated }
      return Expression(.not(negated), range: SourceRange(start, negated.range.upper))
    }
  }
}

// MARK: - Comparisons

extension Parser {
  private mutating func parseComparison() -> Expression {
    let left = parseSum()
    guard let (operation, first) = takeComparison() else { return left }
    let right = parseSum()
    let whole = join(left, operation, right)
    reportChain(left, first, right)
    return whole
  }

  private mutating func reportChain(
    _ left: Expression, _ first: SourceRange, _ middle: Expression
  ) {
    while let (_, second) = takeComparison() {
      let right = parseSum()
      report(
        .chained(
          brief(left.range), spelling(first), brief(middle.range), spelling(second),
          brief(right.range), second))
    }
  }

  private mutating func takeComparison() -> (Operator, SourceRange)? {
    let start = current.range.lower
    if current.kind == .sign, let operation = Self.comparison[spelling(current)] {
      take()
      return (operation, range(from: start))
    }
    if takeKeyword("in") != nil { return (.isIn, range(from: start)) }
    guard isWord("not"), lookingAhead({ $0.isNotIn() }) else { return nil }
    _ = takeKeyword("not")
    _ = takeKeyword("in")
    return (.isNotIn, range(from: start))
  }

  private mutating func isNotIn() -> Bool {
    take()
    return isWord("in")
  }

  private mutating func parseSum() -> Expression {
    parseChain(Self.addition) { parser in
      parser.parseChain(Self.multiplication) { $0.parseOperand() }
    }
  }
}

// MARK: - Operands

extension Parser {
  private mutating func parseOperand() -> Expression {
    let token = current
    if token.kind == .sign, spelling(token) == "!" { return parseExclamation() }
    if token.kind == .word, isNoOperand(spelling(token)) {
      reportExpected("a value", hint: "quote it to mean the text: `\"\(brief(token.range))\"`")
      let place = SourceRange(token.range.lower, token.range.lower)
      return Expression(.value(ValueNode(.missing, range: place)), range: place)
    }
    var value = parseValue()
    let behind = current
    reportMissingOperator(behind: value)
    // What `ago` means has been said; nothing of it is read any further.
    if let word = value.word, isAgo(word, spelling(behind)) { value.form = .missing }
    return Expression(.value(value), range: value.range)
  }

  private func isNoOperand(_ word: String) -> Bool {
    Self.reserved.contains(word) || WordShape(word) == .flag
  }

  private mutating func parseExclamation() -> Expression {
    reportUnexpected(hint: "write `not`")
    take()
    return parseOperand()
  }

  /// Says what is missing where a second value follows on the same line.
  private mutating func reportMissingOperator(behind left: ValueNode) {
    guard current.kind == .word, !isReported, !spelling(current).isEmpty else { return }
    let word = spelling(current)
    guard !isNoOperand(word), current.range.lower > left.range.upper else { return }
    if isLastOfLine { return }
    let right = brief(current.range)
    report(
      .missingOperator(
        brief(left.range), right, write: remedy(brief(left.range), word), current.range))
    skip { $0.endsElement || $0.current.kind == .braceOpen }
  }

  /// Whether the line at hand ends here although a bracket is open.
  private var isLastOfLine: Bool { tokens[position].kind == .newline }

  /// What people write for a time that lies so long back: `ago 1h`, `1h ago`.
  private static let ago = "ago"

  private func isAgo(_ left: String, _ right: String) -> Bool {
    left == Self.ago && DurationText.parse(right) != nil
      || right == Self.ago && DurationText.parse(left) != nil
  }

  private func remedy(_ left: String, _ word: String) -> String {
    if isAgo(left, word) { return "write `$now - \(left == Self.ago ? word : left)`" }
    if let ours = Self.neighbours[word] { return "write `\(ours)` for `\(word)`" }
    if let sign = word.first, "+-*/%".contains(sign), word.count > 1 {
      return "write `\(left) \(sign) \(word.dropFirst())`"
    }
    if vocabulary.longestCommand(in: [left, word]) != nil || vocabulary.kind(ofNoun: left) != nil {
      return "`$( … )` takes what a pipeline yields: `$(\(left) \(word))`"
    }
    return "write `\(left) == \(word)`"
  }
}
