package import CommandModel
import Rendering

/// One setting of a session: the only place where its name, type, default, help,
/// environment variables and secrecy are written.
package struct Setting: Sendable {
  package let parameter: Parameter
  package let standard: Value
  /// The environment variables that give it, the first that is set wins.
  package let environment: [String]
  package let flag: Flag
  /// What its text must be beyond the type.
  let rule: Rule?

  /// Whether a flag of the process gives it, and how that is written.
  package enum Flag: Sendable, Hashable {
    case none
    /// `--name VALUE`, and perhaps a letter.
    case named(short: Character? = nil)
  }

  init(
    _ name: String, _ type: ParameterType, _ summary: String, standard: Value = .null,
    environment: [String] = [], flag: Flag = .none, isSecret: Bool = false, rule: Rule? = nil,
    offering kind: KindName? = nil
  ) {
    self.rule = rule
    let plain = Parameter(
      name, type, summary, form: .setting, place: .local, isSecret: isSecret,
      defaultText: standard.isNull ? nil : standard.plainText)
    parameter = kind.map(plain.offering) ?? plain
    self.standard = standard
    self.environment = environment
    self.flag = flag
  }

  package var name: String { parameter.name }

  /// The flag of the process that gives it; nil when none does.
  package var flagParameter: Parameter? {
    guard case .named(let short) = flag else { return nil }
    return .flag(name, parameter.type, parameter.summary, short: short)
  }
}

extension Setting {
  /// All settings, in the order in which they are listed.
  package static let all: [Setting] = [
    Setting(
      "host", .text, "The PostHog server: us, eu, or an address.",
      environment: ["POSTHOG_HOST", "POSTHOG_CLI_HOST"], flag: .named(), rule: .host),
    Setting(
      "project_id", .text, "The project: its number, or current.",
      environment: ["POSTHOG_PROJECT_ID", "POSTHOG_CLI_PROJECT_ID"], flag: .named(),
      rule: .project, offering: "project"),
    Setting(
      "api_key", .text, "The personal API key; set api_key ? asks for it.",
      environment: ["POSTHOG_PERSONAL_API_KEY", "POSTHOG_CLI_API_KEY"], isSecret: true),
    Setting(
      "output", .choice(["auto"] + OutputFormat.allCases.map(\.rawValue), isOpen: false),
      "The format of results; auto is JSON Lines, and on a terminal a table, or vertical where "
        + "chosen columns do not fit.",
      standard: "auto", flag: .named(short: "o")),
    Setting("parallel", .integer(1...64), "Requests of a run at work at a time.", standard: 4),
    Setting(
      "rate_limit", .text, "Requests allowed, as \"480/1m,4800/1h\", or off.",
      standard: "480/1m,4800/1h", flag: .named(), rule: .rateLimit),
    Setting(
      "budget", .text, "The share of the rate limit that edsh may use, up to 1.0.",
      standard: "0.9", flag: .named(), rule: .budget),
    Setting("retries", .integer(0...20), "Further tries for what may be sent again.", standard: 4),
    Setting(
      "timeout", .text, "How long wait waits: a duration, never, or auto (30m in scripts).",
      standard: "auto", rule: .timeout),
    Setting(
      "lookups", .text,
      "How long after a request without an answer it is looked up whether it was done.",
      standard: "5s,15s,45s,130s", rule: .lookups),
    Setting(
      "confirm", .integer(0...1_000_000), "How many items may change without a question.",
      standard: 1),
    Setting(
      "color", .choice(["auto", "always", "never"], isOpen: false), "Colours on the screen.",
      standard: "auto"),
    Setting(
      "links", .choice(["auto", "on", "off"], isOpen: false),
      "Links from sources to their pages; auto where the terminal is known to show them.",
      standard: "auto"),
    Setting(
      "pager", .text,
      "What shows results of the shell that do not fit: a command, auto for $PAGER or less, on to "
        + "use that for all of them, off.",
      standard: "auto"),
    Setting(
      "progress", .choice(["auto", "json", "none"], isOpen: false),
      "How far a run is: auto for people, json for a line every 10 s, none.",
      standard: "auto", flag: .named()),
    Setting(
      "history_size", .integer(0...1_000_000),
      "How many entries the history keeps; 0 keeps none.",
      standard: 10_000),
  ]

  /// The setting of a name, however it is spelt.
  package static func named(_ name: String) -> Setting? { all.first { $0.parameter.isNamed(name) } }

  /// Whether an environment variable holds the value of a secret setting.
  static func isSecretVariable(_ name: String) -> Bool {
    all.contains { $0.parameter.isSecret && $0.environment.contains(name) }
  }
}
