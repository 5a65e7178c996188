/// A UUID.
struct Identifier: Sendable, Hashable {
  private let high: UInt64
  private let low: UInt64

  /// The first four digits, by which a reader tells what an id belongs to.
  enum Family: UInt64 {
    case schema = 0x018f
    case source = 0x0199
    case table = 0x019d
    case job = 0x019e
    case run = 0x0f6c
    case credential = 0x01a2
    case webhook = 0x019f
    case destination = 0x0198
  }

  /// Creates one in the layout of version 7, whose first digits are its age.
  init(_ family: Family, using dice: inout Dice) {
    high = family.rawValue << 48 | dice.next() & 0xffff_ffff_0fff | 0x7000
    low = dice.next() >> 2 | 1 << 63
  }

  /// Creates one that is the same in every world.
  init(_ family: Family, number: UInt64) {
    high = family.rawValue << 48 | 0x7000
    low = 1 << 63 | number
  }

  /// Reads 32 hexadecimal digits, with hyphens or without; nil for anything else.
  init?(_ text: some StringProtocol) {
    let digits = String(text.filter { $0 != "-" })
    guard digits.utf8.count == 32, digits.allSatisfy(\.isHexDigit),
      let high = UInt64(digits.prefix(16), radix: 16),
      let low = UInt64(digits.suffix(16), radix: 16)
    else { return nil }
    self.high = high
    self.low = low
  }
}

extension Identifier: CustomStringConvertible {
  var description: String {
    let digits = [high, low].map { half in
      let text = String(half, radix: 16)
      return String(repeating: "0", count: 16 - text.count) + text
    }.joined()
    var rest = digits[...]
    return [8, 4, 4, 4, 12].map { count in
      defer { rest = rest.dropFirst(count) }
      return String(rest.prefix(count))
    }.joined(separator: "-")
  }
}
