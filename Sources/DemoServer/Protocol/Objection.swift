/// What is wrong with a request, before it is known in which of its shapes the server
/// says so.
struct Objection: Error {
  /// The field it is about; nil when it is the whole.
  var field: String?
  var code = "invalid_input"
  let text: String
}

extension Objection {
  /// That a number is too small or too great; nil when it is neither.
  static func outside(_ range: ClosedRange<Int>, _ number: Int) -> Objection? {
    if number < range.lowerBound {
      return Objection(
        code: "min_value",
        text: "Ensure this value is greater than or equal to \(range.lowerBound).")
    }
    if number > range.upperBound {
      return Objection(
        code: "max_value",
        text: "Ensure this value is less than or equal to \(range.upperBound).")
    }
    return nil
  }
}
