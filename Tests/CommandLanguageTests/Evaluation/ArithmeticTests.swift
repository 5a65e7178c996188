import CommandModel
import Testing

@testable import CommandLanguage

@Suite struct ArithmeticTests {
  static let day = Value.time(Time(secondsSince1970: 86_400))
  static let half = Number(0.5).map(Value.number) ?? .null
  static let hour = Value.duration(.seconds(3600))

  @Test(
    arguments: [
      (2, .plus, 3, "5"),
      (2, .minus, 3, "-1"),
      (7, .times, 6, "42"),
      (6, .dividedBy, 3, "2"),
      (7, .dividedBy, 2, "3.5"),
      (7, .modulo, 4, "3"),
      (.integer(.max), .minus, 1, "9223372036854775806"),
      (half, .plus, 1, "1.5"),
      (.null, .plus, 1, ""),
      (day, .minus, hour, "1970-01-01T23:00:00Z"),
      (day, .plus, hour, "1970-01-02T01:00:00Z"),
      (hour, .plus, day, "1970-01-02T01:00:00Z"),
      (day, .minus, day, "0s"),
      (hour, .plus, hour, "2h"),
      (hour, .minus, hour, "0s"),
      (hour, .times, 3, "3h"),
      (2, .times, hour, "2h"),
      (hour, .dividedBy, 2, "30m"),
      (hour, .dividedBy, .duration(.seconds(60)), "60"),
    ] as [(Value, Operator, Value, String)])
  func computes(left: Value, operation: Operator, right: Value, expected: String) throws {
    #expect(try Arithmetic.result(operation, left, right).plainText == expected)
  }

  @Test(
    arguments: [
      (.integer(.max), .plus, 1, "the result of `+` is too large for a number"),
      (.integer(.min), .times, 2, "the result of `*` is too large for a number"),
      (.integer(.min), .dividedBy, -1, "the result of `/` is too large for a number"),
      (1, .dividedBy, 0, "a division by zero has no result"),
      (1, .modulo, 0, "a division by zero has no result"),
      ("a", .plus, "b", "`+` does not go with a text and a text"),
      (day, .plus, day, "`+` does not go with a time and a time"),
      (hour, .times, hour, "`*` does not go with a duration and a duration"),
      (hour, .times, .integer(.max), "the result of `*` is too large for a number"),
    ] as [(Value, Operator, Value, String)])
  func refuses(left: Value, operation: Operator, right: Value, message: String) {
    let error = #expect(throws: ValueError.self) {
      try Arithmetic.result(operation, left, right)
    }
    #expect(error?.message == message)
  }
}
