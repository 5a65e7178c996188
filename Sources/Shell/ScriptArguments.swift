import CommandLanguage
import CommandModel

/// The arguments of `edsh run FILE --max 500`, by the names of the script's `param`s.
enum ScriptArguments {
  /// - Throws: `Problem` for a `param` with the name of a flag of edsh itself, which
  ///   would be taken for that.
  static func checkNames(in checked: Checked) throws {
    let taken = checked.parameters.filter {
      ProcessFlag.named("--" + $0.name) != nil || ProcessFlag.named("-" + $0.name) != nil
    }
    guard !taken.isEmpty else { return }
    throw Problem(
      .usage,
      taken.map { parameter in
        Diagnostic(
          code: .reservedName, "`\(parameter.name)` is a flag of edsh itself",
          at: parameter.range, in: checked.source, hint: "choose another name for the argument")
      })
  }

  /// - Throws: `Problem` for a word that is no flag, and for a flag without its value.
  static func read(_ words: [String], for checked: Checked) throws -> [String: String] {
    var given: [String: String] = [:]
    var rest = words[...]
    while let word = rest.popFirst() {
      guard word.hasPrefix("--"), word.count > 2 else {
        throw Problem(
          .usage, code: .extraWord, "unexpected `\(word)`",
          hint: "arguments of a script are written --name value")
      }
      let parts = word.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = Parameter.canonical(parts[0])
      if parts.count == 2 {
        given[name] = String(parts[1])
      } else if isSwitch(name, in: checked), !["true", "false"].contains(rest.first) {
        given[name] = "true"
      } else if let value = rest.popFirst() {
        given[name] = value
      } else {
        throw Problem(.usage, code: .missingArgument, "`\(word)` needs a value")
      }
    }
    return given
  }

  /// Whether the `param`'s default is true or false, so that the flag may stand alone.
  private static func isSwitch(_ name: String, in checked: Checked) -> Bool {
    checked.parameters.contains { $0.name == name && $0.type == .boolean }
  }
}

/// What `edsh run FILE --help` prints.
enum ScriptHelp {
  static func text(for checked: Checked, path: String) -> String {
    let rows = checked.parameters.map { parameter in
      "  --\(parameter.name.replacing("_", with: "-")) \(parameter.type.name.uppercased())"
        + (parameter.standardText.map { "  (default \($0))" } ?? "  (required)")
    }
    let usage = "edsh run \(path)" + (rows.isEmpty ? "" : " [--param VALUE …]")
    return ([usage] + remarks(of: checked.source) + rows).joined(separator: "\n")
  }

  /// The comment that a script begins with.
  private static func remarks(of source: SourceText) -> [String] {
    source.text.split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("#") }
      .filter { !$0.hasPrefix("#!") }
      .map { $0.drop { $0 == "#" || $0 == " " } }.map(String.init)
  }
}
