import CommandModel
import Testing

/// Things are packed and come back as they were, each once.
struct TargetsTests {
  private func expect(_ expected: Bool, _ isTaken: Bool) { #expect(isTaken == expected) }

  private static let id = "01990000-0000-7000-8000-0123456789ab"

  @Test func comeBackAsTheyWere() {
    var targets = Targets(of: "source")
    expect(true, targets.append(id: TargetsTests.id, name: "Stripe/eu"))
    expect(true, targets.append(id: "FFFFFFFF-0000-7000-8000-000000000000"))
    expect(
      true,
      targets.append(
        id: "01990000-0000-7000-8000-000000000002", name: "größe", reasonToSkip: "none"))
    #expect(
      targets.map(\.id) == [
        TargetsTests.id, "ffffffff-0000-7000-8000-000000000000",
        "01990000-0000-7000-8000-000000000002",
      ])
    #expect(targets.map(\.name) == ["Stripe/eu", nil, "größe"])
    #expect(targets.map(\.reasonToSkip) == [nil, nil, "none"])
    #expect(targets.allSatisfy { $0.kind == "source" })
  }

  @Test func theSameThingComesOnce() {
    var targets = Targets(of: "schema")
    expect(true, targets.append(id: TargetsTests.id, name: "first"))
    expect(true, targets.append(id: TargetsTests.id.uppercased(), name: "second"))
    #expect(targets.map(\.name) == ["first"])
  }

  @Test(arguments: [
    "", "x", "../../users/@me", "01990000-0000-7000-8000-0123456789a",
    "01990000-0000-7000-8000-0123456789abc", "01990000_0000-7000-8000-0123456789ab",
    "01990000-0000-7000-8000-0123456789ag", "01990000-0000-7000-8000-01234567890é",
    "01990000-0000-7000-8000-0123456789a\n",
  ])
  func whatIsNoUUIDIsRefused(id: String) {
    var targets = Targets(of: "source")
    expect(false, targets.append(id: id))
    #expect(targets.isEmpty)
  }
}
