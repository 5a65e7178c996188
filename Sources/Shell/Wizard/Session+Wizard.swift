import CommandLanguage
import CommandModel
import Rendering
import SourcesClient

extension Call {
  /// The type of source whose form is gone through with the person; nil where everything is
  /// given.
  var typeToAskAbout: String? { command.askingFlag.flatMap { arguments[$0]?.textValue } }
}

extension Session {
  /// Carries out a verb whose settings a person is asked for, and follows the first sync of
  /// what it makes.
  ///
  /// - Throws: `Problem` when nobody can be asked, when the person leaves, and as `change`.
  func change(
    _ operation: Operation, askingFor type: String, _ call: Call
  ) async throws -> Records {
    guard let form = operation.form else {
      preconditionFailure("`\(operation.name)` asks for a form that its row does not name")
    }
    let person = try person(for: call)
    let connection = try await connection()
    let book = try await formBook(of: [type], over: connection)
    if let obstacle = book.obstacle(to: type) { throw Problem(.usage, [obstacle]) }
    guard let shape = book.form(of: type) else { throw Session.noWizard(for: operation) }
    let names = operation.sentParameters.map(\.name)
    let given = Record(
      call.arguments.fields.filter { names.contains($0.name) }.map { ($0.name, $0.value) })
    try check(given, against: type, form)
    var wizard = SourceWizard(
      person: person, session: self, performer: connection.performer, operation: operation,
      form: form, shape: shape, given: given)
    let body = try await wizard.run()
    show(plan: body, tables: wizard.tables, of: operation, book)
    let isPlanned = call.surroundings.isPlanned
    if !isPlanned, !options.saysYes, call.arguments["yes"] != true {
      try await confirm("\(call.command.name) at \(connection.address)?", with: person)
    }
    var call = call
    call.bodies = [body]
    call.arguments["yes"] = true
    let isFollowed =
      operation.startsSync && wizard.tables?.chosenCount != 0
      && !isPlanned && !call.surroundings.isWaitedFor
    if isFollowed { call.surroundings.isWaitedFor = true }
    let made = try await change(operation, call)
    return isFollowed ? try await followFirstSync(of: made, call) : made
  }

  private func person(for call: Call) throws(Problem) -> any Person {
    let name = call.command.name
    guard call.surroundings.round == nil else {
      throw Problem(
        .usage, code: .noTerminal, "the rounds of `each` cannot ask for the settings of `\(name)`",
        hint: "pipe records into it: `open sources.yaml | \(name)`")
    }
    guard let person else {
      throw Problem(
        .usage, code: .noTerminal, "nobody is there to answer the questions of `\(name)`",
        hint: "describe the source in a file: `open source.yaml | \(name)`")
    }
    return person
  }

  private static func noWizard(for operation: Operation) -> Problem {
    Problem(
      .failed, code: .server, "the server does not say what this type of source needs",
      hint: "describe the source in a file: `open source.yaml | \(operation.name)`")
  }

  /// - Throws: `Problem` for a type beside the one that is asked about.
  private func check(
    _ given: Record, against type: String, _ form: Operation.Form
  ) throws(Problem) {
    guard let other = given[form.type]?.plainText, other != type else { return }
    throw Problem(
      .usage, code: .givenTwice, "`\(form.type)` says `\(other)`, the wizard `\(type)`",
      hint: "leave `\(form.type)` out")
  }

  /// Waits as `wait` does; who stops that leaves the source as it is.
  private func followFirstSync(of made: Records, _ call: Call) async throws -> Records {
    var call = call
    call.arguments = Record()
    let noted = made.map { [self] batch in
      for case .record(let record) in batch where record["result"] == "ok" {
        note("the source is there; its first sync has begun, and Ctrl-C stops only the waiting")
      }
      return batch
    }
    let waited = try await wait(for: noted, call)
    return Records(waited.shape) { [self] in
      let batch = try await waited.nextBatch()
      if Task.isCancelled, let id = batch?.first?.value(at: "id")?.textValue {
        note("the source stays, and so does its sync: `sources get \(id) | wait` waits again")
      }
      return batch
    }
  }

  // MARK: - The plan

  /// Shows everything that will be sent; `…` stands for what is secret.
  private func show(
    plan body: Record, tables: TableChoice?, of operation: Operation, _ book: FormBook
  ) {
    var invocation = Invocation(operation, arguments: body)
    invocation.openPaths = book.openPaths(of: invocation)
    var shown = invocation.redactedArguments
    if let tables, let name = operation.form?.parameter, var payload = shown[name]?.recordValue {
      payload[SourceForm.tables] = nil
      shown[name] = .record(payload)
      show(planText(of: shown, tables.plan))
    } else {
      show(planText(of: shown, []))
    }
  }

  /// The names in it are the server's own.
  private func show(_ plan: String) {
    console.writeError(TerminalText.sanitizeKeepingLines(plan))
  }

  private func planText(of shown: Record, _ tables: [String]) -> String {
    let rows = Value.record(shown).leaves(at: "")
    let width = rows.map(\.path.count).max() ?? 0
    let lines = rows.map { row in
      "  " + row.path + String(repeating: " ", count: width - row.path.count + 2) + row.text
    }
    let heads = tables.isEmpty ? [] : ["  tables"]
    return (["this is what will be sent:"] + lines + heads + tables.map { "    " + $0 })
      .joined(separator: "\n") + "\n"
  }
}

extension Value {
  /// Every leaf with its path, as one line each.
  fileprivate func leaves(at path: String) -> [(path: String, text: String)] {
    if let reference = SecretReference(self) { return [(path, reference.spelling)] }
    switch self {
    case .record(let record):
      return record.fields.flatMap { field in
        field.value.leaves(at: path.isEmpty ? field.name : "\(path).\(field.name)")
      }
    case .list(let items): return [(path, "\(items.count) items")]
    case .null, .boolean, .number, .text, .time, .duration:
      let text = plainText ?? ""
      return [(path, text.count > 200 ? text.prefix(199) + "…" : text)]
    }
  }
}
