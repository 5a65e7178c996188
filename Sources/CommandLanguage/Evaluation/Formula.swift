import CommandModel

/// An expression made ready to be computed for many records.
///
/// It is built from the tree without running anything (`Formula+Building`), then
/// what does not depend on a record is put in (`resolving`), then its words are read
/// by the types of the fields they are compared with (`Formula+Typing`).
indirect enum Formula {
  case constant(Value)
  /// A bare word that stands for a value; what it reads as may depend on a field.
  case word(String, SourceRange)
  /// A text in quotes, which a field of times reads as a time.
  case quoted(String, SourceRange)
  /// A value that only running gives.
  case dynamic(ValueNode)
  case field(FieldPath, SourceRange)
  case list([Formula])
  case record([(String, Formula)])
  case not(Formula, SourceRange)
  case binary(Operator, Formula, Formula, SourceRange)
  case match(Formula, Pattern, isNegated: Bool, SourceRange)
}

// MARK: - Computing

extension Formula {
  /// The value for one record; null stands for no record.
  ///
  /// - Throws: `Problem` that points at the part which cannot be computed.
  func value(for record: Value) throws -> Value {
    switch self {
    case .constant(let value): return value
    case .word(let spelling, _): return WordReading.language.value(of: spelling)
    case .quoted(let text, _): return .text(text)
    case .dynamic(let node):
      preconditionFailure("the value at \(node.range) must be resolved before it is computed")
    case .field(let path, let range): return try path.value(in: record, at: range)
    case .list(let items): return .list(try items.map { try $0.value(for: record) })
    case .record(let pairs):
      return .record(Record(try pairs.map { ($0.0, try $0.1.value(for: record)) }))
    case .not(let operand, let range):
      return .boolean(try !operand.condition(for: record, at: range))
    case .binary(let operation, let left, let right, let range):
      return try Self.compute(operation, left, right, for: record, at: range)
    case .match(let subject, let pattern, let isNegated, let range):
      let isMatch = try subject.matches(pattern, for: record, at: range)
      return .boolean(isMatch != isNegated)
    }
  }

  /// The value as a condition: true, false, or null, which is not true.
  func condition(for record: Value, at range: SourceRange) throws -> Bool {
    try value(for: record).condition(at: range)
  }

  private static func compute(
    _ operation: Operator, _ left: Formula, _ right: Formula, for record: Value,
    at range: SourceRange
  ) throws -> Value {
    switch operation {
    case .and:
      return .boolean(
        try left.condition(for: record, at: range) && right.condition(for: record, at: range))
    case .or:
      return .boolean(
        try left.condition(for: record, at: range) || right.condition(for: record, at: range))
    default: break
    }
    let (a, b) = (try left.value(for: record), try right.value(for: record))
    return try ValueError.placed(at: range) { () throws(ValueError) in
      switch operation {
      case .plus, .minus, .times, .dividedBy, .modulo:
        try Arithmetic.result(operation, a, b)
      case .matches, .doesNotMatch:
        .boolean(try isMatch(a, b) == (operation == .matches))
      default: .boolean(try Comparison.holds(operation, a, b))
      }
    }
  }

  private static func isMatch(_ subject: Value, _ pattern: Value) throws(ValueError) -> Bool {
    guard let text = pattern.textValue else { throw .noPattern }
    return try Pattern(text).matches(subject)
  }

  private func matches(
    _ pattern: Pattern, for record: Value, at range: SourceRange
  ) throws -> Bool {
    let subject = try value(for: record)
    return try ValueError.placed(at: range) { () throws(ValueError) in
      try pattern.matches(subject)
    }
  }
}

extension Pattern {
  fileprivate func matches(_ subject: Value) throws(ValueError) -> Bool {
    switch subject {
    case .null: return false
    case .text(let text): return try matches(text)
    default:
      throw ValueError(
        message: "`=~` looks into a text, not into a \(subject.typeName)",
        hint: "compare it with `==`, `<` or `>`")
    }
  }
}

extension ValueError {
  static let noPattern = ValueError(
    code: .badPattern, message: "a pattern must be a text", hint: "quote it: `=~ '^tmp_'`")

  /// Runs `work`; what goes wrong becomes a problem at `range`.
  static func placed<Result>(
    at range: SourceRange, _ work: () throws(ValueError) -> Result
  ) throws -> Result {
    do throws(ValueError) { return try work() } catch {
      throw Problem(.failed, error.code, error.message, at: range, hint: error.hint)
    }
  }
}

extension Value {
  /// Whether it holds as a condition: true; false and null do not.
  func condition(at range: SourceRange) throws -> Bool {
    switch self {
    case .boolean(let value): return value
    case .null: return false
    default:
      throw Problem(
        .failed, .badCondition,
        "a condition must be true, false or null, not a \(typeName)", at: range,
        hint: "compare it with something: `… == …`")
    }
  }
}

extension FieldPath {
  /// The field of a record; null where the record has not got it.
  func value(in value: Value, at range: SourceRange) throws -> Value {
    switch value {
    case .record(let record): return self.value(in: record) ?? .null
    case .null: return .null
    default:
      throw Problem(
        .failed, .badPath, "a \(value.typeName) has no field `\(name)`", at: range)
    }
  }
}

// MARK: - Resolving

extension Formula {
  /// The formula with every value that only running gives put in.
  func resolving(_ value: (ValueNode) async throws -> Value) async throws -> Formula {
    switch self {
    case .dynamic(let node): return .constant(try await value(node))
    case .constant, .word, .quoted, .field: return self
    case .list(let items):
      var resolved: [Formula] = []
      for item in items { resolved.append(try await item.resolving(value)) }
      return .list(resolved)
    case .record(let pairs):
      var resolved: [(String, Formula)] = []
      for (name, formula) in pairs { resolved.append((name, try await formula.resolving(value))) }
      return .record(resolved)
    case .not(let operand, let range):
      return .not(try await operand.resolving(value), range)
    case .binary(let operation, let left, let right, let range):
      let left = try await left.resolving(value)
      return .binary(operation, left, try await right.resolving(value), range)
    case .match(let subject, let pattern, let isNegated, let range):
      return .match(try await subject.resolving(value), pattern, isNegated: isNegated, range)
    }
  }

  /// The values in it that only running gives.
  var dynamicNodes: [ValueNode] {
    switch self {
    case .dynamic(let node): [node]
    case .constant, .word, .quoted, .field: []
    case .list(let items): items.flatMap(\.dynamicNodes)
    case .record(let pairs): pairs.flatMap(\.1.dynamicNodes)
    case .not(let operand, _), .match(let operand, _, _, _): operand.dynamicNodes
    case .binary(_, let left, let right, _): left.dynamicNodes + right.dynamicNodes
    }
  }
}
