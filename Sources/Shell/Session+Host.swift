import CommandLanguage
import CommandModel
import SourcesClient
import Synchronization
import SystemPackage
import ValueFormats

/// What the language asks for, answered by the session.
extension Session: Host {
  func run(_ call: Call, input: Records?) async throws -> Records {
    if let local = LocalCommand.byName[call.command.name] {
      return try await local.run(self, call, input)
    }
    guard let operation = operation(named: call.command.name) else {
      preconditionFailure("`\(call.command.name)` is in the vocabulary and nobody carries it out")
    }
    if let type = call.typeToAskAbout { return try await change(operation, askingFor: type, call) }
    return operation.effect.changesSomething
      ? try await change(operation, call) : try await read(operation, call)
  }

  func setting(_ name: String) async -> Value { settings[name] }

  func change(setting name: String, to value: Value?) async throws {
    if Setting.named(name)?.parameter.isSecret == true {
      try use(apiKey: value?.textValue.map { Secret($0.trimmingBlanks()) })
    } else {
      try change(name, to: value)
    }
  }

  func listSettings() async -> [Value] { settings.records() }

  func emit(_ records: Records, as presentation: Presentation) async throws {
    try await write(document: records, as: presentation)
  }

  func write(_ text: String, to stream: OutputStream) async throws {
    switch stream {
    case .output:
      try stampRound(forPeople: true)
      try write(line: text)
    case .error: console.writeError(text + "\n")
    }
  }

  func json(_ value: Value) -> String { JSON.encode(value) }

  func note(_ diagnostic: Diagnostic) async { show(diagnostic) }

  func script(at path: String, includedBy script: String?) async throws -> SourceText {
    let folder = script.flatMap { $0.lastIndex(of: "/").map { String(script?[...$0] ?? "") } }
    // One script has one name, however the way to it is written.
    let name = FilePath((path.hasPrefix("/") ? "" : folder ?? "") + path).lexicallyNormalized()
      .string
    return try SourceText(script: files.read(name), name: name)
  }

  func file(at path: String) async throws -> Value { try await value(ofFile: path) }

  func records(at path: String) async throws -> Records { try await records(ofFile: path) }

  func askSecret(for name: String) async throws -> Value {
    guard let person else {
      throw Problem(
        .usage, code: .noTerminal, "nobody is there to type `\(name)`",
        hint: "give it as =$env.NAME or =@file")
    }
    guard let typed = try await person.askSecret("\(name): ") else { throw Session.declined }
    return .text(typed)
  }

  func environment(_ name: String) async -> String? { environment.variables[name] }

  var now: Time { get async { roundStart } }

  func goesOn(after problem: Problem) async -> Bool {
    guard options.keepsGoing else { return false }
    tally.keep(status(of: problem))
    await statementEnded()
    return true
  }

  func failure(behind result: ResultRecord) async -> Failure? { tally.failure(behind: result) }

  func statementEnded() async {
    await summarizeRuns()
    state.withLock { state in
      state.hasToldOfPause = false
      state.formBook = nil
    }
    state.withLock { if $0.watch == nil { $0.joins = Joins() } }
  }

  var wasStopped: Bool { get async { state.withLock(\.wasStopped) } }

  func confirm(rounds: Int, of block: String) async throws {
    guard let person, !options.saysYes, rounds > settings.integer("confirm") else { return }
    try await confirm("run \(block) for \(rounds) items?", with: person)
  }

  /// Asks a yes-or-no question; anything but yes ends the statement.
  func confirm(_ question: String, with person: any Person) async throws {
    guard try await person.ask("\(question) [y/N] ")?.isYes == true else {
      throw Session.declined
    }
  }

  /// Whoever says no loses nothing, and there is nothing to resume.
  private static let declined = Problem(
    .failed, code: .declined, "nothing was sent", hint: "answer y to go on")
}
