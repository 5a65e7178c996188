import CommandModel
import DemoServer
import Testing

/// Sources that a manifest describes.
struct CustomSourceTests {
  private let demo = Demo()
  private static let manifest =
    #"{"client": {"base_url": "https://api.example.com"}, "resources": [{"name": "users"}]}"#

  private func preview(
    _ manifest: String = manifest, resource: String = "users", more: String = ""
  ) async -> DemoResponse {
    await demo.post(
      "preview_resource/",
      #"{"source_type": "Custom", "resource_name": "\#(resource)","#
        + #" "payload": {"manifest_json": \#(manifest)\#(more)}}"#)
  }

  @Test func showsSomeRows() async throws {
    let value = try await preview().value()
    #expect(value.value(at: "row_count") == 3)
    #expect(value.value(at: "error") == .null)
    let text = #""{\"resources\": [{\"name\": \"users\"}]}""#
    #expect(try await preview(text).value().value(at: "row_count") == 3)
  }

  @Test func saysInAGoodAnswerThatTheVendorSaysNo() async throws {
    let refused = await preview(more: #", "auth_token": "wrong""#)
    try check(refused, 200)
    #expect(try refused.value().value(at: "error") == "401 Client Error: Unauthorized")
    #expect(try refused.value().value(at: "rows") == [])
    let lost = await preview(Self.manifest.replacing("example.com", with: "shop.invalid"))
    try check(lost, 200)
    #expect(try lost.value().text("error").hasPrefix("Could not resolve the host") == true)
  }

  @Test func refusesWhatIsNoManifest() async throws {
    try check(await preview(resource: "orders"), 400, "Resource 'orders' is not in the manifest.")
    try check(
      await preview(#""{""#), 400, "Invalid source config: manifest_json is not valid JSON")
    try check(
      await preview("null"), 400,
      "Invalid source config: Required field 'manifest_json' is missing")
    try check(
      await demo.post("preview_resource/", #"{"source_type": "Stripe", "resource_name": "x"}"#),
      400, "Preview is not supported for source type 'Stripe'.")
  }

  @Test func draftsAManifestThatCanBePreviewed() async throws {
    let draft = try await demo.post(
      "draft_custom_manifest/", #"{"docs_text": "GET /v1/users\nPOST /v1/users\nGET /v1/teams"}"#
    ).value()
    #expect(draft.value(at: "draft_status") == "ok")
    #expect(draft.value(at: "resource_names") == ["users", "teams"])
    let text = try draft.text("manifest_json").replacing(#"""#, with: #"\""#)
    #expect(
      try await preview(#""\#(text)""#, resource: "teams").value().value(at: "row_count") == 3)
  }

  @Test func saysWhyThereIsNoDraft() async throws {
    let empty = try await demo.post("draft_custom_manifest/", #"{"docs_text": "hello"}"#).value()
    #expect(empty.value(at: "draft_status") == "invalid")
    #expect(empty.value(at: "manifest_json") == .null)
    try check(await demo.post("draft_custom_manifest/"), 400, "Provide docs_url or docs_text.")
    let url = "https://docs.invalid/api"
    try check(
      await demo.post("draft_custom_manifest/", #"{"docs_url": "\#(url)"}"#), 502,
      "Could not read the documentation at \(url).")
    let old = Demo { $0.age = .july2026 }
    try check(
      await old.post("draft_custom_manifest/", #"{"docs_text": "GET /x"}"#), 404,
      "AI manifest drafting is not enabled for this organization.")
  }
}
