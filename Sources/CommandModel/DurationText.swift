/// Durations as the language spells them: `250ms`, `90s`, `4m12s`, `1d12h`, `2w`.
package enum DurationText {
  private static let units: [(name: String, milliseconds: Int64)] = [
    ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// Reads digits and a unit, repeated: `1h30m`. Nil for anything else, also for a
  /// duration beyond 10,000 years.
  package static func parse(_ text: some StringProtocol) -> Duration? {
    var rest = String(text).utf8[...]
    var total: Int64 = 0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix(while: \.isDigit)
      let unit = rest.dropFirst(digits.count).prefix { !$0.isDigit }
      guard let count = Int64(Substring(digits)),
        let factor = units.first(where: { $0.name.utf8.elementsEqual(unit) })?.milliseconds
      else { return nil }
      let (part, overflow) = count.multipliedReportingOverflow(by: factor)
      guard !overflow, total <= 315_360_000_000_000 - part else { return nil }
      total += part
      rest = rest.dropFirst(digits.count + unit.count)
    }
    return .milliseconds(total)
  }

  /// Writes a duration exactly to the millisecond, in days and below: `1d12h`, `4m12s`, `0s`.
  package static func format(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    var left =
      UInt128(seconds.magnitude) * 1000 + UInt128(attoseconds.magnitude) / 1_000_000_000_000_000
    if left == 0 { return "0s" }
    var text = duration < .zero ? "-" : ""
    for (name, milliseconds) in units.dropFirst() {
      let (count, rest) = left.quotientAndRemainder(dividingBy: UInt128(milliseconds))
      if count > 0 { text += "\(count)\(name)" }
      left = rest
    }
    return text
  }

  /// Writes a duration for a person, with at most two units: `0.5s`, `4m12s`, `3h05m`, `2d4h`.
  package static func brief(_ duration: Duration) -> String {
    let seconds = max(0, duration.seconds)
    if seconds < 9.95 {
      let tenths = Int((seconds * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10)s" : "\(tenths / 10).\(tenths % 10)s"
    }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole)s" }
    if whole < 3600 { return "\(whole / 60)m\(twoDigits(whole % 60))s" }
    if whole < 86_400 { return "\(whole / 3600)h\(twoDigits(whole / 60 % 60))m" }
    return "\(whole / 86_400)d\(whole / 3600 % 24)h"
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
