import CommandModel
import DemoServer
import TestSupport
import Testing

/// Tables that are changed, one at a time.
struct TableChangeTests {
  private let demo = Demo()

  private func path(_ name: String, of prefix: String) async throws -> String {
    "external_data_schemas/\(try await demo.table(name, of: demo.source(prefix)))/"
  }

  private func change(_ name: String, of prefix: String, _ json: String) async throws -> Value {
    let answer = await demo.patch(try await path(name, of: prefix), json)
    try check(answer, 200)
    let value = try answer.value()
    // What the answer says is what is there afterwards, but for the source that only GET names.
    var kept = try #require(try await demo.get(path(name, of: prefix)).recordValue)
    kept["source"] = .null
    #expect(value == .record(kept))
    return value
  }

  @Test(arguments: [
    (#"{"sync_frequency": "24hour"}"#, "sync_frequency", "24hour" as Value),
    (#"{"sync_frequency": "never"}"#, "sync_frequency", nil),
    (#"{"sync_time_of_day": "03:30:00"}"#, "sync_time_of_day", "03:30:00"),
    (#"{"sync_time_of_day": "03:30"}"#, "sync_time_of_day", "03:30:00"),
    (#"{"sync_type": "full_refresh"}"#, "incremental_field", nil),
    (#"{"sync_type": "incremental", "incremental_field": "id"}"#, "incremental_field", "id"),
    (#"{"incremental_field_lookback_seconds": 60}"#, "incremental_field_lookback_seconds", 60),
    (#"{"cdc_table_mode": "both"}"#, "cdc_table_mode", "both"),
    (#"{"enabled_columns": ["id"]}"#, "enabled_columns", .list(["id"])),
    (#"{"full_refresh_interval_days": 7}"#, "full_refresh_interval_days", 7),
    (#"{"name": "renamed", "status": "Failed"}"#, "name", "public.orders"),
  ])
  func sets(_ json: String, _ field: String, _ value: Value) async throws {
    #expect(try await change("public.orders", of: "shop", json).value(at: field) == value)
  }

  @Test(arguments: [
    (#"{"sync_frequency": "2min"}"#, #""2min" is not a valid choice."#),
    (
      #"{"sync_frequency": "1min"}"#,
      #""1min" is not a valid sync frequency. The fastest sync frequency is 5 minutes."#
    ),
    (
      #"{"sync_time_of_day": "25:99"}"#,
      "Time has wrong format. Use one of these formats instead: hh:mm[:ss[.uuuuuu]]."
    ),
    (#"{"should_sync": null}"#, "Must be a valid boolean."),
    (#"{"sync_type": "magic"}"#, #""magic" is not a valid choice."#),
    (
      #"{"incremental_field_lookback_seconds": -1}"#,
      "Ensure this value is greater than or equal to 0."
    ),
    (#"{"full_refresh_interval_days": 91}"#, "Ensure this value is less than or equal to 90."),
    (
      #"{"enabled_columns": ["nope"]}"#,
      "Unknown columns: nope. Refresh the schemas of the source first."
    ),
    (
      #"{"row_filters": [{"column": "id"}]}"#,
      "Invalid row filter: it takes a column, an operator and a value."
    ),
    (
      #"{"row_filters": [{"column": "nope", "operator": "=", "value": 1}]}"#,
      "Invalid row filter: unknown column 'nope'."
    ),
    (
      #"{"primary_key_columns": ["name"]}"#,
      "Primary key cannot be changed after data has been synced. Delete the synced data first,"
        + " then change the primary key."
    ),
    (#"{"sync_type": "cdc"}"#, "CDC is not enabled on this source."),
    (#"{"sync_type": "webhook"}"#, "public.orders cannot be synced via webhooks."),
    ("[]", "Invalid data. Expected a dictionary, but got list."),
  ])
  func refuses(_ json: String, _ words: String) async throws {
    let before = try await demo.source("shop")
    try check(await demo.patch(try await path("public.orders", of: "shop"), json), 400, words)
    #expect(try await demo.source("shop") == before)
  }

  @Test func filtersRows() async throws {
    let json = #"{"row_filters": [{"column": "id", "operator": ">", "value": 5}]}"#
    let changed = try await change("public.orders", of: "shop", json)
    #expect(changed.value(at: "row_filters")?.listValue?.count == 1)
  }

  @Test func asksForAWayToSyncBeforeItSwitchesOn() async throws {
    let table = try #require(
      try await demo.source("infra").tables.first { $0.value(at: "sync_type") == .null })
    let path = "external_data_schemas/\(try table.text("id"))/"
    try check(
      await demo.patch(path, #"{"should_sync": true}"#), 400,
      "Sync type must be set up first before enabling schema")
    try check(
      await demo.patch(path, #"{"should_sync": true, "sync_type": "full_refresh"}"#), 200)
    demo.clock.advance(by: .seconds(11))
    // A table that never ran runs as soon as it is switched on.
    #expect(try await demo.get(path).text("status") == "Completed")
  }

  @Test func stopsTheRunOfATableThatIsSwitchedOff() async throws {
    let source = try await demo.source("analytics")
    let busy = try #require(source.tables.first { $0.value(at: "status") == "Running" })
    let path = "external_data_schemas/\(try busy.text("id"))/"
    try check(await demo.patch(path, #"{"should_sync": false}"#), 200)
    #expect(try await demo.get(path).text("status") == "Failed")
    let name = try busy.text("name")
    let before = try await demo.jobs(of: source, "?schemas=\(name)").count
    try await demo.reload(source)
    demo.clock.advance(by: .seconds(11))
    #expect(try await demo.jobs(of: source, "?schemas=\(name)").count == before)
  }

  @Test func saysWhatMeansNothingToATable() async throws {
    let json = #"{"incremental_field": "id"}"#
    let path = try await path("public.products", of: "shop")
    let answer = await demo.patch(path, json)
    try check(answer, 400)
    #expect(try answer.value().value(at: "attr") == "incremental_field")

    // An older server drops it without a word.
    let old = Demo { $0.age = .july2026 }
    let changed = await old.patch(path, json)
    try check(changed, 200)
    #expect(try changed.value().value(at: "incremental_field") == .null)
  }

  @Test func importsAnewWhenTheRowVersionTellsWhatIsNew() async throws {
    let before = try await change("public.orders", of: "shop", #"{"sync_frequency": "1hour"}"#)
    #expect(try before.text("status") == "Completed")
    let after = try await change("public.orders", of: "shop", #"{"sync_type": "xmin"}"#)
    #expect(try after.text("status") == "Running")
    let refused = await demo.patch(try await path("Charge", of: "eu"), #"{"sync_type": "xmin"}"#)
    try check(refused, 400, "The xmin sync method is only available for Postgres sources.")
  }

  @Test func connectsTheWebhookThatATableAsksFor() async throws {
    _ = try await change("Charge", of: "eu", #"{"sync_type": "webhook"}"#)
    let id = try await demo.source("eu").text("id")
    let info = try await demo.get("external_data_sources/\(id)/webhook_info/")
    #expect(info.value(at: "exists") == true)
    #expect(info.value(at: "schema_mapping")?.recordValue?.names == ["Charge"])
  }
}
