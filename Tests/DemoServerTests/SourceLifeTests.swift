import CommandModel
import DemoServer
import TestSupport
import Testing
import ValueFormats

/// Sources that are changed and deleted.
struct SourceLifeTests {
  private let demo = Demo()

  private func path(_ prefix: String) async throws -> String {
    "external_data_sources/\(try await demo.source(prefix).text("id"))/"
  }

  @Test func changesTheDescriptionAndNothingElse() async throws {
    let before = try await demo.source("shop")
    let answer = await demo.patch(
      try await path("shop"), #"{"description": "new", "prefix": "other", "status": "Failed"}"#)
    try check(answer, 200)
    let after = try await demo.source("shop")
    #expect(after.value(at: "description") == "new")
    #expect(after.value(at: "status") == before.value(at: "status"))
    #expect(try answer.value().value(at: "prefix") == "shop")
    #expect(try await demo.sources().count { $0.value(at: "prefix") == "other" } == 0)
  }

  @Test(arguments: [
    (
      #"{"job_inputs": {"host": "other.example.com"}}"#,
      "Changing the connection host requires re-entering your credentials."
    ),
    (
      #"{"job_inputs": {"ssh_tunnel": {"enabled": true, "host": "jump"}}}"#,
      "Changing the SSH tunnel host requires re-entering your credentials."
    ),
    (#"{"job_inputs": {"database": "nosuchdb"}}"#, "Database does not exist"),
    (#"{"job_inputs": {"password": "wrong"}}"#, "Invalid user or password"),
    (#"{"job_inputs": {"ssh_tunnel": true}}"#, "Must be an object."),
    (
      #"{"access_method": "direct"}"#,
      "Access method cannot be changed. Create a new source instead."
    ),
    (#"{"auto_sync_schema_patterns": [1]}"#, "Expected a list of patterns."),
    (#"{"auto_sync_schema_patterns": "a*"}"#, "Expected a list of patterns."),
    (#"{"direct_query_enabled": "perhaps"}"#, "Must be a valid boolean."),
    ("[]", "Invalid data. Expected a dictionary, but got list."),
  ])
  func refuses(_ json: String, _ words: String) async throws {
    let before = try await demo.source("shop")
    try check(await demo.patch(try await path("shop"), json), 400, words)
    #expect(try await demo.source("shop") == before)
  }

  @Test func movesToAnotherHostWithCredentials() async throws {
    let json =
      #"{"job_inputs": {"host": "other.example.com", "password": "geheim", "cdc_enabled": true}}"#
    try check(await demo.patch(try await path("shop"), json), 200)
    let inputs = try await demo.source("shop").value(at: "job_inputs")?.recordValue
    #expect(inputs?["host"] == "other.example.com")
    #expect(inputs?["user"] == "postgres")
    #expect(inputs?["password"] == nil)
    #expect(inputs?["cdc_enabled"] == nil)
  }

  @Test func keepsTheTunnelItWasNotTold() async throws {
    let json =
      #"{"job_inputs": {"ssh_tunnel": {"enabled": true,"#
      + #" "auth": {"username": "ann", "password": "p"}}}}"#
    try check(await demo.patch(try await path("shop"), json), 200)
    let tunnel = try await demo.source("shop").value(at: "job_inputs.ssh_tunnel")
    #expect(tunnel?.value(at: "enabled") == "True")
    #expect(tunnel?.value(at: "auth.username") == "ann")
    #expect(tunnel?.value(at: "auth.password") == nil)
    #expect(tunnel?.value(at: "require_tls.enabled") == true)
  }

  @Test(arguments: ["shop", "live", "eu", "emea", "support_eu", "mobile"])
  func takesItsOwnSettingsBack(_ prefix: String) async throws {
    let before = try await demo.source(prefix)
    let inputs = JSON.encode(try #require(before.value(at: "job_inputs")))
    try check(await demo.patch(try await path(prefix), #"{"job_inputs": \#(inputs)}"#), 200)
    #expect(try await demo.source(prefix) == before)
  }

  @Test func takesInNewTablesByThemselves() async throws {
    let json =
      #"{"auto_sync_new_schemas": true, "auto_sync_schema_patterns": ["PROD*", "?bandoned*"]}"#
    let id = try await demo.source("b2b").text("id")
    try check(await demo.patch(try await path("b2b"), json), 200)
    let found = try await demo.post("\(id)/refresh_schemas/").value()
    let new = try await demo.source("b2b").tables.filter {
      $0.value(at: "status") == .null && $0.value(at: "should_sync") == true
    }
    #expect(found.value(at: "added") == 3)
    #expect(found.value(at: "auto_enabled") == .integer(new.count))
    let names = try new.map { try $0.text("name").lowercased() }
    #expect(names.allSatisfy { $0.hasPrefix("prod") })
    demo.clock.advance(by: .seconds(11))
    let running = try await demo.source("b2b").tables.filter { $0.value(at: "status") == .null }
    #expect(running.count == 3 - new.count)
  }

  @Test func deletesForGood() async throws {
    let id = try await demo.source("eu").text("id")
    let table = try await demo.source("eu").tables[0].text("id")
    let answer = await demo.send("DELETE", "external_data_sources/\(id)/")
    try check(answer, 204)
    #expect(answer.body.isEmpty)
    try check(await demo.send("DELETE", "external_data_sources/\(id)/"), 404, "Not found.")
    try check(await demo.send("GET", "external_data_sources/\(id)/jobs/"), 404)
    try check(await demo.send("GET", "external_data_schemas/\(table)/"), 404)
    #expect(try await demo.sources().count == 39)
    // Its prefix is free again.
    try check(
      await demo.post("source_prefix/", #"{"source_type": "Stripe", "prefix": "eu"}"#), 200)
  }

  @Test func deletesNothingByAKeyThatMayOnlyRead() async throws {
    let answer = await demo.send("DELETE", try await path("eu"), key: .readOnly)
    try check(answer, 403, "API key missing required scope 'external_data_source:write'")
    #expect(try await demo.sources().count == 40)
  }
}
