import CommandModel
import DemoServer
import TestSupport
import Testing

/// The webhooks of the types that push.
struct WebhookTests {
  private let demo = Demo()

  private func send(_ action: String, _ json: String = "{}", to prefix: String = "eu") async throws
    -> DemoResponse
  {
    await demo.post("\(try await demo.source(prefix).text("id"))/\(action)/", json)
  }

  private func info(_ prefix: String = "eu") async throws -> Value {
    let id = try await demo.source(prefix).text("id")
    return try await demo.get("external_data_sources/\(id)/webhook_info/")
  }

  @Test func saysWhetherThereIsOne() async throws {
    #expect(try await info("shop").value(at: "supports_webhooks") == false)
    #expect(try await info().value(at: "supports_webhooks") == true)
    #expect(try await info().value(at: "exists") == false)
  }

  @Test func comesAndGoes() async throws {
    let made = try await send("create_webhook", #"{"inputs": {"signing_secret": "geheim"}}"#)
    try check(made, 200)
    let value = try made.value()
    #expect(value.value(at: "success") == true)
    #expect(value.value(at: "pending_inputs") == [])
    let info = try await info()
    #expect(info.value(at: "exists") == true)
    #expect(info.value(at: "webhook_url") == value.value(at: "webhook_url"))
    #expect(info.value(at: "inputs.signing_secret.secret") == true)
    #expect(info.value(at: "external_status.status") == "enabled")

    let gone = try await send("delete_webhook").value()
    #expect(gone.value(at: "external_deleted") == true)
    #expect(try await self.info().value(at: "exists") == false)
    #expect(try await send("delete_webhook").value().value(at: "external_deleted") == false)
  }

  @Test func keepsTheOneThatIsThere() async throws {
    let first = try await send("create_webhook").value()
    #expect(first.value(at: "pending_inputs") == ["signing_secret"])
    let second = try await send("create_webhook").value()
    #expect(first.value(at: "webhook_url") == second.value(at: "webhook_url"))
    try check(
      try await send("update_webhook_inputs", #"{"inputs": {"signing_secret": "s"}}"#), 200)
    #expect(try await send("create_webhook").value().value(at: "pending_inputs") == [])
  }

  @Test func failsInsideAGoodAnswerWhereTheVendorSaysNo() async throws {
    let answer = try await send("create_webhook", #"{"inputs": {"signing_secret": "wrong"}}"#)
    try check(answer, 200)
    #expect(try answer.value().value(at: "success") == false)
    #expect(try answer.value().text("error").isEmpty == false)
    #expect(try await info().value(at: "exists") == false)
  }

  @Test func savesInputsBeforeTheVendorSaysNo() async throws {
    _ = try await send("create_webhook")
    let answer = try await send(
      "update_webhook_inputs", #"{"inputs": {"signing_secret": "wrong"}}"#)
    #expect(answer.status == 400)
    #expect(try answer.value().value(at: "success") == false)
    #expect(try await info().value(at: "inputs.signing_secret") != nil)
  }

  @Test(arguments: [
    ("create_webhook", "{}", "shop", "This source type does not support webhooks"),
    ("create_webhook", #"{"inputs": {"nope": "x"}}"#, "eu", "Invalid input keys: nope"),
    ("update_webhook_inputs", "{}", "eu", "No inputs provided"),
    (
      "update_webhook_inputs", #"{"inputs": {"signing_secret": "s"}}"#, "eu",
      "This source has no webhook. Create it first."
    ),
  ])
  func refuses(_ action: String, _ json: String, _ prefix: String, _ words: String) async throws {
    try check(try await send(action, json, to: prefix), 400, words)
  }

  @Test func staysWhileATableLivesOnIt() async throws {
    let table = try await demo.table("Charge", of: demo.source("eu"))
    let path = "external_data_schemas/\(table)/"
    try check(await demo.patch(path, #"{"sync_type": "webhook"}"#), 200)
    try check(
      try await send("delete_webhook"), 400,
      "Webhook is still used by: Charge. Choose another sync method for them first.")
    try check(await demo.patch(path, #"{"sync_type": "full_refresh"}"#), 200)
    try check(try await send("delete_webhook"), 200)
  }
}
