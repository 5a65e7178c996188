/// A UUID as the number that it spells, which takes a third of the memory of its text.
package struct PackedID: Sendable, Hashable, Comparable {
  private let number: UInt128

  private init(_ number: UInt128) { self.number = number }

  /// Reads 8-4-4-4-12 hexadecimal digits of either case; nil for any other text.
  package init?(_ text: some StringProtocol) {
    guard let (number, digitCount) = PackedID.digits(of: text), digitCount == 32 else { return nil }
    self.number = number
  }

  /// The ids whose spelling begins with a text; nil where no spelling of an id does.
  package static func ids(
    beginningWith text: some StringProtocol
  ) -> ClosedRange<PackedID>? {
    guard let (number, digitCount) = digits(of: text), digitCount > 0 else { return nil }
    let bits = UInt128(32 - digitCount) * 4
    let first = number << bits
    return PackedID(first)...PackedID(first | ((1 << bits) - 1))
  }

  package static func < (left: PackedID, right: PackedID) -> Bool { left.number < right.number }

  /// In lower case, with its dashes.
  package var text: String {
    String(unsafeUninitializedCapacity: 36) { bytes in
      var rest = number
      for index in (0..<36).reversed() {
        if PackedID.dashes.contains(index) {
          bytes[index] = UInt8(ascii: "-")
        } else {
          let digit = UInt8(truncatingIfNeeded: rest & 0xf)
          bytes[index] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
          rest >>= 4
        }
      }
      return 36
    }
  }

  /// Where the dashes of an id stand.
  package static let dashes = [8, 13, 18, 23]

  /// The digits that a text spells as an id does, and how many; nil for any other text.
  private static func digits(
    of text: some StringProtocol
  ) -> (number: UInt128, count: Int)? {
    var number: UInt128 = 0
    var (index, count) = (0, 0)
    for byte in text.utf8 {
      guard index < 36 else { return nil }
      switch index {
      case 8, 13, 18, 23: guard byte == UInt8(ascii: "-") else { return nil }
      default:
        guard let digit = digit(byte) else { return nil }
        number = number << 4 | UInt128(digit)
        count += 1
      }
      index += 1
    }
    return (number, count)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
