import CommandModel
import DemoServer
import Testing

/// Where rows go, and what is queried where it is.
struct DestinationTests {
  private let demo = Demo()
  private static let lake = "01980000-0000-7000-8000-000000000002"

  private func source() async throws -> String {
    "external_data_sources/\(try await demo.source("shop").text("id"))/destinations/"
  }

  private func table() async throws -> String {
    let id = try await demo.table("public.orders", of: demo.source("shop"))
    return "external_data_schemas/\(id)/destinations/"
  }

  @Test func sendsRowsElsewhere() async throws {
    let before = try await demo.get(source())
    #expect(before.value(at: "destination_ids")?.listValue?.count == 1)
    let set = #"{"destination_ids": ["\#(Self.lake)"]}"#
    try check(await demo.patch(try await source(), set), 200)
    #expect(try await demo.get(source()).value(at: "destination_ids") == [.text(Self.lake)])
    let inherited = try await demo.get(table())
    #expect(inherited.value(at: "destination_ids") == .null)
    #expect(inherited.value(at: "inherits_from_source") == true)
    #expect(inherited.value(at: "effective_destination_ids") == [.text(Self.lake)])
  }

  @Test func letsATableGoItsOwnWay() async throws {
    let own = await demo.patch(try await table(), #"{"destination_ids": ["\#(Self.lake)"]}"#)
    #expect(try own.value().value(at: "inherits_from_source") == false)
    #expect(try await demo.get(table()).value(at: "destination_ids") == [.text(Self.lake)])
    let source = try await demo.get(source())
    #expect(source.value(at: "destination_ids") != [.text(Self.lake)])
    let back = await demo.patch(try await table(), #"{"destination_ids": null}"#)
    #expect(try back.value().value(at: "inherits_from_source") == true)
  }

  @Test(arguments: [
    (
      #"{"destination_ids": []}"#, "Pick at least one destination. Synced data has to go somewhere."
    ),
    (#"{"destination_ids": ["nope"]}"#, "Unknown destinations: nope"),
    (#"{"destination_ids": "nope"}"#, #"Expected a list of items but got type "text"."#),
    ("{}", "This field is required."),
    (
      #"{"destination_ids": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]}"#,
      "Pick at most 10 destinations."
    ),
  ])
  func refuses(_ json: String, _ words: String) async throws {
    for path in [try await source(), try await table()] {
      let answer = await demo.patch(path, json)
      try check(answer, 400, words)
      #expect(try answer.value().value(at: "attr") == "destination_ids")
    }
  }

  @Test func areShownToWritersOnly() async throws {
    for path in [try await source(), try await table()] {
      try check(
        await demo.send("GET", path, key: .readOnly), 403,
        "API key missing required scope 'external_data_source:write'")
    }
  }

  @Test func listsWhatIsQueriedInPlace() async throws {
    let connections = try await demo.get("external_data_sources/connections/").listValue ?? []
    #expect(try connections.map { try $0.text("prefix") } == ["reporting", "live"])
    let id = try await demo.source("live").text("id")
    #expect(try connections[1].text("id") == id)
    let options = try await demo.get("external_data_sources/direct_connection_options/")
    let types = try options.listValue?.map { try $0.text("source_type") }
    #expect(types == ["MySQL", "Postgres", "Snowflake"])
  }

  @Test(arguments: ["oauth_accounts/", "direct_connection_options/"])
  func takesForIDsWhatAnOlderServerLacks(_ path: String) async throws {
    let old = Demo { $0.age = .july2026 }
    try check(await old.send("GET", "external_data_sources/" + path), 404, "Not found.")
  }

  @Test func hasThreeWaysToLackSomething() async throws {
    let old = Demo { $0.age = .july2026 }
    try check(
      await old.post("credential_accounts/", #"{"source_type": "Stripe", "credentials": {}}"#), 403,
      "This action does not support personal API key access")
    try check(await old.send("GET", try await source()), 404, "Endpoint not found.")
    try check(await old.send("GET", try await table()), 404, "Endpoint not found.")
  }
}
