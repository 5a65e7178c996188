import CommandModel
import DemoServer
import TestSupport
import Testing

/// Many tables that are changed by one request.
struct BulkUpdateTests {
  private let demo = Demo()

  private func send(_ items: String, to prefix: String = "shop") async throws -> DemoResponse {
    let id = try await demo.source(prefix).text("id")
    return await demo.patch(
      "external_data_sources/\(id)/bulk_update_schemas/", #"{"schemas": \#(items)}"#)
  }

  private func table(_ name: String, of prefix: String = "shop") async throws -> String {
    try await demo.table(name, of: demo.source(prefix))
  }

  @Test func changesThemAll() async throws {
    let (orders, stores) = (try await table("public.orders"), try await table("public.stores"))
    let answer = try await send(
      #"[{"id": "\#(orders)", "should_sync": false},"#
        + #" {"id": "\#(stores)", "sync_frequency": "7day"}]"#
    )
    try check(answer, 200)
    let changed = try #require(try answer.value().listValue)
    #expect(try changed.map { try $0.text("name") } == ["public.orders", "public.stores"])
    #expect(try await demo.schema(orders).value(at: "should_sync") == false)
    #expect(try await demo.schema(stores).value(at: "sync_frequency") == "7day")
  }

  @Test func savesTheOthersWhenOneFails() async throws {
    let (orders, stores) = (try await table("public.orders"), try await table("public.stores"))
    let answer = try await send(
      #"[{"id": "\#(orders)", "sync_type": "cdc"}, {"id": "\#(stores)", "should_sync": false}]"#)
    try check(answer, 400)
    let value = try answer.value()
    #expect(value.value(at: "code") == "bulk_schema_save_failed")
    let detail = try value.text("detail")
    #expect(detail.contains("public.orders (CDC is not enabled on this source.)"))
    #expect(!detail.contains("public.stores"))
    #expect(try await demo.schema(stores).value(at: "should_sync") == false)
    #expect(try await demo.schema(orders).value(at: "sync_type") == "incremental")
  }

  @Test func changesNothingWhenSomethingIsWrongBeforehand() async throws {
    let before = try await demo.source("shop")
    let (orders, stores) = (try await table("public.orders"), try await table("public.stores"))
    let answer = try await send(
      #"[{"id": "\#(stores)", "should_sync": false},"#
        + #" {"id": "\#(orders)", "sync_frequency": "2min"}]"#
    )
    try check(answer, 400)
    #expect(try answer.words?.contains(#""2min" is not a valid choice."#) == true)
    let twice = #"{"id": "\#(orders)", "should_sync": false}"#
    try check(try await send("[\(twice), \(twice)]"), 400, "Schema ids must be unique.")
    #expect(try await demo.source("shop") == before)
  }

  @Test(arguments: [
    ("[]", "This list may not be empty."),
    (#""all""#, #"Expected a list of items but got type "text"."#),
    (
      #"[{"id": "0199a000-0000-7000-8000-000000000000"}]"#,
      "Schemas not found in this source: 0199a000-0000-7000-8000-000000000000"
    ),
    ("[{}]", "{'id': [ErrorDetail(string='This field is required.', code='required')]}"),
    (
      #"[{"id": "nope"}]"#,
      "{'id': [ErrorDetail(string='Must be a valid UUID.', code='invalid')]}"
    ),
  ])
  func refuses(_ items: String, _ words: String) async throws {
    try check(try await send(items), 400, words)
  }

  @Test func fillsInAWayToSync() async throws {
    let id = try await demo.source("b2b").text("id")
    _ = await demo.post("\(id)/refresh_schemas/")
    let new = try #require(
      try await demo.source("b2b").tables.first { $0.value(at: "sync_type") == .null })
    let item =
      #"{"id": "\#(try new.text("id"))", "should_sync": true, "apply_sync_defaults": true}"#
    try check(try await send("[\(item)]", to: "b2b"), 200)
    demo.clock.advance(by: .seconds(11))
    let after = try await demo.schema(new.text("id"))
    #expect(after.value(at: "sync_type") != .null)
    #expect(try after.text("status") == "Completed")
  }

  @Test func fillsNothingInForATableThatIsGone() async throws {
    let gone = try #require(
      try await demo.source("infra").tables.first { $0.value(at: "sync_type") == .null })
    let answer = try await send(
      #"[{"id": "\#(try gone.text("id"))", "apply_sync_defaults": true}]"#, to: "infra")
    try check(answer, 400)
    #expect(try answer.words?.contains("is not in the source any more") == true)
  }

  @Test func isClosedToKeysOnAnOlderServer() async throws {
    let old = Demo { $0.age = .july2026 }
    let id = try await old.source("shop").text("id")
    try check(
      await old.patch("external_data_sources/\(id)/bulk_update_schemas/", #"{"schemas": []}"#), 403,
      "This action does not support personal API key access")
  }
}
