import CommandModel
import DemoServer
import TestSupport
import Testing

/// Settings that are left for a source to come, links to where they are left, and accounts.
struct CredentialTests {
  private let demo = Demo()
  private static let settings =
    #"{"host": "db.example.com", "port": 5432, "database": "d", "user": "u", "password": "geheim"}"#

  private func store(_ payload: String = settings) async -> DemoResponse {
    await demo.post(
      "store_credentials/", #"{"source_type": "Postgres", "payload": \#(payload)}"#)
  }

  private func stored(_ query: String = "") async throws -> [Value] {
    try #require(
      try await demo.get("external_data_sources/stored_credentials/\(query)").listValue)
  }

  private func setUp(_ id: String, _ type: String = "Postgres") async -> DemoResponse {
    await demo.post(
      "setup/",
      #"{"source_type": "\#(type)", "prefix": "kept", "payload": {"credential_id": "\#(id)"}}"#)
  }

  @Test func areUsedOnce() async throws {
    let answer = await store()
    try check(answer, 201)
    #expect(!String(decoding: answer.body, as: UTF8.self).contains("geheim"))
    let id = try answer.value().text("credential_id")
    #expect(try await stored() == [answer.value()])
    #expect(try await stored("?source_type=Postgres").count == 1)
    #expect(try await stored("?source_type=Stripe") == [])
    let made = await setUp(id)
    try check(made, 201)
    #expect(
      try await demo.source(id: made.value().text("id")).value(at: "job_inputs.host")
        == "db.example.com")
    #expect(try await stored() == [])
    try check(await setUp(id), 400, "Prefix already exists")
    let again =
      #"{"source_type": "Postgres", "prefix": "b", "payload": {"credential_id": "\#(id)"}}"#
    try check(
      await demo.post("", again), 400, "Stored credential '\(id)' not found or expired")
  }

  @Test func endAfterADay() async throws {
    let id = try await store().value().text("credential_id")
    demo.clock.advance(by: .seconds(24 * 3600 - 1))
    #expect(try await stored().count == 1)
    demo.clock.advance(by: .seconds(1))
    #expect(try await stored() == [])
    try check(await setUp(id), 400, "Stored credential '\(id)' not found or expired")
  }

  @Test func areOfOneType() async throws {
    let id = try await store().value().text("credential_id")
    try check(
      await setUp(id, "Stripe"), 400, "Stored credential '\(id)' is for 'Postgres', not 'Stripe'")
    // What failed has used nothing up.
    #expect(try await stored().count == 1)
  }

  @Test func areCheckedFirst() async throws {
    try check(
      await store(Self.settings.replacing("geheim", with: "wrong")), 400,
      "Invalid user or password")
    try check(
      await demo.post("store_credentials/", #"{"source_type": "Postgres"}"#), 400,
      "This field is required.")
    #expect(try await stored() == [])
  }

  @Test(arguments: [("Postgres", "credentials"), ("Hubspot", "oauth"), ("Stripe", "oauth")])
  func areLeftOnAPage(_ type: String, _ method: String) async throws {
    let link = try await demo.get("external_data_sources/connect_link/?source_type=\(type)")
    #expect(try link.text("auth_method") == method)
    #expect(
      try link.text("connect_url")
        == "http://demo.test/project/1/data-warehouse/connect?kind=\(type)")
  }

  @Test func haveNoPageWithoutAType() async throws {
    let path = "external_data_sources/connect_link/"
    try check(await demo.send("GET", path), 400, "Missing required parameter: source_type")
    try check(
      await demo.send("GET", path + "?source_type=Foo"), 400, "Unknown source_type: Foo")
  }

  // MARK: - Accounts

  private static let accounts = "external_data_sources/oauth_accounts/"

  @Test func listsTheAccountsOfAnIntegration() async throws {
    let all = try await demo.get(Self.accounts + "?source_type=Hubspot&integration_id=1")
    #expect(all.value(at: "accounts")?.listValue?.count == 3)
    let some = try await demo.get(
      Self.accounts + "?source_type=Hubspot&integration_id=1&search=EUR")
    let names = try some.value(at: "accounts")?.listValue?.map { try $0.text("display_name") }
    #expect(names == ["Europe (Hubspot)"])
  }

  @Test(arguments: [
    ("", "This field is required."),
    ("?source_type=Hubspot", "This field is required."),
    ("?source_type=Foo&integration_id=1", #""Foo" is not a valid choice."#),
    ("?source_type=Hubspot&integration_id=x", "A valid integer is required."),
    ("?source_type=Hubspot&integration_id=9", "Integration not found."),
    ("?source_type=Postgres&integration_id=1", "Postgres has no accounts to choose from."),
  ])
  func refusesAccounts(_ query: String, _ words: String) async throws {
    try check(await demo.send("GET", Self.accounts + query), 400, words)
  }

  @Test func showsAccountsToWritersOnly() async throws {
    let answer = await demo.send(
      "GET", Self.accounts + "?source_type=Hubspot&integration_id=1", key: .readOnly)
    try check(answer, 403, "API key missing required scope 'external_data_source:write'")
  }

  @Test func listsTheAccountsOfCredentials() async throws {
    let answer = await demo.post(
      "credential_accounts/", #"{"source_type": "Stripe", "credentials": {"key": "k"}}"#)
    #expect(try answer.value().value(at: "accounts")?.listValue?.count == 3)
    for (credentials, words) in [
      (#"{"key": "wrong"}"#, "Invalid user or password"),
      ("{}", "This dictionary may not be empty."),
    ] {
      try check(
        await demo.post(
          "credential_accounts/", #"{"source_type": "Stripe", "credentials": \#(credentials)}"#),
        400, words)
    }
  }
}
