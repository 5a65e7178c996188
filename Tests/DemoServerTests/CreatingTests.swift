import CommandModel
import DemoServer
import TestSupport
import Testing

/// Sources that are made: what is asked of them, and their first sync.
struct CreatingTests {
  private let demo = Demo()

  private static let settings =
    #""host": "db.example.com", "port": 5432, "database": "new", "user": "reader""#
    + #", "password": "geheim""#

  private static let prefixRule =
    "Prefix must contain only letters, numbers, and underscores, and start with a letter or"
    + " underscore"

  private static func body(
    _ prefix: String = "fresh", schemas: String? = nil, more: String = "",
    payload: String = settings
  ) -> String {
    let list = schemas.map { #", "schemas": \#($0)"# } ?? ""
    return #"{"source_type": "Postgres", "prefix": "\#(prefix)"\#(more),"#
      + #" "payload": {\#(payload)\#(list)}}"#
  }

  @Test func syncsItsTablesAtOnce() async throws {
    let id = try await demo.create(
      Self.body(
        schemas: #"[{"name": "public.orders", "should_sync": true, "sync_type": "full_refresh"},"#
          + #"{"name": "public.customers", "sync_type": null}]"#,
        more: #", "description": "made by hand""#))
    let new = try await demo.source(id: id)
    #expect(try new.text("status") == "Running")
    #expect(new.value(at: "description") == "made by hand")
    #expect(new.value(at: "created_via") == "api")
    #expect(new.tables.map { $0.value(at: "should_sync") } == [false, true])
    #expect(try await demo.jobs(of: new) == [])
    #expect(try await demo.sources()[0].text("id") == id)

    demo.clock.advance(by: .seconds(11))
    let done = try await demo.source(id: id)
    #expect(try done.text("status") == "Completed")
    #expect(try done.tables[1].text("table.name") == "postgres_fresh_public.orders")
    #expect(done.tables[0].value(at: "table") == .null)
    let jobs = try await demo.jobs(of: done)
    #expect(try jobs.map { try $0.text("schema.name") } == ["public.orders"])
  }

  @Test func showsNothingSecret() async throws {
    let id = try await demo.create(Self.body())
    let answer = await demo.send("GET", "external_data_sources/\(id)/")
    #expect(!String(decoding: answer.body, as: UTF8.self).contains("geheim"))
    let inputs = try answer.value().value(at: "job_inputs")?.recordValue
    #expect(inputs?.names.sorted() == ["database", "host", "port", "user"])
    #expect(inputs?["port"] == "5432")
  }

  @Test func takesAllTablesWhereNoneIsNamed() async throws {
    for (prefix, schemas) in [("one", nil), ("two", "[]")] {
      let id = try await demo.create(Self.body(prefix, schemas: schemas))
      let tables = try await demo.source(id: id).tables
      #expect(tables.count == 12)
      #expect(tables.allSatisfy { $0.value(at: "should_sync") == true })
    }
  }

  @Test func needsAListOfTablesOnAnOlderServer() async throws {
    let old = Demo { $0.age = .july2026 }
    try check(await old.post("", Self.body()), 400, "Schemas not given")
    try check(await old.post("", Self.body(schemas: "[]")), 400, "Schemas not given")
    #expect(try await old.sources().count == 40)
  }

  @Test func findsLaterWhatItWasNotTold() async throws {
    let id = try await demo.create(Self.body(schemas: #"[{"name": "public.stores"}]"#))
    let found = try await demo.post("\(id)/refresh_schemas/").value()
    #expect(found.value(at: "added") == 11)
    #expect(try await demo.post("\(id)/refresh_schemas/").value().value(at: "added") == 0)
  }

  @Test(arguments: [
    ("{}", "This field is required."),
    (#"{"source_type": "Foo"}"#, #""Foo" is not a valid choice."#),
    (#"{"source_type": "Postgres"}"#, "This field is required."),
    (body("shop"), "Prefix already exists"),
    (body("1st"), prefixRule), (body("a-b"), prefixRule),
    (body("___"), "Prefix cannot consist of only underscores"),
    (
      body(payload: #""host": "db""#),
      "Invalid source config: Required field 'port' is missing, Required field 'database' is"
        + " missing, Required field 'user' is missing, Required field 'password' is missing"
    ),
    (body(payload: settings.replacing("geheim", with: "wrong")), "Invalid user or password"),
    (body(payload: settings.replacing(#""new""#, with: #""nosuchdb""#)), "Database does not exist"),
    (
      body(payload: settings.replacing(#""geheim""#, with: #"{"secretRef": "a"}"#)),
      "Unresolved secret reference(s) for: password"
    ),
    (body(schemas: #""all""#), "The 'schemas' field must be a list of the tables to sync."),
    (body(schemas: #"[{"name": "nope"}]"#), "Schemas given do not exist in source"),
    (
      body(schemas: #"[{"name": "public.orders", "sync_type": "magic"}]"#),
      "Unknown sync type: magic"
    ),
    (
      body(schemas: #"[{"name": "public.orders", "sync_type": "incremental"}]"#),
      "Incremental schemas given do not have an incremental field set"
    ),
    (
      body(
        schemas: #"[{"name": "public.orders", "sync_type": "append", "incremental_field": "id"}]"#),
      "Incremental schemas given do not have an incremental field type set"
    ),
    (
      body(schemas: #"[{"name": "public.orders", "sync_type": "cdc"}]"#),
      "CDC is not enabled on this source."
    ),
    (
      body(more: #", "access_method": "direct", "destination_ids": []"#),
      "Pick at least one destination. Synced data has to go somewhere."
    ),
    (body(more: #", "created_via": "wizard""#), #""wizard" is not a valid choice."#),
  ])
  func refuses(_ json: String, _ words: String) async throws {
    try check(await demo.post("", json), 400, words)
    #expect(try await demo.sources().count == 40)
  }

  @Test func waitsForNobodyWhileATableIsPaused() async throws {
    let paused = Demo { $0.pausesOneTable = true }
    let answer = await paused.post("", Self.body())
    #expect(answer.status == 400)
    #expect(try answer.words?.hasPrefix("Monthly sync limit reached.") == true)
  }

  @Test func queriesADirectSourceInPlace() async throws {
    let id = try await demo.create(Self.body(more: #", "access_method": "direct""#))
    demo.clock.advance(by: .seconds(30))
    let source = try await demo.source(id: id)
    #expect(source.value(at: "engine") == "postgres")
    #expect(try await demo.jobs(of: source) == [])
    let connections = try await demo.get("external_data_sources/connections/").listValue ?? []
    #expect(try connections.map { try $0.text("id") }.contains(id))
  }

  @Test func readsTheLogOfChangesFromTheStart() async throws {
    let id = try await demo.create(
      Self.body(
        schemas: #"[{"name": "public.orders", "should_sync": true, "sync_type": "cdc"}]"#,
        payload: Self.settings + #", "cdc_enabled": true"#))
    let status = try await demo.get("external_data_sources/\(id)/cdc_status/")
    #expect(status.value(at: "published_tables") == ["public.orders"])
  }

  // MARK: - All at once

  @Test func setsUpWithEveryTable() async throws {
    let answer = await demo.post("setup/", Self.body())
    try check(answer, 201)
    #expect(try answer.value().recordValue?.names == ["id"])
    let id = try answer.value().text("id")
    demo.clock.advance(by: .seconds(11))
    let source = try await demo.source(id: id)
    #expect(try source.text("status") == "Completed")
    #expect(try await demo.jobs(of: source).count == 12)
  }

  @Test func setsUpTheWebhookOfATypeThatHasOne() async throws {
    let answer = await demo.post(
      "setup/",
      #"{"source_type": "Stripe", "prefix": "hooked", "payload":"#
        + #" {"auth_method": {"selection": "api_key", "stripe_secret_key": "rk_1"}}}"#)
    try check(answer, 201)
    let value = try answer.value()
    #expect(value.value(at: "webhook.success") == true)
    #expect(value.value(at: "webhook.pending_inputs") == ["signing_secret"])
    let id = try value.text("id")
    let info = try await demo.get("external_data_sources/\(id)/webhook_info/")
    #expect(info.value(at: "exists") == true)
  }

  @Test func setsUpNothingWhereNothingIs() async throws {
    try check(
      await demo.post("setup/", Self.body(payload: Self.settings + #", "schema": "empty""#)), 400,
      "No tables found for this source. Check the credentials and permissions.")
  }
}
