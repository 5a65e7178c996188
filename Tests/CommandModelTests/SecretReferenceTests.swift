import CommandModel
import Testing

@Suite struct SecretReferenceTests {
  @Test(
    arguments: [
      ("$env.PGPASSWORD", .environment("PGPASSWORD")), ("@key.pem", .file("key.pem")),
      ("$env.", nil), ("@", nil), ("@@home", nil), ("p@ss", nil), ("", nil), ("$PGPASSWORD", nil),
    ] as [(String, SecretReference?)])
  func isSpelt(_ text: String, _ expected: SecretReference?) {
    #expect(SecretReference(spelling: text) == expected)
    if let expected { #expect(expected.spelling == text) }
  }

  @Test func standsInTheTextsOfAFile() {
    let body = Value.record(["a": "$env.A", "b": .list(["@b", "@@b", "c"]), "d": 1])
    let expected: Record = [
      "a": SecretReference.environment("A").value,
      "b": .list([SecretReference.file("b").value, "@b", "c"]), "d": 1,
    ]
    #expect(body.readingReferences.recordValue == expected)
    #expect(body.readingReferences.secretReferences == [.environment("A"), .file("b")])
  }

  /// Whatever a server sends: exported and read again it is the same text, and no place.
  @Test(arguments: [
    "@/etc/passwd", "@@/etc/passwd", "@@@a", "$env.KEY", "$$env.KEY", "$$$env.KEY", "$x", "@", "",
  ])
  func isNotForged(_ text: String) {
    let record = Value.record(["secretRef": .text(text)])
    for value in [Value.text(text), .list([.text(text)]), record, .record(["a": record])] {
      let again = value.spellingReferences.readingReferences
      #expect(again.secretReferences.isEmpty)
      #expect(again == value)
    }
  }

  @Test func isSpeltForAFile() {
    let place = SecretReference.environment("A").value
    #expect(place.spellingReferences == "$env.A")
    #expect(place.spellingReferences.readingReferences == place)
  }

  @Test func isKnownAgainInOurOwnJournal() {
    let written = Value.record(["secretRef": "$env.A"])
    #expect(written.secretReferences.isEmpty)
    #expect(written.restoringReferences.secretReferences == [.environment("A")])
    #expect(invocation(["payload": .record(["key": written])]).forgesReference)
    let restored = written.restoringReferences
    #expect(!invocation(["payload": .record(["key": restored])]).forgesReference)
  }

  @Test func isFilledInWhereItStands() throws {
    let invocation = invocation([
      "payload": .record(["key": SecretReference.environment("A").value])
    ])
    let filled = try invocation.fillingIn { reference throws(Problem) in
      .text("the value of \(reference.spelling)")
    }
    #expect(filled.arguments == ["payload": .record(["key": "the value of $env.A"])])
    #expect(filled.secretReferences.isEmpty)
  }

  /// A server that sends such a record must not have a file of ours sent back.
  @Test func countsOnlyWhereASecretMayBe() throws {
    let operation = Operation(
      "things update", "Changes one.", .patch, "things/", effect: .changes,
      parameters: [Parameter("tables", .list(.any), "Which.")], answer: .record("thing"),
      isRepeatable: true)
    let tables = Value.list([.record(["name": SecretReference.file("/etc/passwd").value])])
    let invocation = Invocation(operation, arguments: ["tables": tables])
    #expect(invocation.secretReferences.isEmpty)
    #expect(try invocation.fillingIn { _ throws(Problem) in "leaked" } == invocation)
  }

  @Test func isNotSentWhenItIsNotThere() {
    let invocation = invocation(["payload": .record(["key": SecretReference.file("gone").value])])
    #expect(throws: Problem.self) {
      try invocation.fillingIn { _ throws(Problem) in throw Problem(.usage, []) }
    }
  }

  /// A server's own record with that one field is none of ours unless it spells one.
  @Test func isNoOtherRecord() {
    #expect(SecretReference(Value.record(["secretRef": "plain"])) == nil)
    #expect(SecretReference(Value.record(["secretRef": "@a", "more": 1])) == nil)
    #expect(SecretReference(Value.text("@a")) == nil)
  }

  private func invocation(_ arguments: Record) -> Invocation {
    let operation = Operation(
      "things create", "Makes one.", .post, "things/", effect: .creates,
      answer: .record("thing"), isRepeatable: false)
    return Invocation(operation, arguments: arguments)
  }
}
