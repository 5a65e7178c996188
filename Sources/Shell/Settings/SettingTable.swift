package import CommandModel
import Rendering
import RunEngine

/// One setting of a session: the only place where its name, type, default, help,
/// environment variables and secrecy are written.
package struct Setting: Sendable {
  package let parameter: Parameter
  package let standard: Value
  /// The environment variables that give it, the first that is set wins.
  package let environment: [String]
  /// Whether `--name value` before the command sets it too.
  package let isFlag: Bool
  /// What its text must be beyond the type.
  let rule: Rule?

  /// A condition on a text, and what to write instead.
  struct Rule: Sendable {
    let accepts: @Sendable (String) -> Bool
    let remedy: String
  }

  init(
    _ name: String, _ type: ParameterType, _ summary: String, standard: Value = .null,
    environment: [String] = [], isFlag: Bool = false, isSecret: Bool = false, rule: Rule? = nil
  ) {
    self.rule = rule
    parameter = Parameter(
      name, type, summary, form: .setting, place: .local, isSecret: isSecret,
      defaultText: standard.isNull ? nil : standard.plainText)
    self.standard = standard
    self.environment = environment
    self.isFlag = isFlag
  }

  package var name: String { parameter.name }
}

extension Setting {
  /// All settings, in the order in which they are listed.
  package static let all: [Setting] = [
    Setting(
      "host", .text, "The PostHog server: us, eu, or an address.",
      environment: ["POSTHOG_HOST", "POSTHOG_CLI_HOST"], isFlag: true),
    Setting(
      "project_id", .text, "The project: its number, or current.",
      environment: ["POSTHOG_PROJECT_ID", "POSTHOG_CLI_PROJECT_ID"], isFlag: true, rule: .project),
    Setting(
      "api_key", .text, "The personal API key; set api_key ? asks for it.",
      environment: ["POSTHOG_PERSONAL_API_KEY", "POSTHOG_CLI_API_KEY"], isSecret: true),
    Setting(
      "output", .choice(["auto"] + OutputFormat.allCases.map(\.rawValue), isOpen: false),
      "The format of results; auto is a table on a terminal and JSON Lines elsewhere.",
      standard: "auto"),
    Setting("parallel", .integer(1...64), "Requests of a run at work at a time.", standard: 4),
    Setting(
      "rate_limit", .text, "Requests allowed, as 480/1m,4800/1h, or off.",
      standard: "480/1m,4800/1h", rule: .rateLimit),
    Setting(
      "budget", .text, "The share of the rate limit that edsh may use, up to 1.0.",
      standard: "0.9", rule: .budget),
    Setting("retries", .integer(0...20), "Further tries for what may be sent again.", standard: 4),
    Setting(
      "timeout", .text, "How long wait waits: a duration, never, or auto (30m in scripts).",
      standard: "auto", rule: .timeout),
    Setting(
      "confirm", .integer(0...1_000_000), "How many items may change without a question.",
      standard: 1),
    Setting(
      "color", .choice(["auto", "always", "never"], isOpen: false), "Colours on the screen.",
      standard: "auto"),
    Setting(
      "history_size", .integer(0...1_000_000), "How many entries the history keeps.",
      standard: 10_000),
  ]

  package static func named(_ name: String) -> Setting? { all.first { $0.parameter.isNamed(name) } }
}

extension Setting.Rule {
  static let rateLimit = Self(
    accepts: { RateLimit(spelling: $0) != nil }, remedy: "such as 480/1m,4800/1h, or off")
  static let budget = Self(
    accepts: { Double($0).map { (0.01...1.0).contains($0) } ?? false },
    remedy: "a number from 0.01 to 1.0")
  static let timeout = Self(
    accepts: { ["auto", "never"].contains($0) || DurationText.parse($0) != nil },
    remedy: "a duration such as 30m, never, or auto")
  static let project = Self(
    accepts: { $0 == "current" || $0 == "@current" || Int($0).map { $0 > 0 } ?? false },
    remedy: "the project's number, or current")
}

extension Setting {
  /// The value that a text means for this setting; nil when it does not fit.
  func reading(_ text: String) -> Value? {
    switch parameter.type {
    case .integer(let range):
      guard let number = Int(text), range.contains(number) else { return nil }
      return .integer(number)
    case .choice(let words, _):
      return words.contains(text) ? .text(text) : nil
    default:
      return rule?.accepts(text) ?? true ? .text(text) : nil
    }
  }

  /// What to write instead of a text that does not fit.
  var remedy: String {
    switch parameter.type {
    case .integer(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
    case .choice(let words, _): "one of \(words.joined(separator: ", "))"
    default: rule?.remedy ?? parameter.summary
    }
  }
}
