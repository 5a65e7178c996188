import CommandModel
import Testing

struct InvocationTests {
  private static let setUp = Operation(
    "sources set-up", "Sets up.", .post, "x/", effect: .changes,
    parameters: [
      Parameter("host", .text, "Where."), Parameter("password", .text, "Key.", isSecret: true),
      Parameter("payload", .any, "More.", isSecret: true),
    ],
    otherSettings: .secretFields, answer: .record("source"), isRepeatable: true,
    checks: [
      .destroysWhen("enabled", is: false, loses: "the views"), .needsOneOf(["host"], because: "x"),
    ])
  private static let delete = Operation(
    "sources delete", "Deletes.", .delete, "x/", effect: .destroys("the source"),
    answer: .record("source"), isRepeatable: true)

  @Test func hidesWhatIsSecretAndWhatNobodyKnows() {
    let invocation = Invocation(
      InvocationTests.setUp,
      arguments: [
        "host": "db", "password": "hunter2", "unlisted": 5,
        "payload": .record(["port": 5432, "tables": ["a", .null]]),
      ])
    #expect(
      invocation.redactedArguments == [
        "host": "db", "password": "…", "unlisted": "…",
        "payload": .record(["port": "…", "tables": ["…", .null]]),
      ])
  }

  @Test(
    arguments: [
      (setUp, [:], nil), (setUp, ["enabled": true], nil), (setUp, ["enabled": false], "the views"),
      (delete, [:], "the source"),
    ] as [(Operation, Record, String?)])
  func saysWhatIsLostWhenItIsSent(_ operation: Operation, _ arguments: Record, _ loss: String?) {
    #expect(Invocation(operation, arguments: arguments).losesWhenSent == loss)
  }

  @Test func equalsByOperationArgumentsAndPage() {
    let plain = Invocation(InvocationTests.delete, arguments: ["id": "a"])
    let named = Invocation(
      InvocationTests.delete, arguments: ["id": "a"], target: .init(kind: "source", id: "a"))
    #expect(plain == named)
    #expect(plain != Invocation(InvocationTests.delete, arguments: ["id": "b"]))
    #expect(plain != Invocation(InvocationTests.setUp, arguments: ["id": "a"]))
    #expect(
      plain
        != Invocation(
          InvocationTests.delete, arguments: ["id": "a"], page: .init(limit: 1, offset: 0)))
  }

  @Test func whatChangesSomethingTakesTheFlagsOfARun() {
    let signature = InvocationTests.delete.signature
    #expect(signature.flag(named: "parallel") != nil)
    #expect(signature.flag(named: "limit") == nil)
    #expect(signature.yields == .list("source"))
  }
}
