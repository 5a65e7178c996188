import CommandModel

/// Whether an expression has a record to look into.
enum ExpressionScope {
  /// `where`, `extend`, a piped `assert`: a bare word is a field.
  case record
  /// `if`, a statement's `assert`, `( … )` elsewhere: a bare word is a text.
  case none
}

/// Builds formulas from expressions and says what is wrong with their words.
struct FormulaBuilder {
  let scope: ExpressionScope
  private(set) var diagnostics: [Diagnostic] = []

  init(_ scope: ExpressionScope) { self.scope = scope }

  /// Where in an expression a value stands.
  private enum Place {
    /// Alone right of a comparison, or in a list there: a bare word is a text.
    case comparand
    /// Anything a bare word may be the name of.
    case operand
    /// The whole expression.
    case alone
  }

  mutating func build(_ expression: Expression) -> Formula { build(expression, at: .alone) }

  private mutating func build(_ expression: Expression, at place: Place) -> Formula {
    switch expression.form {
    case .value(let node): return build(node, at: place)
    case .not(let operand): return .not(build(operand, at: .operand), expression.range)
    case .binary(let operation, let left, let right):
      let isComparison = operation.isComparison
      return .binary(
        operation, build(left, at: .operand),
        build(right, at: isComparison ? .comparand : .operand), expression.range)
    }
  }

  private mutating func build(_ node: ValueNode, at place: Place) -> Formula {
    switch node.form {
    case .word(let spelling): return word(spelling, at: place, node.range)
    case .raw, .text:
      return node.quotedText.map { .quoted($0, node.range) } ?? .dynamic(node)
    case .group(let expression): return build(expression, at: scope == .none ? .alone : .operand)
    case .list(let nodes):
      // What is compared with is a text also inside a list: `in [a, b]`.
      let place = scope == .record && place != .comparand ? Place.operand : .comparand
      return .list(nodes.map { build($0, at: place) })
    case .record(let pairs):
      let place = scope == .record ? Place.operand : .comparand
      return .record(pairs.map { ($0.key.text, build($0.value, at: place)) })
    case .variable, .subpipe, .file: return .dynamic(node)
    case .missing: return .constant(.null)
    }
  }

  private mutating func word(
    _ spelling: String, at place: Place, _ range: SourceRange
  ) -> Formula {
    let isPlain = WordReading.language.value(of: spelling).textValue != nil
    let isFree = spelling.hasPrefix(".") && FieldPath.isField(spelling)
    guard isPlain, isFree || place != .comparand else { return .word(spelling, range) }
    if spelling.isCompactArithmetic {
      diagnostics.append(.notAField(spelling, at: range))
      return .word(spelling, range)
    }
    if scope == .none {
      if place == .alone, !isFree { return .word(spelling, range) }
      diagnostics.append(.noRecord(spelling, at: range))
      return .word(spelling, range)
    }
    if !FieldPath.isField(spelling) { diagnostics.append(.notAField(spelling, at: range)) }
    return .field(FieldPath(spelling), range)
  }
}

extension String {
  /// Whether it is a computation that lacks its blanks, `1+2*3`: a digit first, a sign of
  /// arithmetic behind it, and neither a date nor an id.
  fileprivate var isCompactArithmetic: Bool {
    guard utf8.first?.isDigit == true, contains(where: { "+-*/%".contains($0) }) else {
      return false
    }
    return Time(self) == nil && !isUUID
  }
}

extension Operator {
  /// Whether it compares, so that a bare word on its right is a text.
  var isComparison: Bool {
    switch self {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .matches,
      .doesNotMatch, .isIn, .isNotIn:
      true
    case .or, .and, .plus, .minus, .times, .dividedBy, .modulo: false
    }
  }
}

extension Diagnostic {
  fileprivate static func noRecord(_ word: String, at range: SourceRange) -> Diagnostic {
    let field = word.hasPrefix(".") ? String(word.dropFirst()) : word
    return Diagnostic(
      .noRecord, "there is no record here that `\(word)` could be a field of", at: range,
      hint: "write `$it.\(field)` for a field, quotes for a text")
  }

  fileprivate static func notAField(_ word: String, at range: SourceRange) -> Diagnostic {
    let mark = word.first { "+-*/%".contains($0) }
    let hint = mark.map { "`\($0)` needs a space on both sides; quotes make it a text" }
    return Diagnostic(
      .notAField, "`\(word)` is no field; a field is names joined by dots", at: range,
      hint: hint ?? "quotes make it a text")
  }
}
