import CommandModel

/// Sums and products of numbers, times and durations.
///
/// 64-bit integers are exact and their overflow is an error; null makes null.
enum Arithmetic {
  static func result(
    _ operation: Operator, _ left: Value, _ right: Value
  ) throws(ValueError) -> Value {
    switch (left, right) {
    case (.null, _), (_, .null): return .null
    case (.number(let a), .number(let b)): return .number(try numbers(operation, a, b))
    case (.duration(let a), .duration(let b)): return try durations(operation, a, b)
    case (.time(let a), .time(let b)) where operation == .minus: return .duration(a - b)
    case (.time(let time), .duration(let duration)) where operation == .minus:
      return .time(try moved(time, by: .zero - duration))
    case (.time(let time), .duration(let duration)) where operation == .plus,
      (.duration(let duration), .time(let time)) where operation == .plus:
      return .time(try moved(time, by: duration))
    case (.duration(let duration), .number(let factor)) where operation == .times,
      (.number(let factor), .duration(let duration)) where operation == .times:
      return .duration(try scale(duration, operation, factor))
    case (.duration(let duration), .number(let divisor)) where operation == .dividedBy:
      return .duration(try scale(duration, operation, divisor))
    default: throw mismatch(operation, left, right)
    }
  }

  private static func moved(
    _ time: Time, by duration: Duration
  ) throws(ValueError) -> Time {
    let moved = time + duration
    guard moved - time == duration else {
      throw ValueError(message: "the time lies outside of the years 1678 to 2261")
    }
    return moved
  }

  private static func numbers(
    _ operation: Operator, _ left: Number, _ right: Number
  ) throws(ValueError) -> Number {
    if let a = left.exactInteger, let b = right.exactInteger,
      let exact = try integers(operation, a, b)
    {
      return Number(exact)
    }
    return try real(operation, left.double, right.double)
  }

  /// Nil for a division that leaves a fraction.
  private static func integers(
    _ operation: Operator, _ left: Int64, _ right: Int64
  ) throws(ValueError) -> Int64? {
    if right == 0, operation == .dividedBy || operation == .modulo { throw divisionByZero }
    let (value, overflow) =
      switch operation {
      case .plus: left.addingReportingOverflow(right)
      case .minus: left.subtractingReportingOverflow(right)
      case .times: left.multipliedReportingOverflow(by: right)
      case .dividedBy: left.dividedReportingOverflow(by: right)
      // The least integer has no opposite, and still nothing remains.
      case .modulo: right == -1 ? (0, false) : left.remainderReportingOverflow(dividingBy: right)
      default: preconditionFailure("\(operation) computes nothing")
      }
    if overflow { throw tooLarge(operation) }
    return operation == .dividedBy && left % right != 0 ? nil : value
  }

  private static func real(
    _ operation: Operator, _ left: Double, _ right: Double
  ) throws(ValueError) -> Number {
    if right == 0, operation == .dividedBy || operation == .modulo { throw divisionByZero }
    let value =
      switch operation {
      case .plus: left + right
      case .minus: left - right
      case .times: left * right
      case .dividedBy: left / right
      case .modulo: left.truncatingRemainder(dividingBy: right)
      default: preconditionFailure("\(operation) computes nothing")
      }
    guard let number = Number(value) else { throw tooLarge(operation) }
    return number
  }

  private static func durations(
    _ operation: Operator, _ left: Duration, _ right: Duration
  ) throws(ValueError) -> Value {
    let (a, b) = (Number(left.nanosecondsClamped), Number(right.nanosecondsClamped))
    switch operation {
    case .plus, .minus, .modulo: return .duration(try nanoseconds(numbers(operation, a, b)))
    case .dividedBy: return .number(try numbers(operation, a, b))
    default: throw mismatch(operation, .duration(left), .duration(right))
    }
  }

  private static func scale(
    _ duration: Duration, _ operation: Operator, _ factor: Number
  ) throws(ValueError) -> Duration {
    try nanoseconds(numbers(operation, Number(duration.nanosecondsClamped), factor))
  }

  private static func nanoseconds(_ number: Number) throws(ValueError) -> Duration {
    guard let whole = number.exactInteger ?? Int64(exactly: number.double.rounded()) else {
      throw ValueError(message: "the duration is too long")
    }
    return .nanoseconds(whole)
  }

  private static let divisionByZero = ValueError(message: "a division by zero has no result")

  private static func tooLarge(_ operation: Operator) -> ValueError {
    ValueError(message: "the result of `\(operation.rawValue)` is too large for a number")
  }

  private static func mismatch(
    _ operation: Operator, _ left: Value, _ right: Value
  ) -> ValueError {
    let isText = left.textValue != nil || right.textValue != nil
    return ValueError(
      message: "`\(operation.rawValue)` does not go with a \(left.typeName) "
        + "and a \(right.typeName)",
      hint: isText ? #"text is built in quotes: "eu_$name""# : nil)
  }
}
