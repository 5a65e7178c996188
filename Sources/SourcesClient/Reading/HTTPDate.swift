import CommandModel

/// The dates of HTTP headers: `Mon, 23 Nov 2026 07:33:07 GMT`.
///
/// - Source: RFC 9110, section 5.6.7; only the form that servers may send.
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The moment, or nil for any other text.
  static func parse(_ text: some StringProtocol) -> Time? {
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", words[3].count == 4,
      let month = months.firstIndex(where: { $0 == words[2] })
    else { return nil }
    return Time("\(words[3])-\(twoDigits(month + 1))-\(words[1])T\(words[4])Z")
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
