import CommandModel
import SourcesClient
import TestSupport
import Testing

/// What a list or a state shows of a request that got no answer.
@Suite struct LookupVerifierTests {
  private static let sentAt = Time("2026-05-01T10:00:00Z") ?? .simulationStart

  /// Sources of the list: type, prefix and when they were made.
  @Test(arguments: [
    ([("Stripe", "eu", "2026-05-01T10:00:03Z")], "made 1"),
    ([("Stripe", "eu", "2026-05-01T09:59:50Z")], "absent"),
    ([("Stripe", "us", "2026-05-01T10:00:03Z")], "absent"),
    ([("Hubspot", "eu", "2026-05-01T10:00:03Z")], "absent"),
    (
      [("Hubspot", "eu", "2026-05-01T10:00:03Z"), ("Stripe", "eu", "2026-05-01T10:00:04Z")],
      "made 2"
    ),
    ([], "absent"),
    // Who does not say when it was made may be the one; one that proves it comes first.
    ([("Stripe", "eu", "some day")], "unclear"),
    ([("Stripe", "us", "some day")], "absent"),
    ([("Stripe", "eu", "some day"), ("Stripe", "eu", "2026-05-01T10:00:03Z")], "made 2"),
  ])
  func findsWhatWasMade(_ listed: [(String, String, String)], _ expected: String) async throws {
    let list = ScriptedPerformer { _ in Self.list(listed) }
    let found = try await look(
      "sources create", ["source_type": "Stripe", "prefix": "eu"], nil, in: list)
    #expect(found == [expected])
    #expect(list.invocations.map(\.operation.name) == ["sources list"])
  }

  @Test func onePrefixIsAsGoodAsNone() async throws {
    let list = ScriptedPerformer { _ in Self.list([("Stripe", "", "2026-05-01T10:00:03Z")]) }
    let found = try await look("sources create", ["source_type": "Stripe"], nil, in: list)
    #expect(found == ["made 1"])
  }

  @Test func twoRequestsHaveNotMadeTheSameThing() async throws {
    let list = ScriptedPerformer { _ in Self.list([("Stripe", "", "2026-05-01T10:00:03Z")]) }
    let verifier = LookupVerifier(
      over: list, timekeeper: VirtualTimekeeper(startingAt: Self.sentAt))
    let create = Invocation(try operation("sources create"), arguments: ["source_type": "Stripe"])
    let doubts = [Doubt(create, sentAt: Self.sentAt), Doubt(create, sentAt: Self.sentAt)]
    #expect(await verifier.look(at: doubts).map(Self.word) == ["made 1", "absent"])
  }

  @Test(
    arguments: [
      (["exists": true], "happened"), (["exists": false], "absent"), ([:], "unclear"),
    ] as [(Record, String)])
  func looksAtTheState(_ state: Record, _ expected: String) async throws {
    let info = ScriptedPerformer { _ in .value(.record(state)) }
    let found = try await look(
      "sources webhook create", ["id": .text(sourceID)], sourceID, in: info)
    #expect(found == [expected])
    #expect(info.invocations.map(\.operation.name) == ["sources webhook info"])
    #expect(info.invocations.first?.arguments["id"] == .text(sourceID))
  }

  @Test func whatOneSourceRefusesSaysNothingOfTheOthers() async throws {
    let info = ScriptedPerformer { invocation in
      invocation.arguments["id"]?.textValue == "b"
        ? .failure(Failure(.failed, status: 404, message: "Not found."))
        : .value(.record(["exists": .boolean(invocation.arguments["id"]?.textValue == "a")]))
    }
    let create = try operation("sources webhook create")
    let doubts = ["a", "b", "c"].map { id in
      Doubt(
        Invocation(create, arguments: ["id": .text(id)], target: .init(kind: "source", id: id)),
        sentAt: Self.sentAt)
    }
    let verifier = LookupVerifier(
      over: info, timekeeper: VirtualTimekeeper(startingAt: Self.sentAt))
    #expect(await verifier.look(at: doubts).map(Self.word) == ["happened", "unclear", "absent"])
  }

  @Test func knowsNothingWhereNobodyAnswers() async throws {
    let silent = ScriptedPerformer { _ in .failure(Failure(.notSent, message: "refused")) }
    for name in ["sources create", "sources webhook create", "schemas update"] {
      #expect(try await look(name, ["id": .text(sourceID)], sourceID, in: silent) == ["unclear"])
    }
  }

  private func look(
    _ name: String, _ arguments: Record, _ id: String?, in performer: ScriptedPerformer
  ) async throws -> [String] {
    let target = id.map { Invocation.Target(kind: "source", id: $0, name: nil) }
    let invocation = Invocation(try operation(name), arguments: arguments, target: target)
    let verifier = LookupVerifier(
      over: performer, timekeeper: VirtualTimekeeper(startingAt: Self.sentAt))
    return await verifier.look(at: [Doubt(invocation, sentAt: Self.sentAt)]).map(Self.word)
  }

  private static func word(_ finding: Finding) -> String {
    switch finding {
    case .happened(let proof): proof.made?["id"]?.textValue.map { "made \($0)" } ?? "happened"
    case .absent: "absent"
    case .unclear: "unclear"
    }
  }

  private static func list(_ sources: [(String, String, String)]) -> Outcome {
    let records = sources.enumerated().map { index, source in
      Value.record([
        "id": .text(String(index + 1)), "source_type": .text(source.0),
        "prefix": source.1.isEmpty ? .null : .text(source.1),
        "created_at": Time(source.2).map(Value.time) ?? .null,
      ])
    }
    return .value(.record(["results": .list(records), "next": .null]), date: sentAt)
  }
}
