import CommandModel
import DemoServer
import TestSupport
import Testing

/// Change data capture, from what it needs to what it leaves behind.
struct ChangeCaptureTests {
  private let demo = Demo()

  private func send(
    _ action: String, _ json: String = "{}", to prefix: String = "shop"
  ) async throws -> DemoResponse {
    await demo.post("\(try await demo.source(prefix).text("id"))/\(action)/", json)
  }

  private func status(_ demo: Demo? = nil) async throws -> Value {
    let demo = demo ?? self.demo
    let id = try await demo.source("shop").text("id")
    return try await demo.get("external_data_sources/\(id)/cdc_status/")
  }

  private func capture(_ name: String) async throws -> String {
    let id = try await demo.table(name, of: demo.source("shop"))
    let path = "external_data_schemas/\(id)/"
    try check(await demo.patch(path, #"{"sync_type": "cdc"}"#), 200)
    return path
  }

  @Test func isOffUntilItIsEnabled() async throws {
    #expect(try await status().value(at: "enabled") == false)
    let answer = try await send("enable_cdc", #"{"cdc_slot_name": "mine"}"#)
    #expect(try answer.value().value(at: "schedules_ready") == true)
    let status = try await status()
    #expect(status.value(at: "enabled") == true)
    #expect(status.value(at: "slot_name") == "mine")
    #expect(status.value(at: "lag_bytes") == 0)
    let inputs = try await demo.source("shop").value(at: "job_inputs")
    #expect(inputs?.value(at: "cdc_enabled") == "True")
    try check(try await send("enable_cdc"), 409, "CDC is already enabled on this source.")
  }

  @Test func leavesItsTablesUnsetWhenItIsDisabled() async throws {
    _ = try await send("enable_cdc")
    let path = try await capture("public.orders")
    #expect(try await status().value(at: "published_tables") == ["public.orders"])
    try check(try await send("disable_cdc"), 200)
    let table = try await demo.get(path)
    #expect(table.value(at: "should_sync") == false)
    #expect(table.value(at: "sync_type") == .null)
    #expect(try await status().value(at: "enabled") == false)
    #expect(try await demo.source("shop").value(at: "job_inputs.cdc_enabled") == nil)
    #expect(try await send("disable_cdc").value().value(at: "already_disabled") == true)
  }

  @Test func importsItsTablesAnewWhenItIsRepaired() async throws {
    try check(try await send("repair_cdc"), 400, "CDC is not enabled on this source.")
    _ = try await send("enable_cdc")
    let path = try await capture("public.orders")
    #expect(try await send("repair_cdc").value().value(at: "schemas_reset") == 1)
    #expect(try await demo.get(path).text("status") == "Running")
    try check(
      try await send("repair_cdc"), 409, "A repair is already running for this source.")
    demo.clock.advance(by: .seconds(11))
    #expect(try await send("repair_cdc").value().value(at: "schemas_reset") == 1)
  }

  @Test func changesItsLimits() async throws {
    try check(
      try await send("update_cdc_settings", #"{"cdc_auto_drop_slot": true}"#), 400,
      "CDC is not enabled on this source.")
    _ = try await send("enable_cdc")
    let set = #"{"cdc_lag_warning_threshold_mb": 5, "cdc_lag_critical_threshold_mb": 10}"#
    #expect(
      try await send("update_cdc_settings", set).value().recordValue?.names == ["success"])
    #expect(try await status().value(at: "lag_critical_threshold_mb") == 10)
    #expect(try await send("update_cdc_settings", set).value().value(at: "unchanged") == true)
  }

  @Test(arguments: [
    (#"{"cdc_lag_warning_threshold_mb": "5"}"#, "cdc_lag_warning_threshold_mb must be an integer."),
    (#"{"cdc_lag_warning_threshold_mb": 0}"#, "cdc_lag_warning_threshold_mb must be at least 1."),
    (
      #"{"cdc_lag_warning_threshold_mb": 99999}"#,
      "cdc_lag_warning_threshold_mb must be less than cdc_lag_critical_threshold_mb."
    ),
    (#"{"cdc_auto_drop_slot": 1}"#, "cdc_auto_drop_slot must be a boolean."),
  ])
  func refusesLimits(_ json: String, _ words: String) async throws {
    _ = try await send("enable_cdc")
    try check(try await send("update_cdc_settings", json), 400, words)
  }

  @Test func saysWhatItNeeds() async throws {
    let missing = #"{"cdc_management_mode": "self_managed", "cdc_slot_name": "no_such_slot"}"#
    let errors: Value = [
      "The replication slot 'no_such_slot' does not exist",
      "The name of the publication is missing",
    ]
    let checked = try await send("check_cdc_prerequisites_for_source", missing).value()
    #expect(checked.value(at: "valid") == false)
    #expect(checked.value(at: "errors") == errors)
    let refused = try await send("enable_cdc", missing)
    try check(refused, 400, "CDC prerequisites not met.")
    #expect(try refused.value().value(at: "errors") == errors)
    let good = try await send("check_cdc_prerequisites_for_source").value()
    #expect(good.value(at: "valid") == true)
    try check(
      try await send("enable_cdc", #"{"cdc_management_mode": "mine"}"#), 400,
      "cdc_management_mode must be one of: posthog, self_managed")
  }

  @Test func needsAPostgresDatabaseThatCanBeReached() async throws {
    for prefix in ["eu", "reporting"] {
      try check(
        try await send("enable_cdc", to: prefix), 400,
        "CDC prerequisite checks are only supported for CDC enabled sources.")
    }
    let answer = try await send("check_cdc_prerequisites_for_source", to: "legacy")
    #expect(try answer.words?.hasPrefix("Could not connect to the source.") == true)
  }

  @Test func checksADatabaseThatIsNoSourceYet() async throws {
    let settings =
      #"{"source_type": "Postgres", "host": "HOST", "port": 5432, "database": "d", "user": "u","#
      + #" "password": "p"}"#
    let good = settings.replacing("HOST", with: "db.example.com")
    let answer = await demo.post("check_cdc_prerequisites/", good)
    #expect(try answer.value().value(at: "valid") == true)
    let local = settings.replacing("HOST", with: "127.0.0.1")
    let refused = await demo.post("check_cdc_prerequisites/", local)
    #expect(try refused.words?.contains("SSL/TLS connection is required") == true)
    try check(
      await demo.post("check_cdc_prerequisites/", #"{"source_type": "Stripe"}"#), 400,
      "CDC prerequisite checks are only supported for CDC enabled sources.")
  }

  @Test func isBehindAFlagOnAnOlderServer() async throws {
    let old = Demo { $0.age = .july2026 }
    let id = try await old.source("shop").text("id")
    try check(await old.post("\(id)/enable_cdc/"), 403, "CDC is not enabled for this team.")
    try check(await old.post("\(id)/repair_cdc/"), 404, "Endpoint not found.")
    #expect(try await status(old).value(at: "enabled") == false)
  }

  @Test func isResumedByNoKeyUnlessAskedFor() async throws {
    try check(
      try await send("resume_cdc"), 403, "This action does not support personal API key access")
    let open = Demo { $0.opensAllToKeys = true }
    let id = try await open.source("shop").text("id")
    _ = await open.post(
      "\(id)/enable_cdc/",
      #"{"cdc_lag_warning_threshold_mb": 1, "cdc_lag_critical_threshold_mb": 2}"#)
    try check(await open.post("\(id)/resume_cdc/"), 400, "CDC is not paused on this source.")
    // The log grows until there is so much of it that the reading stops.
    open.clock.advance(by: .seconds(60))
    #expect(try await status(open).value(at: "schedule_paused") == true)
    #expect(try await status(open).value(at: "lag_bytes") == 2_097_152)
    try check(await open.post("\(id)/resume_cdc/"), 200)
    #expect(try await status(open).value(at: "schedule_paused") == false)
  }
}
