import CommandLanguage
import CommandModel

extension HelpText {
  /// Everything about one command.
  func text(for command: CommandSignature) -> String {
    let plain = command.parameters.filter { !$0.isFlag }
    let flags = command.parameters.filter(\.isFlag)
    var parts = [usage(of: command), layout.wrapped(command.summary)]
    if command.availability == .later { parts.append("not there yet") }
    if case .destroys(let loss) = command.effect { parts.append("destroys: \(loss)") }
    parts += command.details.map(layout.wrapped)
    if !plain.isEmpty { parts.append(layout.section("arguments", rows: plain.map(row))) }
    if case .secretFields = command.otherSettings {
      parts.append("further name=value fields go to the server as they stand, and count as secrets")
    }
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

  /// Everything about one setting: what it takes and who may give it.
  func text(for setting: Setting) -> String {
    let parameter = setting.parameter
    let value = parameter.isSecret ? "?" : parameter.type.name.uppercased()
    let givers = [
      setting.flagParameter.map { ("flag", row($0).0) },
      setting.environment.isEmpty
        ? nil : ("environment", setting.environment.joined(separator: ", ")),
      ("profile", "\(setting.name) = … below [profiles.NAME] in config.toml"),
      parameter.defaultText.map { ("default", $0) },
    ].compactMap(\.self)
    return whole(
      ["set \(setting.name) \(value)", layout.wrapped(parameter.summary)]
        + (choices(of: parameter).map { [layout.wrapped($0)] } ?? [])
        + [layout.section("given by, the first wins", rows: [("set", "for the session")] + givers)])
  }

  private func whole(_ parts: [String]) -> String { parts.joined(separator: "\n\n") + "\n" }

  private func examples(_ examples: [Example]) -> [String] {
    guard !examples.isEmpty else { return [] }
    let lines = examples.map { "  \($0.line)\n      \($0.summary)" }
    return ["examples\n" + lines.joined(separator: "\n")]
  }

  // MARK: - Parameters

  /// `sources reload ID…`, with what may be left out in brackets.
  func usage(of command: CommandSignature) -> String {
    let arguments = command.parameters.compactMap { parameter -> String? in
      let text: String
      switch parameter.form {
      case .flag: return nil
      case .positional:
        let many = if case .targets = command.input { "…" } else { "" }
        text = parameter.name.uppercased() + many
      case .rest: text = parameter.name.uppercased() + "…"
      case .setting: text = "\(parameter.name)=\(parameter.type.name)"
      }
      return parameter.isRequired ? text : "[\(text)]"
    }
    let block = command.takesBlock ? ["{ … }"] : []
    return ([command.name] + arguments + block).joined(separator: " ")
  }

  private func row(_ parameter: Parameter) -> (String, String) {
    let name: String
    switch parameter.form {
    case .positional, .rest: name = parameter.name.uppercased()
    case .setting: name = parameter.name
    case .flag(let short):
      let letter = parameter.name.count > 1 ? short.map { "-\($0), " } ?? "" : ""
      let value = parameter.isSwitch ? "" : " " + parameter.type.name.uppercased()
      name = letter + parameter.typedName + value
    }
    return (name, parameter.summary + remarks(of: parameter))
  }

  private func remarks(of parameter: Parameter) -> String {
    let remarks = [
      parameter.isRequired ? "required" : nil,
      parameter.isSecret ? "secret: =? asks" : nil,
      choices(of: parameter),
      parameter.defaultText.map { "default \($0)" },
    ].compactMap(\.self)
    return remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))"
  }

  /// The words that a parameter takes, unless they are few and name its type.
  private func choices(of parameter: Parameter) -> String? {
    guard case .choice(let words, let isOpen) = parameter.type, words.count > 6 else { return nil }
    return isOpen
      ? "such as \(words.prefix(4).joined(separator: ", "))"
      : "one of \(words.joined(separator: ", "))"
  }
}
