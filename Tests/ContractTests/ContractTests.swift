import CommandModel
import ShellWorld
import SourcesClient
import TestSupport
import Testing
import ValueFormats

/// Every recorded exchange that a command can produce is replayed: the request that goes out
/// is the recorded one, and the recorded answer is understood.
struct ContractTests {
  private static let producible = (try? Recording.all())?.filter {
    CommandOfExchange($0) != nil
  }

  @Test(arguments: producible ?? [])
  func isReplayed(_ recording: Recording) throws {
    let command = try #require(CommandOfExchange(recording))
    let server = RecordedServer(recording)
    let outcome = try Simulation.run { clock in
      var world = try ShellWorld(clock: clock, server: server)
      world.variables["POSTHOG_PROJECT_ID"] = command.project
      let status = await world.run([
        "--yes", "--output", "json", "-c", "set retries 0", "-c", command.line,
      ])
      return (
        output: world.screen.text(of: .output), errors: world.screen.text(of: .error), status
      )
    }
    guard let request = server.requests.first else {
      // What the server would refuse, or worse, is told before it is sent.
      #expect(outcome.2 == 2, "\(command.line)\n\(outcome.errors)")
      #expect(recording.status >= 400 || Self.kept.contains(recording.note), "\(command.line)")
      return
    }
    check(request, is: recording, of: command.operation)
    try check(outcome, of: recording, command)
  }

  /// Good answers that edsh keeps a person from: one destroys, one misleads.
  private static let kept = [
    "empty", "prefix with odd characters", "unknown field is ignored",
    "PATCH prefix: silently kept", "read-only fields are ignored",
  ]

  private func check(
    _ request: Request, is recording: Recording, of operation: CommandModel.Operation
  ) {
    #expect(request.method.rawValue == recording.method)
    #expect(request.path == recording.target.split(separator: "?").first.map(String.init))
    #expect(Self.items(request.target) == Self.expectedItems(recording, operation))
    let takesBody = operation.sentParameters.contains { $0.place == .body }
    guard takesBody else { return }
    let sent = request.body.flatMap { try? JSON.decode($0) }
    #expect(sent == (try? JSON.decode(Array(recording.body.utf8))))
  }

  private func check(
    _ outcome: (output: String, errors: String, Int32), of recording: Recording,
    _ command: CommandOfExchange
  ) throws {
    let (output, errors, status) = outcome
    #expect(status == Self.status(of: recording, command.operation), "\(command.line)\n\(errors)")
    guard (200..<300).contains(recording.status) else {
      let words = Self.words(of: recording)
      let isToldOf =
        errors.contains("does not offer") || errors.contains(words) || output.contains(words)
      #expect(isToldOf, "\(words) in \(errors)")
      return
    }
    let values = try JSON.decode(Array(output.utf8))
    if let list = recording.answer.value(at: "results")?.listValue ?? recording.answer.listValue,
      !command.operation.effect.changesSomething
    {
      #expect(values.listValue?.count == list.count, "\(command.line)")
    } else {
      #expect(!values.isNull)
    }
  }

  private static func status(
    of recording: Recording, _ operation: CommandModel.Operation
  ) -> Int32 {
    if operation.denial.map({ recording.answer.value(at: $0.field) == $0.value }) ?? false {
      return 1
    }
    switch recording.status {
    case 200..<300: return 0
    case 401, 402: return 4
    case 403:
      // What is not offered, and a single item of a run, fail like any other.
      let isItem = operation.effect.changesSomething
      return isItem || words(of: recording).hasPrefix("This action") ? 1 : 4
    case 429: return 5
    case 500...: return operation.isRepeatable ? 5 : 3
    default: return 1
    }
  }

  private static func words(of recording: Recording) -> String {
    let body = recording.answer
    return body.value(at: "detail")?.textValue ?? body.value(at: "message")?.textValue ?? ""
  }

  // MARK: - Queries

  private static func items(_ target: String) -> [String] {
    let parts = target.split(separator: "?", maxSplits: 1)
    guard parts.count > 1 else { return [] }
    return parts[1].split(separator: "&").map { String($0).replacing("%3A", with: ":") }
      .sorted()
  }

  /// The recorded query, with the server's own page size where none was asked for.
  private static func expectedItems(
    _ recording: Recording, _ operation: CommandModel.Operation
  ) -> [String] {
    let items = items(recording.target).map { $0.replacing(",", with: "%2C") }
    guard case .pages = operation.answer, !items.contains(where: { $0.hasPrefix("limit=") })
    else { return items }
    return (items + ["limit=100"]).sorted()
  }

  @Test func mostRecordingsAreReplayed() throws {
    let all = try Recording.all()
    let replayed = try #require(Self.producible)
    #expect(replayed.count * 2 > all.count, "\(replayed.count) of \(all.count)")
  }
}
