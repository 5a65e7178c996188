import CommandLanguage
import CommandModel

/// Help texts, made from the table of commands and from nothing else.
struct HelpText {
  let vocabulary: Vocabulary
  let width: Int

  /// All commands: nouns with their verbs, then the commands of one word.
  func overview() -> String {
    let nouns = vocabulary.commands.filter { $0.words.count > 1 }
    let grouped = Dictionary(grouping: nouns) { $0.words[0] }
    let order = nouns.map { $0.words[0] }.uniqued()
    let nounRows = order.map { noun in
      (
        noun,
        (grouped[noun] ?? []).map { $0.words.dropFirst().joined(separator: " ") }
          .joined(separator: " ")
      )
    }
    let single = vocabulary.commands.filter { $0.words.count == 1 && $0.availability == .now }
    return [
      "edsh, the shell for PostHog's external data sources",
      section("commands about things", rows: nounRows),
      section("stages and commands", rows: single.map { ($0.name, $0.summary) }),
      """
      a | b           sends the records of a through b: sources list | where status == Failed
      NAME --help     explains a command, as help NAME does: help sources reload
      """,
    ].joined(separator: "\n\n") + "\n"
  }

  /// The commands that begin with these words: one is explained, several are listed.
  ///
  /// - Throws: `Problem` when there is none.
  func text(for words: [String]) throws -> String {
    if words.isEmpty { return overview() }
    if let command = vocabulary.command(words) { return text(for: command) }
    let typed = Parameter.canonical(words.joined(separator: " "))
    let candidates = vocabulary.commands.filter {
      Parameter.canonical($0.name).hasPrefix(typed + " ")
        || $0.words.last.map(Parameter.canonical) == typed
    }
    if candidates.count == 1, let only = candidates.first { return text(for: only) }
    guard !candidates.isEmpty else { throw unknown(words.joined(separator: " ")) }
    return section("commands", rows: candidates.map { ($0.name, $0.summary) }) + "\n"
  }

  private func unknown(_ name: String) -> Problem {
    let nearest = Suggestion.nearest(to: name, among: vocabulary.commands.map(\.name))
    return Problem(
      .usage, code: "unknown-command", "no help for `\(name)`",
      hint: nearest.map { "did you mean `help \($0)`?" } ?? "`help` alone lists the commands")
  }

  /// Everything about one command.
  func text(for command: CommandSignature) -> String {
    let plain = command.parameters.filter { !$0.isFlag }
    let flags = command.parameters.filter(\.isFlag)
    var parts = [usage(of: command), wrapped(command.summary)]
    if command.availability == .later { parts.append("not there yet") }
    if case .destroys(let loss) = command.effect { parts.append("destroys: \(loss)") }
    parts += command.details.map(wrapped)
    if !plain.isEmpty { parts.append(section("arguments", rows: plain.map(row))) }
    if case .secretFields = command.otherSettings {
      parts.append("further name=value fields go to the server as they stand, and count as secrets")
    }
    if !flags.isEmpty { parts.append(section("flags", rows: flags.map(row))) }
    if !command.examples.isEmpty {
      let lines = command.examples.map { "  \($0.line)\n      \($0.summary)" }
      parts.append("examples\n" + lines.joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

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
    var remarks: [String] = []
    if parameter.isRequired { remarks.append("required") }
    if parameter.isSecret { remarks.append("secret: =? asks") }
    if case .choice(let words, _) = parameter.type, words.count > 6 {
      remarks.append("such as \(words.prefix(4).joined(separator: ", "))")
    }
    if let text = parameter.defaultText { remarks.append("default \(text)") }
    return remarks.isEmpty ? "" : " (\(remarks.joined(separator: "; ")))"
  }

  // MARK: - Layout

  /// A headed list with the second column aligned and wrapped.
  private func section(_ title: String, rows: [(String, String)]) -> String {
    let indent = min(26, (rows.map(\.0.count).max() ?? 0) + 4)
    let lines = rows.map { name, text in
      let head = "  " + name
      let body = wrap(text, width: max(20, width - indent))
        .joined(separator: "\n" + String(repeating: " ", count: indent))
      if head.count + 2 > indent {
        return head + "\n" + String(repeating: " ", count: indent) + body
      }
      return head + String(repeating: " ", count: indent - head.count) + body
    }
    return title + "\n" + lines.joined(separator: "\n")
  }

  private func wrapped(_ text: String) -> String {
    wrap(text, width: width).joined(separator: "\n")
  }

  private func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.isEmpty ? [""] : lines
  }
}

/// What `edsh --help` prints.
struct ProcessHelp {
  static func text(width: Int, vocabulary: Vocabulary) -> String {
    let flags = CommandSignature(
      "edsh", "The External Data shell: explores, reloads and watches PostHog's data sources.",
      parameters: ProcessFlag.all.map(\.parameter), yields: .nothing)
    let forms = """
      edsh                             the shell; standard input no terminal: run it as a script
      edsh WORD…                       one command: edsh sources list -o csv
      edsh -c 'LINE'                   a line with pipes; may be given again
      edsh run FILE [--param VALUE]    a script; - is standard input
      """
    let body = HelpText(vocabulary: vocabulary, width: width).text(for: flags)
    return forms + "\n\n" + body.drop { $0 != "\n" }.drop { $0 == "\n" }
      + "\nedsh help lists the commands; edsh --demo tries everything without an account\n"
  }
}

extension Array where Element: Hashable {
  /// Each element once, where it first stood.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
