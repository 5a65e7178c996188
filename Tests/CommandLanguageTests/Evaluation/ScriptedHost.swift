import CommandModel
import Synchronization

@testable import CommandLanguage

/// A world around the language that answers from tables and writes down what it was
/// asked, one line each.
final class ScriptedHost: Host {
  private struct State {
    var log: [String] = []
    var settings: [String: Value] = ["project_id": "12345", "parallel": 4]
    var pages = 0
  }

  private let state = Mutex(State())
  private let results: [String: ResultRecord.Result]
  private let brokenPage: Int?
  private let files: [String: Value]
  private let scripts: [String: String]

  /// `results` by short id (`#1`); a verb on any other thing is ok. Listings come in
  /// pages of one record; reading page `brokenPage` fails.
  init(
    results: [String: ResultRecord.Result] = [:], brokenPage: Int? = nil,
    files: [String: Value] = [:], scripts: [String: String] = [:]
  ) {
    self.results = results
    self.brokenPage = brokenPage
    self.files = files
    self.scripts = scripts
  }

  var log: [String] { state.withLock { $0.log } }

  private func write(_ line: String) {
    state.withLock { $0.log.append(SmallWorld.shortened(line)) }
  }

  func run(_ call: Call, input: Records?) async throws -> Records {
    switch call.command.name {
    case "sources list":
      noteArguments(of: call)
      return pages(of: SmallWorld.sources)
    case "schemas list": return pages(of: SmallWorld.schemas)
    case "open":
      let name = call.arguments["file"]?.textValue ?? ""
      return .list(files[name]?.listValue ?? [])
    case "save":
      let saved = try await input?.collect() ?? []
      write("save \(call.arguments["file"]?.shown ?? "") \(Value.list(saved).shown)")
      return .none
    case "wait":
      noteArguments(of: call)
      return input ?? .none
    case "help":
      write("help \(call.arguments["words"]?.shown ?? "")")
      return .none
    default: return perform(call)
    }
  }

  private func perform(_ call: Call) -> Records {
    let ids = call.things.map { " \($0.id)" }.joined()
    let bodies = call.bodies.map { $0.map { " body \(Value.record($0).shown)" }.joined() } ?? ""
    let agreed = call.surroundings.isAgreed ? " agreed" : ""
    let arguments = call.arguments.isEmpty ? "" : " \(Value.record(call.arguments).shown)"
    write("call \(call.command.name)\(ids)\(arguments)\(bodies)\(agreed) -> \(call.shape)")
    guard call.command.effect.changesSomething else {
      let found = SmallWorld.sources.filter { source in
        call.targets?.contains { .text($0.id) == source.value(at: "id") } ?? false
      }
      return call.shape == .one ? .one(found.first ?? .null) : .list(found)
    }
    let records = call.things.enumerated().map { index, target in
      let result = results[SmallWorld.shortened(target.id)] ?? .ok
      return Value.record(
        ResultRecord(
          run: "r", sequence: index + 1, target: target, action: call.command.words[1],
          result: result, error: result == .failed ? "refused" : nil
        ).record)
    }
    return call.shape == .one ? .one(records.first ?? .null) : .list(records)
  }

  private func noteArguments(of call: Call) {
    guard !call.arguments.isEmpty else { return }
    write("\(call.command.name) \(Value.record(call.arguments).shown)")
  }

  private func pages(of values: [Value]) -> Records {
    var left = values[...]
    var page = 0
    return Records(.list) { [self] in
      guard let next = left.popFirst() else { return nil }
      page += 1
      write("page \(page)")
      if page == brokenPage { throw Problem(.network, code: .outage, "the page is lost") }
      return [next]
    }
  }

  func thing(_ reference: Reference, of kind: Kind) async throws -> Invocation.Target {
    var directory = Directory(listing: "schemas list", kinds: [kind])
    directory.add(SmallWorld.schemas)
    directory.seal()
    write("look up \(reference.text)")
    return try directory.target(of: reference, kind: kind.name)
  }

