extension UInt8 {
  var isBlank: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r")
  }

  var isNewline: Bool { self == UInt8(ascii: "\n") }

  var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }

  var isHexDigit: Bool { isDigit || UInt8(ascii: "a")...UInt8(ascii: "f") ~= self | 0x20 }

  var isLetter: Bool {
    // Bit 5 is all that tells the cases apart in ASCII.
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20
  }

  var startsName: Bool { isLetter || self == UInt8(ascii: "_") }

  var continuesName: Bool { startsName || isDigit }

  /// Whether it is one of `= < > !`.
  var isSign: Bool {
    switch self {
    case UInt8(ascii: "="), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "!"): true
    default: false
    }
  }

  /// Whether a bare word may hold it: any byte of a character beyond ASCII, and all
  /// of ASCII that prints and has no meaning of its own.
  var isWordByte: Bool {
    switch self {
    case 0...0x20, 0x7F: false
    case UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: ","), UInt8(ascii: "("),
      UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "$"),
      UInt8(ascii: "\\"):
      false
    default: !isSign
    }
  }
}

extension StringProtocol {
  /// Whether it is a letter or `_` and then letters, digits and `_`, all ASCII.
  var isName: Bool {
    guard let first = utf8.first else { return false }
    return first.startsName && utf8.allSatisfy(\.continuesName)
  }

  /// Whether it is names joined by dots, where a name may hold `-` for `_`.
  var isDottedName: Bool {
    split(separator: ".", omittingEmptySubsequences: false).allSatisfy { name in
      guard let first = name.utf8.first, first.startsName else { return false }
      return name.utf8.allSatisfy { $0.continuesName || $0 == UInt8(ascii: "-") }
    }
  }
}
