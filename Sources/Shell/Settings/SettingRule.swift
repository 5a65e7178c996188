import CommandModel
import RunEngine
import SourcesClient

extension Setting {
  /// A condition on the text of a setting beyond its type.
  enum Rule: Sendable {
    /// What fits, and what to write instead of what does not.
    case accepting(@Sendable (String) -> Bool, remedy: String)
    /// Throws what is wrong with a text in words of its own.
    case checking(@Sendable (String) throws(Problem) -> Void)
  }

  /// The value that a text means for this setting.
  ///
  /// `name` is how the person knows the setting: its own name, a flag, a variable.
  ///
  /// - Throws: `Problem` when the text does not fit, with what to write instead.
  func read(_ text: String, called name: String) throws(Problem) -> Value {
    switch parameter.type {
    case .integer(let range):
      if let number = Int(text), range.contains(number) { return .integer(number) }
      throw unfit(text, name, "a number from \(range.lowerBound) to \(range.upperBound)")
    case .choice(let words, _):
      if words.contains(text) { return .text(text) }
      throw unfit(text, name, "one of \(words.joined(separator: ", "))")
    default:
      try obeyRule(text, name)
      return .text(text)
    }
  }

  private func obeyRule(_ text: String, _ name: String) throws(Problem) {
    switch rule {
    case nil: return
    case .checking(let check): try check(text)
    case .accepting(let fits, let remedy):
      guard fits(text) else { throw unfit(text, name, remedy) }
    }
  }

  private func unfit(_ text: String, _ name: String, _ remedy: String) -> Problem {
    Problem(.usage, code: .badSetting, "`\(name)` cannot be `\(text)`", hint: remedy)
  }
}

extension Setting.Rule {
  static let host = Self.checking { text throws(Problem) in _ = try ServerAddress(text) }
  static let rateLimit = Self.accepting(
    { RateLimit(spelling: $0) != nil }, remedy: "such as \"480/1m,4800/1h\", or off")
  static let budget = Self.accepting(
    { Double($0).map { (0.01...1.0).contains($0) } ?? false }, remedy: "a number from 0.01 to 1.0")
  static let timeout = Self.accepting(
    { ["auto", "never"].contains($0) || DurationText.parse($0) != nil },
    remedy: "a duration such as 30m, never, or auto")
  static let lookups = Self.accepting(
    { LookupPolicy(spelling: $0) != nil }, remedy: "durations such as 5s,15s,45s,130s, or never")
  static let project = Self.accepting(
    { $0 == "current" || $0 == "@current" || Int($0).map { $0 > 0 } ?? false },
    remedy: "the project's number, or current")
}
