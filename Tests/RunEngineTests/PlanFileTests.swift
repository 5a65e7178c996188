import CommandModel
import RunEngine
import TestSupport
import Testing

/// A frozen plan comes back as it was made, or not at all.
struct PlanFileTests {
  private static let reload = Operation(
    "sources reload", "Starts a sync.", .post, "external_data_sources/{id}/reload/",
    effect: .triggers, parameters: [], answer: .report("source"), isRepeatable: false,
    lookup: .jobs)

  private static func frozen(_ counts: Int...) -> String {
    var draft = PlanDraft(server: "https://us.posthog.com", project: "7")
    for (index, count) in counts.enumerated() {
      let head = RunHead(
        id: "0", action: "reload", operation: reload.name, command: "line \(index)",
        place: "a.edsh:\(index)", flags: ["parallel": 2])
      draft.append(
        Plan(head, operation: reload, items: PlanItems((0..<count).map(ShardTests.item))))
    }
    return draft.frozen(at: Time(secondsSince1970: 1_777_629_600)).text
  }

  @Test func comesBackAsItWasMade() throws {
    let text = PlanFileTests.frozen(3, 0, 2)
    let plan = try PlanFile(Array(text.utf8), called: "plan")
    #expect(plan.madeAt == Time("2026-05-01T10:00:00Z"))
    #expect(plan.server == "https://us.posthog.com")
    #expect(plan.project == "7")
    #expect(plan.runs.map(\.items.count) == [3, 0, 2])
    #expect(plan.runs.map(\.command) == ["line 0", "line 1", "line 2"])
    #expect(plan.runs[0].flags == ["parallel": 2])
    // Places count on through the whole plan.
    #expect(plan.runs[2].items.indices.map { plan.runs[2].items.sequence(at: $0) } == [4, 5])
    #expect(plan.runs[2].items[1].target?.id == ShardTests.item(1).target?.id)
  }

  @Test func theDigestIsThatOfTheLinesBeforeIt() throws {
    let text = PlanFileTests.frozen(3)
    let lines = text.split(separator: "\n").dropLast().map { $0 + "\n" }.joined()
    let plan = try PlanFile(Array(text.utf8), called: "plan")
    #expect(plan.digest == SHA256.hexadecimal(lines.utf8))
    #expect(PlanFileTests.frozen(3) == text)
    #expect(try PlanFile(Array(PlanFileTests.frozen(4).utf8), called: "").digest != plan.digest)
  }

  @Test func everyCutIsNoticed() {
    let bytes = Array(PlanFileTests.frozen(1).utf8)
    for count in stride(from: 0, to: bytes.count, by: 5) {
      #expect(throws: Problem.self) { try PlanFile(Array(bytes[..<count]), called: "plan") }
    }
  }

  @Test func everyChangedByteIsNoticed() {
    let bytes = Array(PlanFileTests.frozen(1).utf8)
    for index in stride(from: 0, to: bytes.count, by: 5) {
      var changed = bytes
      changed[index] ^= 1
      #expect(throws: Problem.self, "byte \(index)") { try PlanFile(changed, called: "plan") }
    }
  }

  @Test(arguments: [
    ("", "`plan` is no plan"), ("{}\n", "`plan` is no plan"),
    ("sources list\n", "`plan` is no plan"),
    ("{\"edsh_plan\":9}\n", "`plan` was made by a newer edsh"),
    ("{\"edsh_plan\":1}\n", "`plan` has lost its end"),
    (
      "{\"edsh_plan\":1}\n{\"digest\":\"0\"}\n",
      "`plan` is not as it was frozen: its digest is another"
    ),
  ])
  func saysWhatIsWrong(text: String, message: String) {
    check(text, expect: message)
  }

  @Test(arguments: [
    "{\"edsh_plan\":1}\n",
    PlanFileTests.head(items: 1), PlanFileTests.head(items: 0) + "{}\n",
    PlanFileTests.head(items: 1) + PlanFileTests.run(items: 2)
      + "{\"kind\":\"source\",\"id\":\"x\"}\n",
    PlanFileTests.head(items: 1) + PlanFileTests.run(items: 1) + "[]\n",
    PlanFileTests.head(items: 1) + PlanFileTests.run(items: 1) + "not JSON\n",
    PlanFileTests.head(items: 0) + "not JSON\n",
  ])
  func believesNoGoodDigestOfBadLines(lines: String) {
    let digest = SHA256.hexadecimal(lines.utf8)
    let text = lines + "{\"digest\":\"\(digest)\"}\n"
    let problem = #expect(throws: Problem.self) { try PlanFile(Array(text.utf8), called: "plan") }
    #expect(problem?.diagnostics.first?.message.contains("is not what a plan has there") == true)
  }

  private static func head(items: Int) -> String {
    "{\"edsh_plan\":1,\"made_at\":\"2026-05-01T10:00:00Z\",\"server\":\"s\",\"project\":null,"
      + "\"items\":\(items)}\n"
  }

  private static func run(items: Int) -> String {
    "{\"operation\":\"sources reload\",\"command\":\"x\",\"flags\":{},\"items\":\(items)}\n"
  }

  private func check(_ text: String, expect message: String) {
    let problem = #expect(throws: Problem.self) { try PlanFile(Array(text.utf8), called: "plan") }
    #expect(problem?.category == .usage)
    #expect(problem?.diagnostics.first?.message == message)
    #expect(problem?.diagnostics.first?.hint != nil)
  }
}
