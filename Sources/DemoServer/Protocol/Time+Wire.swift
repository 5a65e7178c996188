import CommandModel

extension Time {
  /// As PostHog writes a moment: always six digits of fraction.
  ///
  /// One object carries both endings, `Z` and `+00:00` (contract, section 1).
  func wireText(zone: String = "Z") -> String {
    let micros = nanoseconds / 1000 % 1_000_000
    let digits = String(micros)
    let whole = Time(nanoseconds: nanoseconds - nanoseconds % 1_000_000_000).description
    return whole.dropLast() + "." + String(repeating: "0", count: 6 - digits.count) + digits + zone
  }

  /// As the `Date` header has it: `Mon, 23 Nov 2026 07:32:43 GMT`.
  var httpDate: String {
    let days = nanoseconds / 86_400_000_000_000
    let date = CivilDate(daysSince1970: days)
    // 1970-01-01 was a Thursday.
    let weekday = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"][Int(days % 7)]
    let month = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][Int(date.month - 1)]
    let day = date.day < 10 ? "0\(date.day)" : "\(date.day)"
    let clock = description.dropFirst(11).prefix(8)
    return "\(weekday), \(day) \(month) \(date.year) \(clock) GMT"
  }
}

extension Value {
  static func moment(_ time: Time?) -> Value { .optional(time?.wireText()) }
}
