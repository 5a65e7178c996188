import CommandModel
import DemoServer
import TestSupport
import Testing

/// The logs of tables.
struct LogTests {
  private let demo = Demo()

  private func path(_ query: String = "", _ name: String = "Charge") async throws -> String {
    let id = try await demo.table(name, of: demo.source("eu"))
    return "external_data_schemas/\(id)/logs/\(query)"
  }

  private func lines(_ query: String = "", _ name: String = "Charge") async throws -> [Value] {
    try #require(try await demo.get(path(query, name)).value(at: "results")?.listValue)
  }

  @Test func tellsOfEveryRunNewestFirst() async throws {
    let jobs = try await demo.jobs(of: demo.source("eu"), "?schemas=Charge")
    let page = try await demo.get(path("?limit=500"))
    #expect(page.value(at: "count") == .integer(jobs.count * 3))
    let lines = try #require(page.value(at: "results")?.listValue)
    let runs = try jobs.map { try $0.text("workflow_run_id") }
    #expect(try Set(lines.map { try $0.text("instance_id") }) == Set(runs))
    let times = try lines.map { try #require(Time(try $0.text("timestamp"))) }
    #expect(times == times.sorted(by: >))
    // The last run failed, and its log says why.
    #expect(try lines[0].text("level") == "ERROR")
    #expect(try lines[0].text("message") == jobs[0].text("latest_error"))
  }

  @Test func comesInPages() async throws {
    let first = try await demo.get(path("?limit=4"))
    #expect(first.value(at: "results")?.listValue?.count == 4)
    #expect(try first.text("next").hasSuffix("?limit=4&offset=4"))
    let all = try await lines("?limit=500")
    #expect(try await lines("?limit=4&offset=4") == Array(all[4..<8]))
    #expect(try await lines().count == all.count)
  }

  @Test func findsLines() async throws {
    let all = try await lines("?limit=500")
    let run = try all[0].text("instance_id")
    #expect(try await lines("?instance_id=\(run)").count == 3)
    #expect(try await lines("?level=error").count == 1)
    #expect(try await lines("?level=DEBUG,ERROR").count == all.count / 3 + 1)
    #expect(try await lines("?search=STARTED").count == all.count / 3)
    let third = try all[2].text("timestamp")
    #expect(try await lines("?after=\(third)") == Array(all[..<2]))
    #expect(try await lines("?before=\(third)&limit=500") == Array(all[3...]))
    #expect(try await lines("?search=nothing") == [])
  }

  @Test func growsWhileATableSyncs() async throws {
    let before = try await lines("?limit=500").count
    try await demo.reload(demo.source("eu"))
    #expect(try await lines("?limit=500").count == before)
    demo.clock.advance(by: .seconds(3))
    #expect(try await lines()[0].text("level") != "ERROR")
    demo.clock.advance(by: .seconds(8))
    #expect(try await lines("?limit=500").count == before + 3)
    #expect(try await lines()[0].text("message").contains(" completed: "))
  }

  @Test(arguments: [
    ("?limit=0", "Ensure this value is greater than or equal to 1."),
    ("?limit=501", "Ensure this value is less than or equal to 500."),
    ("?limit=many", "A valid integer is required."),
    (
      "?after=yesterday",
      "Datetime has wrong format. Use one of these formats instead:"
        + " YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z]."
    ),
  ])
  func refuses(_ query: String, _ words: String) async throws {
    try check(await demo.send("GET", try await path(query)), 400, words)
  }
}
