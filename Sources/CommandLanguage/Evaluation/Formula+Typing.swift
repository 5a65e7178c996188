import CommandModel

/// Reads the words of a formula by the types of the fields they are compared with,
/// and finds what a typo would otherwise hide.
///
/// One implementation for the check, where a listing's kind is known, and for the
/// run, where each record brings its own.
struct FormulaTyping {
  /// A text that none of the known values of a field is.
  struct Unusual {
    let path: FieldPath
    let text: String
    let range: SourceRange
  }

  private let knowledge: FieldKnowledge?
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var unusual: [Unusual] = []

  /// Nil knowledge means records without a kind.
  init(_ knowledge: FieldKnowledge?) { self.knowledge = knowledge }

  mutating func type(_ formula: Formula) -> Formula {
    switch formula {
    case .constant, .dynamic, .match: return formula
    case .word(let spelling, _): return .constant(WordReading.language.value(of: spelling))
    case .quoted(let text, _): return .constant(.text(text))
    case .field(let path, let range):
      if let complaint = knowledge?.complaint(about: path, at: range) {
        diagnostics.append(complaint)
      }
      return formula
    case .list(let items): return .list(items.map { type($0) })
    case .record(let pairs): return .record(pairs.map { ($0.0, type($0.1)) })
    case .not(let operand, let range): return .not(type(operand), range)
    case .binary(let operation, let left, let right, let range):
      return binary(operation, left, right, at: range)
    }
  }

  private mutating func binary(
    _ operation: Operator, _ left: Formula, _ right: Formula, at range: SourceRange
  ) -> Formula {
    let typed = type(left)
    switch operation {
    case .matches, .doesNotMatch:
      return match(typed, type(right), isNegated: operation == .doesNotMatch, at: range)
    case _ where operation.isComparison:
      guard case .field(let path, _) = left, let field = knowledge?.type(of: path.name) else {
        break
      }
      let read = comparand(right, of: field, at: path, range)
      return .binary(operation, typed, read, range)
    default: break
    }
    return .binary(operation, typed, type(right), range)
  }

  /// Compiles a pattern that is known, once for all records.
  private mutating func match(
    _ subject: Formula, _ pattern: Formula, isNegated: Bool, at range: SourceRange
  ) -> Formula {
    let operation = isNegated ? Operator.doesNotMatch : .matches
    guard case .constant(let value) = pattern else {
      return .binary(operation, subject, pattern, range)
    }
    do throws(ValueError) {
      guard let text = value.textValue else { throw .noPattern }
      return .match(subject, try Pattern(text), isNegated: isNegated, range)
    } catch {
      diagnostics.append(
        Diagnostic(error.code, error.message, at: range, hint: error.hint))
      return .constant(false)
    }
  }
}

// MARK: - What a field is compared with

extension FormulaTyping {
  private mutating func comparand(
    _ formula: Formula, of field: Kind.FieldType, at path: FieldPath, _ comparison: SourceRange
  ) -> Formula {
    switch formula {
    case .word(let spelling, let range):
      let value = read(spelling, as: field, at: range)
      note(value, of: field, at: path, range)
      return .constant(value)
    case .quoted(let text, let range): return quoted(text, of: field, at: path, range)
    case .constant(.text(let text)): return quoted(text, of: field, at: path, comparison)
    case .list(let items):
      return .list(items.map { comparand($0, of: field, at: path, comparison) })
    default: return type(formula)
    }
  }

  /// A text that is meant as one; beside a time it is read as a time.
  private mutating func quoted(
    _ text: String, of field: Kind.FieldType, at path: FieldPath, _ range: SourceRange
  ) -> Formula {
    note(.text(text), of: field, at: path, range)
    guard case .time = field.type else { return .constant(.text(text)) }
    return .constant(time(text, at: range))
  }

  private mutating func read(
    _ spelling: String, as field: Kind.FieldType, at range: SourceRange
  ) -> Value {
    if spelling == "null" { return .null }
    switch field.type {
    case .text: return .text(spelling)
    case .time: return time(spelling, at: range)
    case .number, .boolean:
      let value = WordReading.language.value(of: spelling)
      if value.textValue != nil { complainAboutText(spelling, as: field, at: range) }
      return value
    case .list, .record, .any: return WordReading.language.value(of: spelling)
    }
  }

  private mutating func complainAboutText(
    _ spelling: String, as field: Kind.FieldType, at range: SourceRange
  ) {
    let isNumber = if case .number = field.type { true } else { false }
    diagnostics.append(
      Diagnostic(
        .badOperands,
        "`\(field.name)` is a \(isNumber ? "number" : "true/false"), not the text `\(spelling)`",
        at: range, hint: isNumber ? "write a number" : "write `true` or `false`"))
  }

  private mutating func time(_ text: String, at range: SourceRange) -> Value {
    do throws(ValueError) {
      return .time(try Comparison.time(text))
    } catch {
      diagnostics.append(Diagnostic(.badValue, error.message, at: range, hint: error.hint))
      return .null
    }
  }

  private mutating func note(
    _ value: Value, of field: Kind.FieldType, at path: FieldPath, _ range: SourceRange
  ) {
    guard let text = value.textValue, !field.enumeration.isEmpty,
      !field.enumeration.contains(text)
    else { return }
    let right = field.enumeration.first { $0.lowercased() == text.lowercased() }
    if let right {
      diagnostics.append(
        Diagnostic(
          .badCase, "`\(text)` is spelled `\(right)`", at: range,
          hint: "write `\(right.isOneWord ? right : "\"\(right)\"")`; case counts"))
    } else {
      unusual.append(Unusual(path: path, text: text, range: range))
    }
  }
}

extension String {
  /// Whether it can be typed without quotes.
  fileprivate var isOneWord: Bool { allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } }
}

// MARK: - Formulas over records

/// A formula on its way through a stream: typed anew wherever the kind changes.
struct RecordFormula {
  private let formula: Formula
  private let vocabulary: Vocabulary
  private let isFixed: Bool
  private var typed: Formula?
  private var kind: KindName?
  /// The texts it compares with that are no known values of their fields.
  private(set) var unusual: [FormulaTyping.Unusual] = []

  /// Types the formula by `knowledge`, or by each record where nothing is known.
  ///
  /// - Throws: `Problem` with everything that `knowledge` shows to be wrong.
  init(_ formula: Formula, knowledge: FieldKnowledge?, vocabulary: Vocabulary) throws {
    self.formula = formula
    self.vocabulary = vocabulary
    isFixed = knowledge != nil
    if let knowledge { try type(by: knowledge) }
  }

  mutating func value(for value: Value) throws -> Value {
    if !isFixed { try retype(for: value) }
    return try (typed ?? formula).value(for: value)
  }

  private mutating func retype(for value: Value) throws {
    let next = value.recordValue?.kind
    if typed != nil, next == kind { return }
    kind = next
    try type(by: value.recordValue.flatMap { FieldKnowledge(of: $0, in: vocabulary) })
  }

  private mutating func type(by knowledge: FieldKnowledge?) throws {
    var typing = FormulaTyping(knowledge)
    typed = typing.type(formula)
    unusual += typing.unusual
    let errors = typing.diagnostics
    if !errors.isEmpty { throw Problem(.usage, errors) }
  }
}
