package import CommandModel

/// What a bare word reads as by itself.
///
/// A place that has a type reads the spelling by that type instead.
package enum WordShape: Sendable, Hashable {
  case null
  case boolean(Bool)
  case number(Number)
  case duration(Duration)
  /// `--name` or `-x`.
  case flag
  case text

  package init(_ word: some StringProtocol) {
    switch word {
    case "null": self = .null
    case "true": self = .boolean(true)
    case "false": self = .boolean(false)
    default: self = WordShape.numeric(word) ?? (WordShape.isFlag(word) ? .flag : .text)
    }
  }

  private static func numeric(_ word: some StringProtocol) -> WordShape? {
    guard let first = word.utf8.first, first.isDigit || first == UInt8(ascii: "-") else {
      return nil
    }
    if let number = Number(spelling: word) { return .number(number) }
    return DurationText.parse(word).map { .duration($0) }
  }

  private static func isFlag(_ word: some StringProtocol) -> Bool {
    let name = word.drop { $0 == "-" }
    guard name.utf8.first?.isLetter == true else { return false }
    switch word.utf8.count - name.utf8.count {
    case 2: return true
    case 1: return name.utf8.count == 1
    default: return false
    }
  }

  /// Whether a pipeline that begins with such a word begins with a value.
  package static func beginsPipelineAsValue(_ word: some StringProtocol) -> Bool {
    switch WordShape(word) {
    case .null, .boolean, .number, .duration: true
    case .flag: false
    case .text: word.utf8.first.map { $0.isDigit || $0 == UInt8(ascii: "@") } ?? false
    }
  }
}

extension WordShape {
  var isNumber: Bool { if case .number = self { true } else { false } }
}
