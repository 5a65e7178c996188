import CommandModel
import Shell
import ShellWorld
import SourcesClient
import TestSupport
import Testing

/// Every line that `health` offers to mend something is one that edsh itself takes.
struct MendTests {
  private static let id = "01a2074f-1e84-0000-389e-c8590f1c8369"
  private static let long = Value.time(.simulationStart - .seconds(900_000))

  /// A table with each of the problems, and sources with one of their own.
  private static let sources: [Record] = [
    ["schemas": table(["status": "Failed"])],
    ["schemas": table(["should_sync": false, "latest_error": "gone"])],
    ["schemas": table(["status": "Billing limits"])],
    ["schemas": table(["status": "Running"])],
    ["schemas": table([:])],
    ["schemas": table(["last_synced_at": long])],
    ["schemas": table(["last_synced_at": .time(.simulationStart - .seconds(1000))])],
    ["status": "Error", "schemas": []],
    ["status": "Error", "schemas": [], "access_method": "direct"],
  ]

  @Test func everyCauseIsAmongThem() {
    let causes = MendTests.sources.flatMap(MendTests.problems).map(\.cause)
    #expect(Set(causes) == Set(HealthProblem.Cause.allCases))
  }

  @Test(arguments: sources)
  func isTakenByTheCheck(_ source: Record) throws {
    let problem = try #require(MendTests.problems(source).first)
    let line = try #require(problem.mend)
    // A text is checked whole before its first statement runs.
    let outcome = try ShellWorld.outcome(of: ["--no-input", "-c", "exit 0; \(line)"])
    #expect(outcome.status == 0, "\(line)\n\(outcome.errors)")
    #expect(outcome.errors.isEmpty, "\(outcome.errors)")
  }

  @Test func aLineThatIsNoneIsRefused() throws {
    let outcome = try ShellWorld.outcome(of: ["--no-input", "-c", "exit 0; schemas mend 1"])
    #expect(outcome.status == 2)
  }

  private static func table(_ changes: Record) -> Value {
    var table: Record = [
      "id": .text(id), "name": "charges", "should_sync": true, "sync_frequency": "5min",
    ]
    for field in changes.fields { table[field.name] = field.value }
    return [.record(table)]
  }

  private static func problems(_ source: Record) -> [HealthProblem] {
    var value: Record = ["id": .text(id), "created_at": long]
    for field in source.fields { value[field.name] = field.value }
    let run = SyncJob(
      .record([
        "id": "job", "created_at": long, "status": "Running",
        "schema": .record(["id": .text(id)]),
      ]))
    let isRunning = value.value(at: "schemas")?.listValue?.first?.value(at: "status") == "Running"
    let history = JobHistory(isRunning ? [run].compactMap(\.self) : [])
    return SourceFacts(.record(value)).map {
      HealthRules(at: .simulationStart).problems(of: $0, history)
    } ?? []
  }
}
