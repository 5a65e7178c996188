import CommandModel
import CommandLanguage

/// The settings of a session, each with where its value came from.
///
/// Order: `set`, command line, environment, profile, default.
struct Settings: Sendable {
  /// Where a value came from, the strongest first.
  enum Origin: Int, Sendable, CaseIterable {
    case session, commandLine, environment, profile, standard

    /// As it is told.
    var title: String {
      switch self {
      case .session: "set"
      case .commandLine: "command line"
      case .environment: "environment"
      case .profile: "profile"
      case .standard: "default"
      }
    }
  }

  private var layers = ByOrigin<[String: Value]>()
  /// The keys never stand among the values.
  private var apiKeys = ByOrigin<Secret>()

  /// Reads what the process's environment gives.
  ///
  /// - Throws: `Problem` when a value does not fit its setting.
  init(variables: [String: String]) throws {
    for setting in Setting.all {
      guard let name = setting.environment.first(where: { !(variables[$0] ?? "").isEmpty }),
        let text = variables[name]
      else { continue }
      if setting.parameter.isSecret {
        use(apiKey: Secret(text.trimmingBlanks()), from: .environment)
      } else {
        try set(setting.name, to: .text(text), from: .environment, called: name)
      }
    }
  }

  /// The value in force; null when there is none. Never the key.
  subscript(name: String) -> Value { found(name).value }

  func text(_ name: String) -> String? { self[name].plainText.flatMap { $0.isEmpty ? nil : $0 } }

  /// The text that one origin gives, whatever stronger ones say.
  func text(_ name: String, from origin: Origin) -> String? {
    layers[origin]?[name]?.plainText
  }

  func integer(_ name: String) -> Int { self[name].integerValue ?? 0 }

  func origin(_ name: String) -> Origin { found(name).origin }

  private func found(_ name: String) -> (value: Value, origin: Origin) {
    for origin in Origin.allCases {
      if let value = layers[origin]?[name] { return (value, origin) }
    }
    return (Setting.named(name)?.standard ?? .null, .standard)
  }

  /// The key in force.
  var apiKey: Secret? { apiKeyOrigin.flatMap { apiKeys[$0] } }

  /// Where the key in force came from; nil without one.
  var apiKeyOrigin: Origin? { Origin.allCases.first { apiKeys[$0] != nil } }

  /// Sets a value, or with nil takes it back.
  ///
  /// - Throws: `Problem` when it does not fit; `called` is how the person knows it.
  mutating func set(
    _ name: String, to value: Value?, from origin: Origin, called: String? = nil
  ) throws {
    guard let setting = Setting.named(name) else {
      let hint = Suggestion.nearest(to: name, among: Setting.all.map(\.name))
      throw Problem(
        .usage, code: .unknownSetting, "unknown setting `\(name)`",
        hint: hint.map { "did you mean `\($0)`?" } ?? "`set` alone lists them")
    }
    guard let value else {
      layers[origin]?[setting.name] = nil
      return
    }
    var layer = layers[origin] ?? [:]
    layer[setting.name] = try setting.read(value.plainText ?? "", called: called ?? setting.name)
    layers[origin] = layer
  }

  /// Takes a key, or with nil takes it back; a weaker origin's is then in force again.
  mutating func use(apiKey: Secret?, from origin: Origin) { apiKeys[origin] = apiKey }

  /// All settings as records, for `set` alone.
  func records() -> [Value] {
    Setting.all.map { setting in
      let (value, origin): (Value, Origin) =
        setting.parameter.isSecret
        ? (apiKey == nil ? .null : "…", apiKeyOrigin ?? .standard) : found(setting.name)
      return .record(
        Record([
          ("name", .text(setting.name)), ("value", value), ("from", .text(origin.title)),
          ("summary", .text(setting.parameter.summary)),
        ]))
    }
  }
}

extension String {
  /// The text without white space at its ends: a key from a file ends in a newline.
  func trimmingBlanks() -> String {
    var rest = self[...]
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    return String(rest)
  }
}
