import CommandModel
import Rendering
import SourcesClient

/// The conversation in which a person describes a new source: the fields of its form, its
/// prefix and description, a try of the credentials, its tables. Nothing is created here.
///
/// What the next question is, and what an answer means, is decided by `FormFilling`,
/// `FormQuestion` and `TableChoice`.
struct SourceWizard {
  let person: any Person
  let session: Session
  let performer: any Performer
  let operation: Operation
  let form: Operation.Form
  let shape: SourceForm
  /// The settings that were given with the command, which are not asked for.
  let given: Record
  /// The choice of tables, where one was made.
  private(set) var tables: TableChoice?

  init(
    person: any Person, session: Session, performer: any Performer, operation: Operation,
    form: Operation.Form, shape: SourceForm, given: Record
  ) {
    self.person = person
    self.session = session
    self.performer = performer
    self.operation = operation
    self.form = form
    self.shape = shape
    self.given = given
  }

  /// Asks until there is a body that the server should take.
  ///
  /// - Throws: `Problem` when the person leaves, or no answer could help.
  mutating func run() async throws -> Record {
    introduce()
    var settings = given
    settings[form.type] = .text(shape.type)
    var filling = FormFilling(shape, given: given[form.parameter]?.recordValue ?? Record())
    var found: [Value]?
    while found == nil {
      try await fill(&filling)
      try await askSettings(&settings)
      found = try await tryOut(filling.payload, settings)
      guard found == nil else { break }
      filling.reopen()
      if filling.next == nil { throw left }
      say("once more; Enter keeps what is in brackets")
    }
    var payload = filling.payload
    if form.picksTables, payload[SourceForm.tables] == nil {
      let choice = try await chooseTables(among: found ?? [])
      payload[SourceForm.tables] = choice.schemas
      tables = choice
    }
    settings[form.parameter] = .record(payload)
    let names = operation.sentParameters.map(\.name).filter { $0 != form.parameter }
    return settings.inOrder(of: names + [form.parameter])
  }

  private func introduce() {
    let caption = shape.caption.map { "\n" + $0 } ?? ""
    let page = shape.docsURL.map { "\n" + $0 } ?? ""
    say("connecting \(shape.label)\(caption)\(page)")
    say("? explains a field; Ctrl-C leaves, and nothing is sent")
  }

  // MARK: - Fields

  private func fill(_ filling: inout FormFilling) async throws {
    while let question = filling.next {
      if let vendor = question.vendor { await tellOfLogin(at: vendor) }
      question.choices.forEach(say)
      filling.answer(question, with: try await answer(to: question))
    }
  }

  /// Asks one question until the answer can be used; nil leaves the field out.
  private func answer(to question: FormQuestion) async throws -> Value? {
    while true {
      let typed = try await ask(question.prompt, isSecret: question.isSecret)
      switch question.reading(of: typed) {
      case .help: say(question.help)
      case .mistake(let diagnostic): session.show(diagnostic)
      case .nothing: return nil
      case .value(let value):
        guard let problem = problem(with: value, for: question) else {
          return value
        }
        session.show(problem)
      }
    }
  }

  /// What keeps a reference from being read when the source is created.
  private func problem(with value: Value, for question: FormQuestion) -> Problem? {
    for reference in value.secretReferences {
      do throws(Problem) {
        let content = try session.environment.secrets(reference)
        let missing = (question.fileKeys ?? []).filter { content.value(at: $0) == nil }
        if question.fileKeys != nil, content.recordValue == nil || !missing.isEmpty {
          return Problem(
            .usage, code: .badValue, "`\(reference.spelling)` is not the JSON file that is meant",
            hint: content.recordValue == nil
              ? "its name ends in .json" : "it has no \(missing.joined(separator: ", "))")
        }
      } catch {
        return error
      }
    }
    return nil
  }

  /// A login is made in the web app; the server may know the page for it.
  private func tellOfLogin(at vendor: String) async {
    let question = Invocation(
      .known("sources connect-link"), arguments: [form.type: .text(shape.type)])
    if case .success(let answer) = await performer.perform(question),
      let link = answer.value.value(at: "connect_url")?.textValue
    {
      say("log in to \(vendor) in the web app, and take the number of the login: \(link)")
    } else {
      say("log in to \(vendor) in the web app, and take the number of the login")
    }
  }

  // MARK: - Prefix, description

