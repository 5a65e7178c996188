import CommandLanguage
import CommandModel

/// The page of the documentation that has every command, option, setting and status.
struct ReferencePage {
  let vocabulary: Vocabulary

  var text: String {
    let sections =
      [ReferencePage.head, commandLine, options] + groups
      + [statements, runFlags, settings, environment, files, statuses]
    return sections.joined(separator: "\n\n") + "\n"
  }

  private static let head = """
    # Commands and options

    Everything that can be typed, as `help` explains it.

    ## Overview

    This page is made from the tables that edsh itself reads, by `edsh --generate reference`;
    <doc:Reference> shows the language at work.
    """

  private var commandLine: String {
    "## The command line\n\n"
      + table(
        ["form", "meaning"],
        CommandLineForm.all.map { [code($0.text), Markdown.prose($0.summary)] })
  }

  private var options: String {
    "## Options\n\n" + parameters(ProcessFlag.all.map(\.parameter))
      + "\n\nBehind `run`, where no script stands:\n\n"
      + parameters(ProcessFlag.ofPlans.map(\.parameter))
  }

  private var groups: [String] {
    CommandGroup.all(of: vocabulary).flatMap { group in
      ["## \(group.title)"] + group.commands.map(section)
    }
  }

  private func section(_ command: CommandSignature) -> String {
    let own = command.parameters.filter { parameter in
      !command.runFlags.contains { $0.name == parameter.name }
    }
    let others = command.otherSettings == .secretFields ? [CommandSignature.otherFields] : []
    let remarks = command.remarks + others + [command.runFlagsRemark].compactMap(\.self)
    let parts =
      ["### \(command.name)", block(command.usage), Markdown.prose(command.summary)]
      + remarks.map(Markdown.prose) + (own.isEmpty ? [] : [parameters(own)])
      + examples(command.examples)
    return parts.joined(separator: "\n\n")
  }

  private var statements: String {
    let sections = StatementHelp.all.map { statement in
      (["### \(statement.word)", block(statement.form), Markdown.prose(statement.summary)]
        + statement.details.map(Markdown.prose) + examples(statement.examples))
        .joined(separator: "\n\n")
    }
    return (["## Statements"] + sections).joined(separator: "\n\n")
  }

  private var runFlags: String {
    "## Flags of runs\n\n\(CommandGroup.runFlagsHead)\n\n" + parameters(Parameter.run)
  }

  private var settings: String {
    "## Settings\n\n"
      + table(
        ["setting", "meaning", "flag", "environment"],
        Setting.all.map { setting in
          [
            code(setting.name), Markdown.prose(setting.parameter.explanation),
            setting.flagParameter.map { code($0.heading) } ?? "",
            setting.environment.map(code).joined(separator: ", "),
          ]
        })
  }

  private var environment: String {
    "## Environment\n\nBesides the variables that give settings:\n\n"
      + table(
        ["variable", "meaning"],
        EnvironmentVariable.allCases.map { [code($0.rawValue), Markdown.prose($0.summary)] })
  }

  private var files: String {
    "## Files\n\n"
      + table(
        ["file", "meaning"], KeptFile.all.map { [code($0.path), Markdown.prose($0.summary)] })
  }

  private var statuses: String {
    "## Exit status\n\n"
      + table(
        ["status", "meaning"],
        ExitStatus.meanings.map { [String($0.status.rawValue), Markdown.prose($0.meaning)] })
      + "\n\n" + Markdown.prose(ExitStatus.precedence)
  }
}

// MARK: - Pieces

extension ReferencePage {
  private func parameters(_ parameters: [Parameter]) -> String {
    table(
      ["argument", "meaning"],
      parameters.map { [code($0.heading), Markdown.prose($0.explanation)] })
  }

  private func examples(_ examples: [Example]) -> [String] {
    guard !examples.isEmpty else { return [] }
    return [
      examples.map { "- `\($0.line)`: \(Markdown.prose($0.summary))" }.joined(separator: "\n")
    ]
  }

  private func table(_ titles: [String], _ rows: [[String]]) -> String {
    let lines = [titles, titles.map { _ in "---" }] + rows.map { $0.map(Markdown.cell) }
    return lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }

  private func block(_ text: String) -> String { "```\n\(text)\n```" }

  private func code(_ text: String) -> String { "`\(text)`" }
}

/// Text for a page of Markdown.
private enum Markdown {
  /// A text that means itself, but for what it has between backticks.
  static func prose(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .map { $0.isMultiple(of: 2) ? plain($1) : String($1) }.joined(separator: "`")
  }

  /// What stands in a table, where a bar would end the cell, in code as well.
  static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

  private static func plain(_ text: Substring) -> String {
    var plain = ""
    for character in text {
      if "\\*<>[]#".contains(character) { plain += "\\" }
      plain.append(character)
    }
    return plain
  }
}
