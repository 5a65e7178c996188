import CommandModel
import Testing

@testable import CommandLanguage

@Suite struct ComparisonTests {
  static let day = Value.time(Time(secondsSince1970: 86_400))

  @Test(
    arguments: [
      (Value.text("a"), Operator.equal, Value.text("a"), true),
      ("a", .notEqual, "b", true),
      ("a", .less, "b", true),
      (5, .equal, .number(Number(spelling: "5.0") ?? Number(0)), true),
      (5, .lessOrEqual, 5, true),
      (5, .greaterOrEqual, 6, false),
      (true, .equal, true, true),
      (.null, .equal, .null, true),
      (.null, .notEqual, 5, true),
      (.null, .equal, "", false),
      (.null, .less, 5, false),
      (5, .greaterOrEqual, .null, false),
      (.null, .lessOrEqual, .null, false),
      (day, .equal, "1970-01-02", true),
      ("1970-01-01T23:00:00Z", .less, day, true),
      (day, .greater, "1970-01-01", true),
      (.duration(.seconds(60)), .equal, .duration(.seconds(60)), true),
      (.duration(.seconds(59)), .less, .duration(.seconds(60)), true),
      ("a", .isIn, ["a", "b"], true),
      ("c", .isNotIn, ["a", "b"], true),
      (.null, .isIn, ["a"], false),
      ("a", .isIn, .null, false),
      ([1, 2], .equal, [1, 2], true),
    ] as [(Value, Operator, Value, Bool)])
  func compares(left: Value, operation: Operator, right: Value, expected: Bool) throws {
    #expect(try Comparison.holds(operation, left, right) == expected)
  }

  @Test(
    arguments: [
      (
        Value.text("5"), Operator.equal, Value.integer(5), "a text cannot be compared with a number"
      ),
      ("5", .greater, 5, "a text cannot be compared with a number"),
      (5, .less, "5", "a number cannot be compared with a text"),
      (true, .less, true, "a true/false cannot be compared with a true/false"),
      ([1], .less, [2], "a list cannot be compared with a list"),
      (day, .equal, 5, "a time cannot be compared with a number"),
      (day, .less, "yesterday", "`yesterday` is no time"),
      ("a", .isIn, "abc", "`in` needs a list on its right, not a text"),
    ] as [(Value, Operator, Value, String)])
  func refuses(left: Value, operation: Operator, right: Value, message: String) {
    let error = #expect(throws: ValueError.self) {
      try Comparison.holds(operation, left, right)
    }
    #expect(error?.message == message)
  }
}