  private func askSettings(_ settings: inout Record) async throws {
    for name in form.asked {
      guard let parameter = operation.signature.parameter(named: name) else { continue }
      var value = settings[name]
      if let given = value, try await !isTaken(given, as: parameter, settings) { value = nil }
      while value == nil {
        let typed = try await ask(parameter.question, isSecret: false)
        if typed == "?" {
          say(parameter.summary)
          continue
        }
        let answer: Value = typed.isEmpty ? .null : .text(typed)
        if try await isTaken(answer, as: parameter, settings) { value = answer }
      }
      settings[name] = value
    }
  }

  /// Whether a setting passes its checks, and the server's own where the table has one.
  private func isTaken(
    _ value: Value, as parameter: Parameter, _ settings: Record
  ) async throws -> Bool {
    let alone = Invocation(operation, arguments: [parameter.name: value])
    if let mistake = Preflight.diagnostics(for: alone).first {
      session.show(mistake)
      return false
    }
    guard operation.checks.contains(.identifier(parameter.name)) else { return true }
    var arguments: Record = [form.type: .text(shape.type)]
    if !value.isNull { arguments[parameter.name] = value }
    arguments[Self.method] = settings[Self.method]
    let question = Invocation(.known("sources source-prefix"), arguments: arguments)
    guard let failure = await performer.perform(question).failure else { return true }
    try Task.checkCancellation()
    // Only what is said of this prefix can be mended here; the rest `create` tells of.
    guard failure.status == 400 else {
      if failure.fate == .halt { throw Problem(failure) }
      return true
    }
    session.show(Problem(failure))
    return false
  }

  private static let method = "access_method"

  // MARK: - Credentials and tables

  /// Tries the credentials; gives the tables they see, nil when they are refused.
  private func tryOut(_ payload: Record, _ settings: Record) async throws -> [Value]? {
    var arguments: Record = [form.type: .text(shape.type)]
    arguments[Self.method] = settings[Self.method]
    for field in payload.fields where field.name != SourceForm.tables {
      arguments[field.name] = field.value
    }
    say("trying the connection …")
    let question = Invocation(.known("sources database-schema"), arguments: arguments)
    switch await performer.perform(question) {
    case .success(let answer): return answer.value.listValue ?? []
    case .failure(let failure):
      try Task.checkCancellation()
      // What every further request would meet, no other answer mends.
      if failure.fate == .halt { throw Problem(failure) }
      session.show(Problem(failure))
      return nil
    }
  }

  private func chooseTables(among found: [Value]) async throws -> TableChoice {
    var choice = TableChoice(found)
    guard !choice.isEmpty else {
      say("there is no table that could be synced")
      return choice
    }
    say("the tables, and how they would be synced:")
    choice.list.forEach(say)
    while true {
      let typed = try await ask(choice.question, isSecret: false)
      guard case .mistake(let diagnostic) = choice.choose(typed) else { break }
      session.show(diagnostic)
    }
    while choice.chosenCount > 0 {
      let typed = try await ask("change one? TABLE=TYPE, Enter goes on: ", isSecret: false)
      if typed.isEmpty { break }
      if case .mistake(let diagnostic) = choice.change(typed) { session.show(diagnostic) }
    }
    return choice
  }

  // MARK: - The person

  private func ask(_ question: String, isSecret: Bool) async throws -> String {
    // Much of what is asked and said is in the server's own words.
    let question = TerminalText.sanitize(question)
    let typed = isSecret ? try await person.askSecret(question) : try await person.ask(question)
    guard let typed else { throw left }
    return typed.trimmingBlanks()
  }

  /// What leaving the conversation means.
  private var left: Problem {
    Problem(
      .failed, code: .declined, "nothing was sent",
      hint: "`\(operation.name) --wizard \(shape.type)` asks again")
  }

  private func say(_ text: String) {
    session.console.writeError(TerminalText.sanitizeKeepingLines(text) + "\n")
  }
}

extension Record {
  /// The fields that have a value, in the order of some names.
  fileprivate func inOrder(of names: [String]) -> Record {
    Record(
      names.compactMap { name in
        self[name].flatMap { $0.isNull ? nil : (name, $0) }
      })
  }
}

extension Parameter {
  /// The question for it.
  fileprivate var question: String {
    "\(name.prefix(1).uppercased())\(name.dropFirst().replacing("_", with: " ")) (optional): "
  }
}
