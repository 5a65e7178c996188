import CommandModel

/// Why two values do not go together; the place is known to the caller.
struct ValueError: Error, Equatable {
  var code = ErrorCode.badOperands
  let message: String
  var hint: String?
}

/// How values compare (language.md, section 4): null equals only null, an ordering
/// with null is false, text beside a time is read as one, other mixtures are errors.
enum Comparison {
  static func holds(
    _ operation: Operator, _ left: Value, _ right: Value
  ) throws(ValueError) -> Bool {
    switch operation {
    case .equal: return try equal(left, right)
    case .notEqual: return !(try equal(left, right))
    case .isIn: return try contains(right, left)
    case .isNotIn: return !(try contains(right, left))
    case .less: return try isLess(left, right)
    case .greater: return try isGreater(left, right)
    case .lessOrEqual: return try isLess(left, right) ? true : isSame(left, right)
    case .greaterOrEqual: return try isGreater(left, right) ? true : isSame(left, right)
    default: preconditionFailure("\(operation) compares nothing")
    }
  }

  /// Whether neither comes first; null has no place in any order.
  private static func isSame(_ left: Value, _ right: Value) throws(ValueError) -> Bool {
    if case .null = left { return false }
    return try equal(left, right)
  }

  private static func equal(_ left: Value, _ right: Value) throws(ValueError) -> Bool {
    switch (left, right) {
    case (.text(let a), .text(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (.boolean, .boolean), (.time, .time), (.duration, .duration), (.list, .list),
      (.record, .record):
      return left == right
    case (.time(let time), .text(let text)), (.text(let text), .time(let time)):
      return try self.time(text) == time
    default: throw mismatch(left, right)
    }
  }

  private static func isLess(_ left: Value, _ right: Value) throws(ValueError) -> Bool {
    switch (left, right) {
    case (.number(let a), .number(let b)): return a < b
    case (.text(let a), .text(let b)): return a < b
    case (.time(let a), .time(let b)): return a < b
    case (.duration(let a), .duration(let b)): return a < b
    case (.time(let a), .text(let b)): return try a < time(b)
    case (.text(let a), .time(let b)): return try time(a) < b
    case (.null, _), (_, .null): return false
    default: throw mismatch(left, right)
    }
  }

  /// `a > b` is `b < a`, but a complaint names the two in the order they were written.
  private static func isGreater(_ left: Value, _ right: Value) throws(ValueError) -> Bool {
    do throws(ValueError) {
      return try isLess(right, left)
    } catch {
      throw error == mismatch(right, left) ? mismatch(left, right) : error
    }
  }

  private static func contains(_ list: Value, _ item: Value) throws(ValueError) -> Bool {
    switch list {
    case .null: return false
    case .list(let items):
      for candidate in items where try equal(item, candidate) { return true }
      return false
    default:
      throw ValueError(
        message: "`in` needs a list on its right, not a \(list.typeName)",
        hint: "write a list: `[a, b]`")
    }
  }

  static func time(_ text: String) throws(ValueError) -> Time {
    guard let time = Time(text) else {
      throw ValueError(
        message: "`\(text)` is no time",
        hint: DurationText.parse(text) == nil
          ? "write a date or a time, such as `2026-05-01` or `2026-05-01T10:00:00Z`"
          : "write `$now - \(text)` for the time so long ago")
    }
    return time
  }

  private static func mismatch(_ left: Value, _ right: Value) -> ValueError {
    let hint: String? =
      switch (left, right) {
      case (.text, .number): "quote the number to compare it as text"
      case (.number, .text): "write a number on the right"
      case (.time, .duration): "write `$now - 1h` for the time an hour ago"
      case (.boolean, .text): "write `true` or `false`"
      default: nil
      }
    return ValueError(
      message: "a \(left.typeName) cannot be compared with a \(right.typeName)", hint: hint)
  }
}
