import CommandLanguage
import CommandModel

/// What the process does once it has a session: the shell, a script, lines, or one
/// command; and the status it ends with.
struct Program {
  let session: Session

  /// Reads and checks a text; reading may take long, so it is supervised too.
  private typealias Text =
    @Sendable (Interpreter) async throws -> (checked: Checked, arguments: [String: Value])

  func run() async -> ExitStatus {
    let status = await runTask()
    guard status == .done, let target = session.options.planTarget else { return status }
    return await session.supervise {
      try await session.writeFrozenPlan(to: target)
      return .finished
    }.status
  }

  private func runTask() async -> ExitStatus {
    switch session.options.task {
    case .command(let words):
      return await run([{ (await $0.check(words: words), [:]) }])
    case .lines(let lines):
      return await run(
        lines.map { line in { (await $0.check(SourceText(line, name: "-c")), [:]) } })
    case .script(let path, arguments: ["--help"]):
      return await showHelp(ofScript: path)
    case .script(let path, let arguments):
      return await run([{ try await script(at: path, arguments, by: $0) }])
    case .plan(let path):
      return await session.supervise {
        try await session.runShard(ofPlan: path)
        return .finished
      }.status
    case .shell where session.environment.terminal.inputIsTerminal:
      return await Prompt(session: session).run()
    case .shell:
      return await run([{ (await $0.check(try await session.standardInput()), [:]) }])
    case .help, .version, .generate:
      return .done
    }
  }

  /// Runs texts one after the other, up to the first that an error ended; what one
  /// names, the next knows.
  private func run(_ texts: [Text]) async -> ExitStatus {
    let interpreter = Interpreter(session: session, isInteractive: false)
    var statuses: [ExitStatus] = []
    for text in texts {
      let end = await session.supervise {
        let (checked, arguments) = try await text(interpreter)
        return try await interpreter.run(checked, arguments: arguments)
      }
      if end.endsProgram { return end.status }
      statuses.append(end.status)
      if end.isError && !session.options.keepsGoing { break }
    }
    return ExitStatus.worst(statuses)
  }

  // MARK: - Scripts

  private func script(
    at path: String, _ arguments: [String], by interpreter: Interpreter
  ) async throws -> (checked: Checked, arguments: [String: Value]) {
    let checked = await interpreter.check(try await session.source(ofScript: path))
    // What is wrong with the text comes before what is wrong with its arguments.
    guard checked.isRunnable else { return (checked, [:]) }
    try ScriptArguments.checkNames(in: checked)
    let given = try ScriptArguments.read(arguments, for: checked)
    return (checked, try checked.arguments(given))
  }

  private func showHelp(ofScript path: String) async -> ExitStatus {
    let interpreter = Interpreter(session: session, isInteractive: false)
    return await session.supervise {
      let checked = await interpreter.check(try await session.source(ofScript: path))
      try ScriptArguments.checkNames(in: checked)
      try session.write(line: ScriptHelp.text(for: checked, path: path))
      return .finished
    }.status
  }
}

extension Session {
  /// The text of a script; `-` is standard input.
  func source(ofScript path: String) async throws -> SourceText {
    path == "-" ? try await standardInput() : try await script(at: path, includedBy: nil)
  }

  func standardInput() async throws -> SourceText {
    try SourceText(script: await readInput(failing: .usage), name: "standard input")
  }
}
