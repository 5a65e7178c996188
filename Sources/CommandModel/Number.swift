/// A number that keeps what it was: an exact 64-bit integer, else a binary
/// double, and in both cases the spelling it arrived with.
///
/// A number that is only passed on leaves as it came: `1.50` stays `1.50` and
/// 2^70 keeps its digits. Equality and order are those of the numeric value.
package struct Number: Sendable {
  private enum Storage: Sendable {
    case integer(Int64)
    case real(Double)
    /// A JSON number whose spelling is not the canonical one of an integer.
    case spelled(String, Double)
  }

  private let storage: Storage

  /// Creates an exact integer.
  package init(_ value: Int64) { storage = .integer(value) }

  /// Creates a double; nil for infinities and NaN, which no format can spell.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    storage = .real(value)
  }

  /// Creates the number that JSON spells so (RFC 8259, section 6); nil for any
  /// other text, also `007`, `+1`, `.5` and a number beyond a double's range.
  package init?(spelling: some StringProtocol) {
    // As one type, so that what follows is compiled for it.
    let spelling = String(spelling)
    guard Number.isJSONNumber(spelling.utf8) else { return nil }
    if let integer = Int64(spelling), String(integer) == spelling {
      storage = .integer(integer)
      return
    }
    guard let real = Double(spelling), real.isFinite else { return nil }
    storage = .spelled(spelling, real)
  }

  /// The number as it came in, or its shortest exact spelling when computed.
  package var spelling: String {
    switch storage {
    case .integer(let value): String(value)
    case .real(let value): Number.shortest(value)
    case .spelled(let text, _): text
    }
  }

  /// The nearest binary double.
  package var double: Double {
    switch storage {
    case .integer(let value): Double(value)
    case .real(let value), .spelled(_, let value): value
    }
  }

  /// The value as a 64-bit integer, when it is one exactly: `5`, `5.0`, `5e0`.
  package var exactInteger: Int64? {
    switch storage {
    case .integer(let value): value
    case .real(let value), .spelled(_, let value):
      // From 2^53 on a double no longer says which integer was meant.
      value.magnitude < 9_007_199_254_740_992 ? Int64(exactly: value) : nil
    }
  }

  /// `5.0` as people write it: `5`.
  private static func shortest(_ value: Double) -> String {
    if value.magnitude < 1e15, let integer = Int64(exactly: value) { return String(integer) }
    return value.description
  }

  private static func isJSONNumber(_ bytes: String.UTF8View) -> Bool {
    // Most words that are asked about are names.
    guard let first = bytes.first, first.isDigit || first == UInt8(ascii: "-") else { return false }
    var rest = bytes[...]
    func skipDigits() -> Int {
      let count = rest.prefix(while: \.isDigit).count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let leadsWithZero = rest.first == UInt8(ascii: "0")
    let whole = skipDigits()
    guard whole > 0, !leadsWithZero || whole == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard skipDigits() > 0 else { return false }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard skipDigits() > 0 else { return false }
    }
    return rest.isEmpty
  }
}

extension Number: Hashable, Comparable {
  package static func == (left: Number, right: Number) -> Bool {
    guard left.whole == right.whole && left.double == right.double else { return false }
    return left.huge == right.huge
  }

  package static func < (left: Number, right: Number) -> Bool {
    switch (left.whole, right.whole) {
    case (let left?, let right?): return left < right
    // An integer and a number that is none share a double only where that is 2^63,
    // which is greater than every 64-bit integer.
    case (_?, nil): return left.double <= right.double
    case (nil, _): break
    }
    guard left.double == right.double, let a = left.huge, let b = right.huge else {
      return left.double < right.double
    }
    return left.double < 0 ? b < a : a < b
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(double) }

  /// The numeric value as a 64-bit integer, when it is one.
  private var whole: Int64? {
    switch storage {
    case .integer(let value): value
    case .real(let value), .spelled(_, let value): Int64(exactly: value)
    }
  }

  /// What tells numbers apart that 64 bits do not hold and that share a double; nil
  /// for a smaller one.
  private var huge: Magnitude? {
    whole == nil && double.magnitude >= 0x1p63 ? Magnitude(spelling: spelling) : nil
  }
}

/// How great a number is, in decimal and without its sign: however it is spelled,
/// equal numbers have equal magnitudes.
private struct Magnitude: Comparable {
  /// The power of ten of the first digit.
  let exponent: Int
  /// Without zeros at either end.
  let digits: [UInt8]

  /// The magnitude of what JSON spells so.
  init(spelling: String) {
    let isExponent = { (byte: UInt8) in byte | 0x20 == UInt8(ascii: "e") }
    let parts = spelling.utf8.split(maxSplits: 1, whereSeparator: isExponent)
    let power = parts.count > 1 ? Int(String(Substring(parts[1]))) ?? 0 : 0
    let mantissa = parts[0].drop { $0 == UInt8(ascii: "-") }
    let whole = mantissa.prefix(while: \.isDigit).count
    let all = mantissa.filter(\.isDigit)
    let significant = all.drop { $0 == UInt8(ascii: "0") }
    let zeros = significant.reversed().prefix { $0 == UInt8(ascii: "0") }.count
    exponent = power + whole - 1 - (all.count - significant.count)
    digits = Array(significant.dropLast(zeros))
  }

  static func < (left: Magnitude, right: Magnitude) -> Bool {
    if left.exponent != right.exponent { return left.exponent < right.exponent }
    return left.digits.lexicographicallyPrecedes(right.digits)
  }
}

extension UInt8 {
  /// Whether it is one of `0` to `9`.
  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