  // MARK: - Settings

  func setting(_ name: String) async -> Value { state.withLock { $0.settings[name] ?? .null } }

  func change(setting name: String, to value: Value?) async throws {
    write("set \(name) \(value?.shown ?? "-")")
    state.withLock { $0.settings[name] = value }
  }

  func listSettings() async -> [Value] {
    state.withLock { state in
      state.settings.sorted { $0.key < $1.key }.map { name, value in
        .record(Record([("name", .text(name)), ("value", value)]))
      }
    }
  }

  // MARK: - Output

  func emit(_ records: Records, as presentation: Presentation) async throws {
    let shape = records.shape
    let value = try await records.value()
    let format = presentation.format.map { " as \($0)" } ?? ""
    write(shape == .one ? "one\(format) \(value.shown)" : "list\(format) \(value.shown)")
  }

  func write(_ text: String, to stream: OutputStream) async throws {
    write(stream == .error ? "err: \(text)" : "out: \(text)")
  }

  func json(_ value: Value) -> String { "json(\(value.shown))" }

  func note(_ diagnostic: Diagnostic) async { write("note: " + diagnostic.shown) }

  // MARK: - The outer world

  func script(at path: String, includedBy script: String?) async throws -> SourceText {
    guard let text = scripts[path] else {
      throw Problem(.local, code: .file, "there is no file `\(path)`")
    }
    return SourceText(SmallWorld.lengthened(text), name: path)
  }

  func file(at path: String) async throws -> Value { files[path] ?? .text("text of \(path)") }

  func askSecret(for name: String) async throws -> Value {
    write("ask \(name)")
    return "hunter2"
  }

  func environment(_ name: String) async -> String? { name == "HOME" ? "/home/ada" : nil }

  var now: Time { get async { Time(secondsSince1970: 10 * 86_400) } }

  func goesOn(after problem: Problem) async -> Bool { false }
  func failure(behind result: ResultRecord) async -> Failure? { nil }

  func statementEnded() async {}
  var wasStopped: Bool { get async { false } }

  func confirm(rounds: Int, of block: String) async throws {
    write("confirm \(rounds) \(block)")
  }

  func keepingBooks<Result>(
    of each: EachCall, _ work: (any RoundBooks) async throws -> Result
  ) async throws -> Result {
    try await work(ScriptedBooks(each) { [self] in write($0) })
  }

  func watch(every interval: Duration?, _ round: () async throws -> Void) async throws {
    write("watch \(interval.map(DurationText.format) ?? "-")")
    for _ in 0..<2 { try await round() }
    throw CancellationError()
  }
}

extension Value {
  /// Short and unambiguous enough for the rows of a table.
  var shown: String {
    switch self {
    case .null: "null"
    case .list(let items): "[" + items.map(\.shown).joined(separator: ", ") + "]"
    case .record(let record):
      "{"
        + record.fields.filter { !$0.isNoise }.map { "\($0.name): \($0.value.shown)" }
        .joined(separator: ", ") + "}"
    case .boolean, .number, .text, .time, .duration: plainText ?? ""
    }
  }
}

extension Record.Field {
  /// Fields of results that no rule here is about.
  fileprivate var isNoise: Bool {
    ["run", "seq", "kind", "how", "http", "attempts", "started_at", "seconds", "response"]
      .contains(name)
  }
}

extension Diagnostic {
  /// `line:column code: message; hint`, with the name of the text where it has one.
  var shown: String {
    let place = range.flatMap { range in
      source.map { source -> String in
        let location = source.location(of: range.lower)
        return (source.name.map { "\($0):" } ?? "") + "\(location.line):\(location.column) "
      }
    }
    return (place ?? "") + "\(code.rawValue): \(message)" + (hint.map { "; \($0)" } ?? "")
  }
}

extension Call {
  /// What it is about; nothing for a command that is not about things.
  fileprivate var things: [Invocation.Target] { targets.map(Array.init) ?? [] }
}
