import CommandModel
import DemoServer
import TestSupport
import Testing

/// The life of a sync, from the trigger to its end, in virtual time.
struct ReloadTests {
  private let demo = Demo()

  private func running(_ source: Value) async throws -> Int {
    try await demo.jobs(of: source).count { $0.value(at: "status") == "Running" }
  }

  @Test func answersNothingAndStartsLater() async throws {
    let source = try await demo.source("eu")
    let answer = try await demo.reload(source)
    #expect(answer.status == 200)
    #expect(answer.body.isEmpty)
    #expect(answer.headers["Content-Type"] == nil)
    #expect(try await running(source) == 0)
    #expect(try await demo.source("eu").text("status") == "Failed")

    demo.clock.advance(by: .seconds(3))
    #expect(try await running(source) == source.tables.count)
    let table = try #require(try await demo.source("eu").tables.first)
    #expect(try table.text("status") == "Running")
    // A start does not clear the error of the run before.
    #expect(table.value(at: "latest_error") == source.tables[0].value(at: "latest_error"))
  }

  @Test func loadsMoreAndMoreRows() async throws {
    let source = try await demo.source("eu")
    try await demo.reload(source)
    demo.clock.advance(by: .seconds(3))
    let early = try await demo.jobs(of: source)[0]
    demo.clock.advance(by: .seconds(20))
    let late = try await demo.jobs(of: source).first { $0.value(at: "id") == early.value(at: "id") }
    let rows = [early, try #require(late)].compactMap { $0.value(at: "rows_synced")?.integerValue }
    #expect(rows[0] < rows[1])
    #expect(early.value(at: "finished_at") == .null)
    #expect(late?.value(at: "finished_at") != .null)
  }

  @Test func makesFailedSourcesWell() async throws {
    let before = try await demo.source("eu")
    try await demo.reload(before)
    demo.clock.advance(by: .seconds(11))
    let after = try await demo.source("eu")
    #expect(try after.text("status") == "Completed")
    #expect(after.value(at: "latest_error") == .null)
    let synced = try #require(Time(try after.tables[0].text("last_synced_at")))
    let jobs = try await demo.jobs(of: after, "?schemas=\(try after.tables[0].text("name"))")
    // It is the start of the run, not its end.
    #expect(try synced == #require(Time(try jobs[0].text("created_at"))))
    #expect(try Time(after.text("last_run_at")) != Time(before.text("last_run_at")))
  }

  @Test func neverMakesTheOneWell() async throws {
    let source = try await demo.source("always_fails")
    try await demo.reload(source)
    demo.clock.advance(by: .seconds(11))
    let after = try await demo.source("always_fails")
    #expect(try after.text("status") == "Failed")
    let newest = try await demo.jobs(of: source).prefix(source.tables.count)
    #expect(newest.count { $0.value(at: "status") == "Failed" } == 1)
    #expect(newest.count { $0.value(at: "status") == "Completed" } == source.tables.count - 1)
  }

  @Test(arguments: [Duration.zero, .milliseconds(900), .seconds(3)])
  func dropsTheTriggerOfABusyTable(_ pause: Duration) async throws {
    let source = try await demo.source("eu")
    let before = try await demo.jobs(of: source, "?schemas=Charge").count
    try await demo.reload(source)
    demo.clock.advance(by: pause)
    #expect(try await demo.reload(source).status == 200)
    demo.clock.advance(by: .seconds(30))
    #expect(try await demo.jobs(of: source, "?schemas=Charge").count == before + 1)
    try await demo.reload(source)
    demo.clock.advance(by: .seconds(30))
    #expect(try await demo.jobs(of: source, "?schemas=Charge").count == before + 2)
  }

  @Test func keepsRunningForEverWhereNothingCanRun() async throws {
    let source = try await demo.source("budget")
    try await demo.reload(source)
    demo.clock.advance(by: .seconds(3600))
    #expect(try await demo.source("budget").text("status") == "Running")
  }

  @Test func refreshesASourceThatIsQueriedInPlace() async throws {
    let answer = try await demo.reload(demo.source("reporting"))
    #expect(try answer.value().recordValue?.names == ["added", "deleted", "total_tables_seen"])
  }

  @Test func endsByTheLimitAgainWhereTheLimitIsReached() async throws {
    let source = try await demo.source("finance")
    try await demo.reload(source)
    demo.clock.advance(by: .seconds(30))
    #expect(try await demo.jobs(of: source)[0].text("status") == "Billing limits")
  }

  @Test func spellsOneLimitDifferentlyInJobs() async throws {
    let low = try await demo.sources().first {
      $0.value(at: "status") == "Billing limits too low"
    }
    let jobs = try await demo.jobs(of: #require(low))
    #expect(try jobs[0].text("status") == "Billing limit too low")
  }

  @Test func paintsASingleTableRunningAtOnce() async throws {
    let table = try await demo.source("shop").tables[0]
    let path = "external_data_schemas/\(try table.text("id"))/"
    #expect(await demo.send("POST", path + "reload/").status == 200)
    #expect(try await demo.get(path).text("status") == "Running")
    demo.clock.advance(by: .seconds(11))
    #expect(try await demo.get(path).text("status") == "Completed")
  }

  @Test func runsFasterWhenToldTo() async throws {
    let fast = Demo { $0.pace = 100 }
    try await fast.reload(fast.source("eu"))
    fast.clock.advance(by: .milliseconds(110))
    #expect(try await fast.source("eu").text("status") == "Completed")
  }

  @Test func endsTheSyncsThatRanFromTheStart() async throws {
    #expect(try await demo.source("analytics").text("status") == "Running")
    demo.clock.advance(by: .seconds(31))
    #expect(try await demo.source("analytics").text("status") == "Completed")
  }
}
