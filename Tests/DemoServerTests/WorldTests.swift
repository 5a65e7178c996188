import CommandModel
import DemoServer
import Testing

/// What everybody who uses the demo may rely on.
struct WorldTests {
  @Test func hasFortySourcesOfTwelveTypes() async throws {
    let sources = try await Demo().sources()
    #expect(sources.count == 40)
    #expect(try Set(sources.map { try $0.text("source_type") }).count == 12)
    #expect(try Set(sources.map { try $0.text("id") }).count == 40)
  }

  @Test(arguments: ["Completed", "Running", "Failed", "Billing limits", "Billing limits too low"])
  func hasSourcesInState(_ status: String) async throws {
    let statuses = try await Demo().sources().map { try $0.text("status") }
    #expect(statuses.contains(status))
  }

  @Test func hasNoPausedTableUnlessAsked() async throws {
    let tables = try await Demo().sources().flatMap(\.tables)
    #expect(!tables.contains { $0.value(at: "status") == "Paused" })

    let paused = Demo { $0.pausesOneTable = true }
    let first = try await paused.sources()[0]
    #expect(try first.text("status") == "Paused")
    let answer = try await paused.reload(paused.source("eu"))
    #expect(answer.status == 400)
    #expect(try answer.words?.hasPrefix("Monthly sync limit reached.") == true)
  }

  @Test func hasSevenFailedSourcesOfWhichOneSaysThatItStaysSo() async throws {
    let failed = try await Demo().sources().filter { $0.value(at: "status") == "Failed" }
    #expect(failed.count == 7)
    #expect(failed.count { $0.value(at: "prefix") == "always_fails" } == 1)
  }

  @Test func hasSourcesOfUnusualMake() async throws {
    let sources = try await Demo().sources()
    #expect(sources.contains { $0.value(at: "access_method") == "direct" })
    #expect(sources.contains { $0.tables.isEmpty })
    #expect(sources.contains { $0.value(at: "job_inputs") == .null })
    #expect(sources.contains { $0.tables.count == 60 })
    #expect(
      sources.contains { source in
        !source.tables.isEmpty && source.tables.allSatisfy { $0.value(at: "should_sync") == false }
      })
    // Switched off by the server: the error stays, and the source reads well again.
    #expect(
      sources.contains {
        $0.value(at: "status") == "Completed" && $0.value(at: "latest_error") != .null
      })
  }

  @Test func hasIDsThatStayTheSameAndTellWhatTheyAreOf() async throws {
    let (first, again) = (try await Demo().sources(), try await Demo().sources())
    #expect(first == again)
    #expect(try first.allSatisfy { try $0.text("id").hasPrefix("0199") })
    #expect(try first.flatMap(\.tables).allSatisfy { try $0.text("id").hasPrefix("018f") })
  }

  @Test func hasUniquePrefixesWithinAType() async throws {
    let names = try await Demo().sources().map { source in
      try source.text("source_type") + "/" + (source.value(at: "prefix")?.textValue ?? "(none)")
    }
    #expect(Set(names).count == names.count)
  }

  @Test func listsNewestFirst() async throws {
    let made = try await Demo().sources().map { try #require(Time(try $0.text("created_at"))) }
    #expect(made == made.sorted(by: >))
  }

  @Test func growsToAnySize() async throws {
    let demo = Demo { $0.sourceCount = 1000 }
    let answer = try await demo.get("external_data_sources/?limit=1")
    #expect(answer.value(at: "count") == 1000)
  }

  @Test func tellsEachProjectItsOwn() async throws {
    let empty = try await Demo().get("/api/projects/2/external_data_sources/")
    #expect(empty.value(at: "count") == 0)
  }

  @Test func hasDaysOfJobs() async throws {
    let demo = Demo()
    let source = try await demo.source("shop")
    var seen: [String] = []
    var before = ""
    while true {
      let page = try await demo.jobs(of: source, before)
      guard let last = page.last else { break }
      #expect(page.count <= 50)
      seen += try page.map { try $0.text("id") }
      before = "?before=\(try last.text("created_at"))"
    }
    #expect(seen.count == 60 * 12)
    #expect(Set(seen).count == seen.count)
  }

  @Test func findsJobsByTableAndTime() async throws {
    let demo = Demo()
    let source = try await demo.source("eu")
    let some = try await demo.jobs(of: source, "?schemas=Charge&schemas=Coupon")
    #expect(try Set(some.map { try $0.text("schema.name") }) == ["Charge", "Coupon"])
    let newest = try some[0].text("created_at")
    #expect(try await demo.jobs(of: source, "?after=\(newest)&schemas=Charge&schemas=Coupon") == [])
    // The one name with a comma in it is nobody's.
    #expect(try await demo.jobs(of: source, "?schemas=Charge,Coupon") == [])
  }
}
