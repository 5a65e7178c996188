import CommandModel

/// The dates of HTTP headers: `Mon, 23 Nov 2026 07:33:07 GMT`.
///
/// - Source: RFC 9110, section 5.6.7; only the form that servers may send.
enum HTTPDate {
  /// The moment, or nil for any other text.
  static func parse(_ text: some StringProtocol) -> Time? {
    // Every answer has one, so it is read byte by byte: `Mon, 23 Nov 2026 07:33:07 GMT`.
    var bytes = Array(text.utf8)
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    guard bytes.count == 29, bytes[25...].elementsEqual(" GMT".utf8),
      separators.allSatisfy({ bytes[$0.offset] == $0.byte }),
      let month = months.firstIndex(where: { bytes[8..<11].elementsEqual($0.utf8) }),
      let day = number(bytes[5..<7]), let year = number(bytes[12..<16]),
      let hour = number(bytes[17..<19]), let minute = number(bytes[20..<22]),
      let second = number(bytes[23..<25]), hour < 24, minute < 60, second < 61,
      let date = CivilDate(year: year, month: Int64(month + 1), day: day)
    else { return nil }
    return Time(
      secondsSince1970: date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    digits.reduce(0 as Int64?) { sum, byte in
      guard let sum, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      return sum * 10 + Int64(byte - UInt8(ascii: "0"))
    }
  }

  private static let separators = zip([3, 4, 7, 11, 16, 19, 22], ",    ::".utf8)
    .map { (offset: $0, byte: $1) }
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}
