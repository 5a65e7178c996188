import CommandModel
import DemoServer
import Testing

/// What is asked before a source is connected, and the settings of one that is.
struct ConnectingTests {
  private let demo = Demo()

  private func check(
    _ action: String, _ json: String, _ status: Int, _ words: String? = nil,
    _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let answer = await demo.send("POST", "external_data_sources/\(action)/", json: json)
    #expect(answer.status == status, sourceLocation: location)
    if let words { #expect(try answer.words == words, sourceLocation: location) }
  }

  @Test func namesTheFieldsThatAreMissing() async throws {
    try await check(
      "database_schema", #"{"source_type": "Postgres", "host": "a", "port": 1}"#, 400,
      "Invalid source config: Required field 'database' is missing, Required field 'user' is"
        + " missing, Required field 'password' is missing")
  }

  @Test func refusesTheWrongPasswordWhereverItStands() async throws {
    try await check(
      "database_schema",
      #"{"source_type": "Stripe", "auth_method": {"selection": "api_key", "key": "wrong"}}"#, 400,
      "Invalid user or password")
  }

  @Test func listsTheTablesThatThereAre() async throws {
    let answer = await demo.send(
      "POST", "external_data_sources/database_schema/",
      json: #"{"source_type": "Zendesk", "subdomain": "a", "api_key": "b", "email_address": "c"}"#)
    let names = try answer.value().listValue?.map { try $0.text("table") }
    #expect(names?.contains("tickets") == true)
  }

  @Test(arguments: [
    (#"{"source_type": "Stripe", "prefix": "eu"}"#, 400),
    (#"{"source_type": "Stripe", "prefix": "mars"}"#, 200),
    (#"{"source_type": "Stripe"}"#, 400), (#"{"source_type": "Postgres"}"#, 200),
    (#"{"source_type": "Shopify", "access_method": "direct", "prefix": "x"}"#, 400),
    (#"{"source_type": "Postgres", "access_method": "direct", "prefix": "x"}"#, 200),
    (#"{"source_type": "Postgres", "access_method": "direct"}"#, 400), (#"["Stripe"]"#, 500),
  ])
  func judgesPrefixes(_ json: String, _ status: Int) async throws {
    try await check("source_prefix", json, status)
  }

  @Test func knowsTwelveForms() async throws {
    let all = try await demo.get("external_data_sources/wizard/")
    #expect(all.recordValue?.fields.count == 12)
    let some = try await demo.get("external_data_sources/wizard/?source_type=Stripe,Postgres")
    #expect(some.recordValue?.names == ["Postgres", "Stripe"])
  }

  @Test func savesRevenueSettings() async throws {
    let id = try await demo.source("eu").text("id")
    let path = "external_data_sources/\(id)/revenue_analytics_config/"
    let refused = await demo.send("PATCH", path, json: #"{"enabled": "maybe"}"#)
    #expect(refused.status == 400)
    #expect(try refused.value().value(at: "attr") == "enabled")
    let saved = try await demo.send("PATCH", path, json: #"{"enabled": false}"#).value()
    #expect(saved.value(at: "revenue_analytics_config.enabled") == false)
    let kept = try await demo.source("eu")
    #expect(kept.value(at: "revenue_analytics_config.enabled") == false)
    #expect(kept.value(at: "revenue_analytics_config.include_invoiceless_charges") == true)
  }
}
