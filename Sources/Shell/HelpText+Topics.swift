import CommandLanguage
import CommandModel
import LineEditing

/// A page of help about what is no command.
struct HelpTopic: Sendable {
  let name: String
  let summary: String
  let text: @Sendable (HelpText) -> String

  /// All of them, in the order in which they are offered.
  static let all = [
    HelpTopic(name: "settings", summary: "What set changes.") { $0.settings() },
    HelpTopic(name: "keys", summary: "The keys of the prompt.") { $0.keys(KeyHelp.all) },
  ]
}

extension HelpText {
  /// Everything about one command.
  func text(for command: CommandSignature) -> String {
    let plain = command.parameters.filter { !$0.isFlag }
    let flags = command.parameters.filter(\.isFlag)
    var parts = [command.usage, layout.wrapped(command.summary)]
    parts += command.remarks.map(layout.wrapped)
    if !plain.isEmpty { parts.append(layout.section("arguments", rows: plain.map(row))) }
    if case .secretFields = command.otherSettings { parts.append(CommandSignature.otherFields) }
    if !flags.isEmpty { parts.append(layout.section("flags", rows: flags.map(row))) }
    return whole(parts + examples(command.examples))
  }

  func text(for statement: StatementHelp) -> String {
    whole(
      [statement.form, layout.wrapped(statement.summary)] + statement.details.map(layout.wrapped)
        + examples(statement.examples))
  }

  /// All settings with their summaries.
  func settings() -> String {
    whole([
      layout.section("settings", rows: Setting.all.map { ($0.name, $0.parameter.summary) }),
      "help SETTING explains one, set alone shows what they are and why",
    ])
  }

  /// The keys of the prompt and what they do.
  func keys(_ keys: [KeyHelp]) -> String {
    whole([
      layout.section("keys", rows: keys.map { ($0.keys, $0.summary) }),
      layout.wrapped("`bind` in ~/.editrc gives keys other meanings: edsh:bind ^R …"),
    ])
  }

  /// Everything about one setting: what it takes and who may give it.
  func text(for setting: Setting) -> String {
    let parameter = setting.parameter
    let value = parameter.isSecret ? "?" : parameter.type.name.uppercased()
    let givers = [
      setting.flagParameter.map { ("flag", $0.heading) },
      setting.environment.isEmpty
        ? nil : ("environment", setting.environment.joined(separator: ", ")),
      ("profile", "\(setting.name) = … below [profiles.NAME] in config.toml"),
      parameter.defaultText.map { ("default", $0) },
    ].compactMap(\.self)
    return whole(
      ["set \(setting.name) \(value)", layout.wrapped(parameter.summary)]
        + (parameter.choices.map { [layout.wrapped($0)] } ?? [])
        + [layout.section("given by, the first wins", rows: [("set", "for the session")] + givers)])
  }

  private func whole(_ parts: [String]) -> String { parts.joined(separator: "\n\n") + "\n" }

  private func examples(_ examples: [Example]) -> [String] {
    guard !examples.isEmpty else { return [] }
    let lines = examples.map { "  \($0.line)\n      \($0.summary)" }
    return ["examples\n" + lines.joined(separator: "\n")]
  }

  private func row(_ parameter: Parameter) -> (String, String) {
    (parameter.heading, parameter.explanation)
  }
}
