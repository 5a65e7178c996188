/// A moment in UTC, to the nanosecond, between the years 1678 and 2261.
package struct Time: Sendable, Hashable, Comparable {
  /// Nanoseconds since 1970-01-01T00:00:00Z.
  package let nanoseconds: Int64

  package init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  /// Creates the moment so many whole seconds after 1970-01-01T00:00:00Z.
  package init(secondsSince1970 seconds: Int64) { nanoseconds = seconds * 1_000_000_000 }

  package static func < (left: Time, right: Time) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The moment `duration` later; saturates at the ends of the range.
  package static func + (time: Time, duration: Duration) -> Time {
    let (sum, overflow) = time.nanoseconds.addingReportingOverflow(duration.nanosecondsClamped)
    return Time(nanoseconds: overflow ? (duration < .zero ? .min : .max) : sum)
  }

  package static func - (time: Time, duration: Duration) -> Time { time + (.zero - duration) }

  package static func - (left: Time, right: Time) -> Duration {
    .nanoseconds(left.nanoseconds) - .nanoseconds(right.nanoseconds)
  }
}

extension Duration {
  /// The whole duration in nanoseconds, clamped to 64 bits (±292 years).
  package var nanosecondsClamped: Int64 {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, spilled) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    return spilled ? (seconds < 0 ? .min : .max) : sum
  }

  /// The duration in seconds.
  package var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}

// MARK: - RFC 3339

extension Time: CustomStringConvertible {
  /// RFC 3339 in UTC with no, 3, 6 or 9 digits of fraction: `2026-05-01T10:00:03.120Z`.
  package var description: String {
    let (seconds, fraction) = nanoseconds.flooredDivision(by: 1_000_000_000)
    let (days, secondOfDay) = seconds.flooredDivision(by: 86_400)
    let date = CivilDate(daysSince1970: days)
    var text = DigitText()
    text.append(date.year, width: 4, then: UInt8(ascii: "-"))
    text.append(date.month, width: 2, then: UInt8(ascii: "-"))
    text.append(date.day, width: 2, then: UInt8(ascii: "T"))
    text.append(secondOfDay / 3600, width: 2, then: UInt8(ascii: ":"))
    text.append(secondOfDay / 60 % 60, width: 2, then: UInt8(ascii: ":"))
    let end = fraction == 0 ? UInt8(ascii: "Z") : UInt8(ascii: ".")
    text.append(secondOfDay % 60, width: 2, then: end)
    if fraction != 0 { text.append(fraction: fraction, then: UInt8(ascii: "Z")) }
    return text.text
  }

  /// Reads RFC 3339 (`2026-05-01T10:00:03.12+02:00`) or a date, which is its 00:00 UTC.
  ///
  /// A blank between date and time is read too; digits beyond the nanosecond are cut.
  /// Nil for anything else, for a date that no calendar has, and outside the range.
  package init?(_ text: some StringProtocol) {
    var reader = TimeReader(text.utf8)
    guard let nanoseconds = reader.readMoment() else { return nil }
    self.init(nanoseconds: nanoseconds)
  }
}

/// A day of the proleptic Gregorian calendar.
package struct CivilDate: Sendable, Hashable, CustomStringConvertible {
  package let year: Int64
  package let month: Int64
  package let day: Int64

  /// Nil for a day that the calendar has not.
  package init?(year: Int64, month: Int64, day: Int64) {
    guard (1...12).contains(month), day >= 1 else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    guard CivilDate(daysSince1970: daysSince1970) == self else { return nil }
  }

  /// - Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  package init(daysSince1970 days: Int64) {
    let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// - Source: the same page, `days_from_civil`.
  package var daysSince1970: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shiftedYear.flooredDivision(by: 400)
    let shiftedMonth = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * shiftedMonth + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package var description: String {
    "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}

/// Digits put together byte by byte: every result of a run has a time.
private struct DigitText {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(30) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Appends a number of so many digits at most, with zeros before it, and what stands behind.
  mutating func append(_ number: Int64, width: Int, then mark: UInt8) {
    var divisor = DigitText.powers[width - 1]
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
    bytes.append(mark)
  }

  private static let powers: [Int64] = (0..<9).map { power in
    (0..<power).reduce(1) { product, _ in product * 10 }
  }

  /// Appends nanoseconds as 3, 6 or 9 digits of a fraction.
  mutating func append(fraction: Int64, then mark: UInt8) {
    if fraction % 1_000_000 == 0 {
      append(fraction / 1_000_000, width: 3, then: mark)
    } else if fraction % 1_000 == 0 {
      append(fraction / 1_000, width: 6, then: mark)
    } else {
      append(fraction, width: 9, then: mark)
    }
  }
}

/// Reads one moment from the bytes of a text and insists that nothing is left.
private struct TimeReader<Bytes: Collection<UInt8>> {
  private var rest: Bytes.SubSequence

  init(_ bytes: Bytes) { rest = bytes[...] }

  mutating func readMoment() -> Int64? {
    guard let year = digits(4), take("-"), let month = digits(2), take("-"),
      let day = digits(2), let date = CivilDate(year: year, month: month, day: day),
      (1678...2261).contains(year)
    else { return nil }
    let midnight = date.daysSince1970 * 86_400
    if rest.isEmpty { return midnight * 1_000_000_000 }
    guard take("T") || take("t") || take(" "), let hour = digits(2), take(":"),
      let minute = digits(2), take(":"), let second = digits(2),
      hour < 24, minute < 60, second <= 60, let fraction = readFraction(),
      let offset = readOffset(), rest.isEmpty
    else { return nil }
    return (midnight + hour * 3600 + minute * 60 + second - offset) * 1_000_000_000 + fraction
  }

  /// Nanoseconds; zero where there is no fraction, nil where a dot has no digit behind it.
  private mutating func readFraction() -> Int64? {
    guard take(".") else { return 0 }
    var (value, scale, count) = (Int64(0), Int64(100_000_000), 0)
    while let digit = digits(1) {
      value += digit * scale
      scale /= 10
      count += 1
    }
    return count > 0 ? value : nil
  }

  /// Seconds east of Greenwich.
  private mutating func readOffset() -> Int64? {
    if take("Z") || take("z") { return 0 }
    let sign: Int64 = take("+") ? 1 : take("-") ? -1 : 0
    guard sign != 0, let hours = digits(2), take(":"), let minutes = digits(2),
      hours < 24, minutes < 60
    else { return nil }
    return sign * (hours * 3600 + minutes * 60)
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard rest.first == UInt8(ascii: scalar) else { return false }
    rest = rest.dropFirst()
    return true
  }

  private mutating func digits(_ count: Int) -> Int64? {
    var value: Int64 = 0
    var left = rest
    for _ in 0..<count {
      guard let byte = left.popFirst(), byte >= 48, byte <= 57 else { return nil }
      value = value * 10 + Int64(byte - 48)
    }
    rest = left
    return value
  }
}

extension Int64 {
  /// Quotient and remainder with the remainder never negative.
  func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

private func padded(_ value: Int64, _ width: Int) -> String {
  let text = String(value)
  return String(repeating: "0", count: max(0, width - text.count)) + text
}
