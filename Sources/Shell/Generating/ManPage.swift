import CommandLanguage
import CommandModel

/// The man page edsh(1), in mdoc.
struct ManPage {
  let vocabulary: Vocabulary

  var text: String {
    let sections: [[String]] = [
      head, synopsis, description, options, commands, settings, environment, files, statuses,
      examples,
    ]
    return sections.joined().joined(separator: "\n") + "\n"
  }

  private var head: [String] {
    [
      ".\\\" Made by edsh --generate man.", ".Dd \(Version.date)", ".Dt EDSH 1", ".Os",
      ".Sh NAME", ".Nm edsh", ".Nd the External Data shell for PostHog",
    ]
  }

  private var synopsis: [String] {
    [".Sh SYNOPSIS"]
      + CommandLineForm.all.flatMap { form in [".Nm edsh"] + form.parts.map { "." + macro($0) } }
  }

  private func macro(_ part: CommandLineForm.Part) -> String {
    switch part {
    case .word(let text) where text.hasPrefix("-"): "Fl \(Roff.argument(String(text.dropFirst())))"
    case .word(let text): "Cm \(Roff.argument(text))"
    case .argument(let text): "Ar \(Roff.argument(text))"
    case .optional(let parts): "Op \(parts.map(macro).joined(separator: " "))"
    }
  }

  private var description: [String] {
    [".Sh DESCRIPTION"] + Roff.prose(ProcessHelp.summary)
      + [".Pp"] + Roff.prose("It is called in one of these ways:")
      + list(
        CommandLineForm.all.map { form in
          (
            ".It " + (["Nm"] + form.parts.map(macro)).joined(separator: " "),
            Roff.prose(form.summary)
          )
        })
  }

  private var options: [String] {
    [".Sh OPTIONS"] + list(ProcessFlag.all.map { item($0.parameter) })
      + [".Pp"] + Roff.prose("Behind run, where no script stands:")
      + list(ProcessFlag.ofPlans.map { item($0.parameter) })
  }

  private var settings: [String] {
    [".Sh SETTINGS"]
      + Roff.prose("The command set changes one for a session; flags, variables and profiles too.")
      + list(
        Setting.all.map { setting in
          (".It Cm \(Roff.argument(setting.name))", Roff.prose(setting.parameter.explanation))
        })
  }

  private var environment: [String] {
    let ofSettings = Setting.all.flatMap { setting in
      setting.environment.map { ($0, "Gives the setting \(setting.name).") }
    }
    let others = EnvironmentVariable.allCases.map { ($0.rawValue, $0.summary) }
    return [".Sh ENVIRONMENT"]
      + list((ofSettings + others).map { (".It Ev \(Roff.argument($0))", Roff.prose($1)) })
  }

  private var files: [String] {
    [".Sh FILES"]
      + list(
        KeptFile.all.map { (".It Pa \(Roff.argument($0.path))", Roff.prose($0.summary)) })
  }

  private var statuses: [String] {
    [".Sh EXIT STATUS"]
      + list(
        ExitStatus.meanings.map { status, meaning in
          (".It \(status.rawValue)", Roff.prose(meaning))
        })
      + [".Pp"] + Roff.prose(ExitStatus.precedence)
  }

  private var examples: [String] {
    [".Sh EXAMPLES"]
      + CommandLineForm.all.flatMap(\.examples).flatMap { example in
        Roff.prose(example.summary) + [".Pp", ".Dl \(Roff.argument(example.line))", ".Pp"]
      }.dropLast()
  }
}

// MARK: - Commands

extension ManPage {
  private var commands: [String] {
    let groups = CommandGroup.all(of: vocabulary).flatMap { group in
      [".Ss \(Roff.argument(group.title))"] + list(group.commands.map(item))
    }
    return [".Sh COMMANDS"] + groups + [".Ss Statements"] + list(StatementHelp.all.map(item))
      + [".Ss Flags of runs"]
      + Roff.prose(CommandGroup.runFlagsHead) + list(Parameter.run.map(item))
  }

  private func item(_ command: CommandSignature) -> (String, [String]) {
    let words = command.parameters.compactMap { parameter -> String? in
      guard let form = parameter.form(in: command) else { return nil }
      let macro = "Ar \(Roff.argument(form))"
      return parameter.isRequired ? macro : "Oo \(macro) Oc"
    }
    let block = command.takesBlock ? ["No \(Roff.argument(CommandSignature.block))"] : []
    let head = (["Ic \(Roff.argument(command.name))"] + words + block).joined(separator: " ")
    let own = command.parameters.filter { parameter in
      !command.runFlags.contains { $0.name == parameter.name }
    }
    var body = Roff.prose(command.summary)
    for remark in command.remarks { body += [".Pp"] + Roff.prose(remark) }
    if !own.isEmpty { body += list(own.map(item)) }
    if command.otherSettings == .secretFields {
      body += [".Pp"] + Roff.prose(CommandSignature.otherFields)
    }
    if let flags = command.runFlagsRemark { body += [".Pp"] + Roff.prose(flags) }
    return (".It \(head)", body + lines(of: command.examples))
  }

  private func item(_ statement: StatementHelp) -> (String, [String]) {
    let body = [statement.summary] + statement.details
    return (
      ".It \(Roff.argument(statement.form))",
      body.flatMap { Roff.prose($0) } + lines(of: statement.examples)
    )
  }

  private func item(_ parameter: Parameter) -> (String, [String]) {
    let head: String
    switch parameter.form {
    case .positional, .rest: head = "Ar \(Roff.argument(parameter.heading))"
    case .setting: head = "Cm \(Roff.argument(parameter.heading))"
    case .flag:
      let flags = [parameter.typedLetter, parameter.typedName].compactMap(\.self).map {
        "Fl \(Roff.argument(String($0.dropFirst())))"
      }
      let value = parameter.placeholder.map { " Ar \(Roff.argument($0))" } ?? ""
      head = flags.joined(separator: " , ") + value
    }
    return (".It \(head)", Roff.prose(parameter.explanation))
  }

  private func lines(of examples: [Example]) -> [String] {
    examples.flatMap { [".Pp", ".Dl \(Roff.argument($0.line))"] }
  }

  private func list(_ items: [(head: String, body: [String])]) -> [String] {
    [".Bl -tag -width Ds"] + items.flatMap { [$0.head] + $0.body } + [".El"]
  }
}
