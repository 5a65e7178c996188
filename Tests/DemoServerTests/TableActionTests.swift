import CommandModel
import DemoServer
import TestSupport
import Testing

/// Tables that are imported anew, stopped, emptied and deleted.
struct TableActionTests {
  private let demo = Demo()

  private func path(_ name: String, of prefix: String) async throws -> String {
    "external_data_schemas/\(try await demo.table(name, of: demo.source(prefix)))/"
  }

  private func rows(_ path: String) async throws -> Int {
    try #require(try await demo.get(path).value(at: "table.row_count")?.integerValue)
  }

  @Test func importsAnew() async throws {
    let path = try await path("public.orders", of: "shop")
    let before = try await rows(path)
    let answer = await demo.send("POST", path + "resync/")
    try check(answer, 200)
    #expect(answer.body.isEmpty)
    #expect(try await demo.get(path).text("status") == "Running")
    // What was there stays until the new import is through.
    #expect(try await rows(path) == before)
    demo.clock.advance(by: .seconds(11))
    let jobs = try await demo.jobs(of: demo.source("shop"), "?schemas=public.orders")
    #expect(try await rows(path) == jobs[0].value(at: "rows_synced")?.integerValue)
    #expect(jobs.count == 13)
  }

  @Test func cutsTheRunningSyncShortForANewImport() async throws {
    let source = try await demo.source("analytics")
    let busy = try #require(source.tables.first { $0.value(at: "status") == "Running" })
    try check(
      await demo.send("POST", "external_data_schemas/\(try busy.text("id"))/resync/"), 200)
    demo.clock.advance(by: .seconds(11))
    let jobs = try await demo.jobs(of: source, "?schemas=\(try busy.text("name"))")
    #expect(try jobs.prefix(2).map { try $0.text("status") } == ["Completed", "Failed"])
    #expect(jobs[1].value(at: "latest_error") == "Sync cancelled by user")
  }

  @Test func importsNothingWhileATableIsPaused() async throws {
    let paused = Demo { $0.pausesOneTable = true }
    let path = try await path("public.orders", of: "shop")
    try check(await paused.send("POST", path + "resync/"), 400)
  }

  @Test func cancelsARunningSync() async throws {
    let source = try await demo.source("analytics")
    let busy = try #require(source.tables.first { $0.value(at: "status") == "Running" })
    let path = "external_data_schemas/\(try busy.text("id"))/"
    let answer = await demo.send("POST", path + "cancel/")
    try check(answer, 200)
    #expect(answer.body.isEmpty)
    let after = try await demo.get(path)
    #expect(try after.text("status") == "Failed")
    #expect(try after.text("latest_error") == "Sync cancelled by user")
    #expect(try await demo.source("analytics").text("status") == "Failed")
    try check(await demo.send("POST", path + "cancel/"), 400, "No running sync to cancel.")
  }

  @Test func takesBackWhatIsShownOfASyncWithoutAJob() async throws {
    let path = try await path("public.orders", of: "shop")
    _ = await demo.send("POST", path + "reload/")
    try check(
      await demo.send("POST", path + "cancel/"), 200,
      "No sync was running. The sync status has been updated.")
    #expect(try await demo.get(path).text("status") == "Completed")
  }

  @Test func endsACancelledSyncLaterOnAnOlderServer() async throws {
    let old = Demo { $0.age = .july2026 }
    let source = try await old.source("analytics")
    let busy = try #require(source.tables.first { $0.value(at: "status") == "Running" })
    let path = "external_data_schemas/\(try busy.text("id"))/"
    try check(await old.send("POST", path + "cancel/"), 200)
    #expect(try await old.get(path).text("status") == "Running")
    old.clock.advance(by: .seconds(2))
    #expect(try await old.get(path).text("status") == "Failed")
  }

  @Test func throwsItsRowsAway() async throws {
    let path = try await path("public.orders", of: "shop")
    let before = try await demo.get(path)
    let answer = await demo.send("DELETE", path + "delete_data/")
    try check(answer, 200)
    #expect(answer.body.isEmpty)
    let after = try await demo.get(path)
    for field in ["table", "status", "last_synced_at"] {
      #expect(after.value(at: field) == .null, "\(field)")
    }
    for field in ["sync_type", "incremental_field", "should_sync", "primary_key_columns"] {
      #expect(after.value(at: field) == before.value(at: field), "\(field)")
    }
    // Now that no row is there, the key can be another.
    try check(await demo.patch(path, #"{"primary_key_columns": ["name"]}"#), 200)
    try await demo.reload(demo.source("shop"))
    demo.clock.advance(by: .seconds(11))
    let jobs = try await demo.jobs(of: demo.source("shop"), "?schemas=public.orders")
    #expect(try await rows(path) == jobs[0].value(at: "rows_synced")?.integerValue)
  }

  @Test func switchesOffADirectTableInsteadOfEmptyingIt() async throws {
    let table = try await demo.source("reporting").tables[0].text("id")
    try check(await demo.send("DELETE", "external_data_schemas/\(table)/delete_data/"), 200)
    #expect(try await demo.schema(table).value(at: "should_sync") == false)
  }

  @Test func findsADeletedTableAgain() async throws {
    let path = try await path("Charge", of: "eu")
    let answer = await demo.send("DELETE", path)
    try check(answer, 204)
    try check(await demo.send("DELETE", path), 404, "Not found.")
    let source = try await demo.source("eu")
    #expect(source.tables.count == 8)
    let found = try await demo.post("\(source.text("id"))/refresh_schemas/").value()
    #expect(found.value(at: "added") == 1)
    let again = try await demo.source("eu").tables.first { $0.value(at: "name") == "Charge" }
    #expect(again?.value(at: "should_sync") == false)
    #expect(again?.value(at: "sync_type") == .null)
  }

  @Test func tellsHowATableCanBeSynced() async throws {
    let options = try await demo.send(
      "POST", path("public.orders", of: "shop") + "incremental_fields/"
    ).value()
    let fields = try options.value(at: "incremental_fields")?.listValue?.map {
      try $0.text("field")
    }
    #expect(fields == ["id", "updated_at", "xmin"])
    #expect(options.value(at: "xmin_available") == true)
    let stripe = try await demo.send("POST", path("Charge", of: "eu") + "incremental_fields/")
      .value()
    #expect(stripe.value(at: "supports_webhooks") == true)
    #expect(stripe.value(at: "cdc_available") == false)
  }

  @Test func saysWhyItCannotTell() async throws {
    let unreachable = try await demo.source("legacy").tables[0].text("id")
    let answer = await demo.send(
      "POST", "external_data_schemas/\(unreachable)/incremental_fields/")
    #expect(try answer.words?.hasPrefix("Could not connect to the source.") == true)
    let gone = try #require(
      try await demo.source("infra").tables.first { $0.value(at: "sync_type") == .null })
    try check(
      await demo.send("POST", "external_data_schemas/\(gone.text("id"))/incremental_fields/"), 400,
      "Schema with name \(gone.text("name")) not found")
  }

  @Test(arguments: ["resync", "cancel", "incremental_fields"])
  func knowsOnlyItsTables(_ action: String) async throws {
    let id = "0199a000-0000-7000-8000-000000000000"
    try check(await demo.send("POST", "external_data_schemas/\(id)/\(action)/"), 404, "Not found.")
  }
}
