import CommandModel
import SourcesClient
import Testing

@Suite struct PreflightTests {
  @Test(arguments: [
    ("", true), ("eu", true), ("_eu_2", true), ("__a", true), ("1eu", false), ("_1", false),
    ("___", false), ("e-u", false), ("é", false), ("a b", false),
    (String(repeating: "a", count: 100), true), (String(repeating: "a", count: 101), false),
  ])
  func checksPrefixes(_ prefix: String, _ isGood: Bool) throws {
    let codes = try codes("sources source-prefix", ["source_type": "S", "prefix": .text(prefix)])
    #expect(codes == (isGood ? [] : ["bad-prefix"]))
  }

  @Test(
    arguments: [
      ([:], ["missing-setting"]), (["enabled": true], []), (["enabled": false], []),
      (["include_invoiceless_charges": true], []),
    ] as [(Record, [String])])
  func refusesAnEmptyRevenueConfig(_ arguments: Record, _ expected: [String]) throws {
    #expect(try codes("sources revenue-analytics-config", arguments) == expected)
  }

  @Test func saysWhatSwitchingOffLoses() throws {
    let operation = try operation("sources revenue-analytics-config")
    #expect(Invocation(operation, arguments: ["enabled": false]).losesWhenSent != nil)
    #expect(Invocation(operation, arguments: ["enabled": true]).losesWhenSent == nil)
  }

  @Test(
    arguments: [
      ("Stripe", nil), ("stripe", "did you mean `Stripe`?"),
      ("Nope", "`sources wizard | select source_type` lists them"),
    ] as [(String, String?)])
  func asksTheWizardAboutTypes(_ type: String, _ hint: String?) async throws {
    for isOld in [true, false] {
      let wizard = ScriptedPerformer { Self.wizard($0, isOld: isOld) }
      var found: Problem?
      do { try await confirm(type, wizard) } catch let problem as Problem { found = problem }
      #expect(found?.diagnostics.first?.hint == hint)
      #expect(found.map { $0.category == .usage } ?? true)
    }
  }

  @Test func letsThroughWhereThereIsNoWizard() async throws {
    let refusing = ScriptedPerformer { _ in
      .failure(Failure(.failed, status: 403, message: "no"))
    }
    try await confirm("Any", refusing)
  }

  @Test func stopsAtWhatWouldStopEverything() async throws {
    let failure = Failure(.halt, status: 401, message: "no")
    let refusing = ScriptedPerformer { _ in .failure(failure) }
    await #expect(throws: failure) { try await confirm("Any", refusing) }
  }

  // MARK: -

  private func codes(_ name: String, _ arguments: Record) throws -> [String] {
    Preflight.diagnostics(for: Invocation(try operation(name), arguments: arguments))
      .map(\.code.rawValue)
  }

  private func confirm(_ type: String, _ performer: ScriptedPerformer) async throws {
    let invocation = Invocation(
      try operation("sources database-schema"), arguments: ["source_type": .text(type)])
    try await Preflight.confirmSourceType(of: invocation, over: performer)
  }

  /// Old servers answer with all types and so, filtered, with none; new ones refuse.
  private static func wizard(_ invocation: Invocation, isOld: Bool) -> Outcome {
    let wanted = invocation.arguments["source_type"]?.listValue
    if wanted == nil || wanted == ["Stripe"] { return .value([.record(["source_type": "Stripe"])]) }
    return isOld ? .value([]) : .failure(Failure(.failed, status: 400, message: "Unknown"))
  }
}
