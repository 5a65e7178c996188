import CommandModel

extension CompletionOffers {
  /// Fields where an operand may stand, the values of a field right of a comparison, and
  /// operators behind an operand.
  var expressionOffers: [Candidate] {
    if let compared = comparedBefore(element[...]) {
      return values(ofField: site.spelling(compared))
    }
    guard let last = element.last else { return [] }
    let isOperand = last.kind == .parenOpen || last.kind == .sign
    return isOperand || Self.joins.contains(site.spelling(last)) ? fields : operators
  }

  private static let joins: Set = [
    "where", "extend", "assert", "and", "or", "not", "+", "-", "*", "/", "%",
  ]

  /// The field that the value at the cursor is compared with: `status == `, `status in [a, `.
  private func comparedBefore(_ tokens: ArraySlice<Token>) -> Token? {
    var rest = tokens
    let opener = rest.lastIndex { $0.kind == .bracketOpen }
    if let opener, site.isInList { rest = rest[..<opener] }
    let isList = rest.endIndex < tokens.endIndex
    guard let operation = rest.popLast() else { return nil }
    guard isIn(operation) || !isList && operation.kind == .sign else { return nil }
    if rest.last.map(site.spelling) == "not" { rest = rest.dropLast() }
    return isAssignment(rest) ? nil : rest.last
  }

  private func isIn(_ token: Token) -> Bool {
    token.kind == .word && site.spelling(token) == "in"
  }

  /// Whether a sign behind these is the `=` of `extend name =`, which compares nothing.
  private func isAssignment(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.count == 2 && tokens.first.map(site.spelling) == "extend"
  }

  // MARK: - Values

  /// The values that a field is known to have, those that are listed for parameters of its
  /// name, and those that were seen in it; of times there is no end.
  private func values(ofField field: String) -> [Candidate] {
    let path = field.hasPrefix(".") ? String(field.dropFirst()) : field
    let known = type(ofField: path)
    switch known?.type {
    case .boolean: return ["true", "false"].map { value($0) }
    case .time: return []
    case .text, .number, .list, .record, .any, nil: break
    }
    let listedKind = known.flatMap { vocabulary.kind(offeredFor: $0.name) }
    let listed = listedKind.flatMap { session.choices[$0] } ?? []
    let texts = (known?.enumeration ?? []) + (seen?.values(of: path) ?? []) + listed.map(\.value)
    return texts.map { value($0) }
  }

  /// The kind of things that are listed for the field that the value at the cursor is
  /// compared with.
  var comparedKind: KindName? {
    guard let first = element.first, Parser.isFilter(site.spelling(first)),
      let compared = comparedBefore(element[...])
    else { return nil }
    return type(ofField: site.spelling(compared)).flatMap { vocabulary.kind(offeredFor: $0.name) }
  }

  private func type(ofField path: String) -> Kind.FieldType? {
    input?.fields?.type(of: path) ?? kind?.field(path)
  }

  // MARK: - Operators

  /// What may stand behind an operand: comparisons, or what joins those that are there.
  private var operators: [Candidate] {
    guard let last = element.last, !isAssignment(element[...]) else { return [] }
    let start = element.lastIndex { token in
      token.kind == .parenOpen || ["where", "assert", "and", "or"].contains(site.spelling(token))
    }
    guard let start, !site.touches(last) else { return [] }
    let clause = element[(start + 1)...]
    let isCompared = clause.contains { $0.kind == .sign || isIn($0) }
    if isCompared { return Self.joining }
    switch type(ofField: site.spelling(last))?.type {
    case .boolean: return Self.equality + Self.joining
    case .time, .number: return Self.equality + Self.order + Self.membership
    case .text, .list, .record, .any, nil:
      return Self.equality + Self.order + Self.membership + Self.patterns
    }
  }

  private static let equality = offers([
    (.equal, "Is the same."), (.notEqual, "Is another."),
  ])
  private static let order = offers([
    (.less, "Is less, or earlier."), (.lessOrEqual, "Is at most that."),
    (.greater, "Is more, or later."), (.greaterOrEqual, "Is at least that."),
  ])
  private static let membership = offers([
    (.isIn, "Is one of a list."), (.isNotIn, "Is none of a list."),
  ])
  private static let patterns = offers([
    (.matches, "Matches a pattern."), (.doesNotMatch, "Matches no pattern."),
  ])
  private static let joining = offers([
    (.and, "Both hold."), (.or, "One of them holds."),
  ])

  private static func offers(_ operators: [(Operator, String)]) -> [Candidate] {
    operators.map { Candidate(text: $0.rawValue, summary: $1, kind: .keyword) }
  }
}

extension Vocabulary {
  /// The kind of things that are listed for parameters of a name.
  fileprivate func kind(offeredFor name: String) -> KindName? {
    commands.lazy.flatMap(\.parameters).first { $0.name == name && $0.offeredKind != nil }?
      .offeredKind
  }
}
