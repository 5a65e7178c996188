import CommandLanguage
import CommandModel

/// What the process does once it has a session: the shell, a script, lines, or one
/// command; and the status it ends with.
struct Program {
  let session: Session

  func run() async -> ExitStatus {
    do {
      switch session.options.task {
      case .command(let words):
        let interpreter = Interpreter(session: session, isInteractive: false)
        return try await run(await interpreter.check(words: words), by: interpreter).status
      case .lines(let lines):
        return try await run(texts: lines.map { SourceText($0, name: "-c") })
      case .script(let path, let arguments):
        return try await run(script: path, arguments: arguments)
      case .shell where session.environment.terminal.inputIsTerminal:
        return await Prompt(session: session).run()
      case .shell:
        return try await run(texts: [try await standardInput()])
      case .help, .version:
        return .done
      }
    } catch {
      return session.status(of: error)
    }
  }

  private func standardInput() async throws -> SourceText {
    SourceText(
      String(decoding: try await session.environment.readInput(), as: UTF8.self),
      name: "standard input")
  }

  // MARK: - Scripts

  private func run(script path: String, arguments: [String]) async throws -> ExitStatus {
    let source =
      path == "-" ? try await standardInput() : try await session.script(at: path, includedBy: nil)
    let interpreter = Interpreter(session: session, isInteractive: false)
    let checked = await interpreter.check(source)
    if arguments == ["--help"] {
      try session.write(line: ScriptHelp.text(for: checked, path: path))
      return .done
    }
    guard checked.isRunnable else { return refuse(checked).status }
    let values = try checked.arguments(try ScriptArguments.read(arguments, for: checked))
    return try await run(checked, by: interpreter, arguments: values).status
  }

  /// Runs texts one after the other; what one names, the next knows.
  private func run(texts: [SourceText]) async throws -> ExitStatus {
    let interpreter = Interpreter(session: session, isInteractive: false)
    var statuses: [ExitStatus] = []
    for text in texts {
      let end = try await run(await interpreter.check(text), by: interpreter)
      if end.endsProgram { return end.status }
      statuses.append(end.status)
      if end.status != .done && !session.options.keepsGoing { break }
    }
    return ExitStatus.worst(statuses)
  }

  private func run(
    _ checked: Checked, by interpreter: Interpreter, arguments: [String: Value] = [:]
  ) async throws -> End {
    guard checked.isRunnable else { return refuse(checked) }
    for diagnostic in checked.diagnostics { session.show(diagnostic) }
    return await session.supervise { try await interpreter.run(checked, arguments: arguments) }
  }

  private func refuse(_ checked: Checked) -> End {
    session.show(Problem(.usage, checked.diagnostics))
    return End(status: .usage, endsProgram: false)
  }
}
