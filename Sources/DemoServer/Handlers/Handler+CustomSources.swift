import CommandModel
import ValueFormats

extension Handler {
  /// Sources whose API is described by a manifest.
  static let customSources: [String: Handler] = [
    "sources preview-resource": .project(previewResource),
    "sources draft-custom-manifest": .project(draftManifest),
  ]

  private static func previewResource(
    _: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let fields = try call.form()
    let type = try fields.requiredText("source_type")
    guard type == "Custom" else {
      throw .message("Preview is not supported for source type '\(type)'.")
    }
    let resource = try fields.requiredText("resource_name")
    let payload = try fields.record("payload") ?? Record()
    guard let manifest = try Manifest(payload["manifest_json"]) else {
      throw .message("Invalid source config: Required field 'manifest_json' is missing")
    }
    guard manifest.resources.contains(resource) else {
      throw .message("Resource '\(resource)' is not in the manifest.")
    }
    let limit = fields["limit"]?.integerValue ?? 10
    return .json(preview(of: resource, manifest.complaint(about: payload), limit: limit))
  }

  /// Some rows, or why there are none; that the vendor says no is no failure of the request.
  private static func preview(of resource: String, _ error: String?, limit: Int) -> Value {
    let count = error == nil ? min(max(limit, 0), 3) : 0
    let rows = (1...3).prefix(count).map { number -> Value in
      .object(["id": .integer(number), "name": .text("\(resource) \(number)")])
    }
    let columns: [Value] = [
      .object(["name": "id", "type": "integer"]), .object(["name": "name", "type": "string"]),
    ]
    return .object([
      "rows": .list(rows), "row_count": .integer(rows.count),
      "columns": .list(rows.isEmpty ? [] : columns), "error": .optional(error),
    ])
  }

  private static func draftManifest(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    guard world.age.offersDrafts else {
      throw .message("AI manifest drafting is not enabled for this organization.", status: 404)
    }
    let fields = try call.form()
    let url = fields["docs_url"]?.textValue ?? ""
    let text = fields["docs_text"]?.textValue ?? ""
    guard !url.isEmpty || !text.isEmpty else {
      throw .message("Provide docs_url or docs_text.")
    }
    if url.contains(".invalid") {
      throw .message("Could not read the documentation at \(url).", status: 502)
    }
    let resources = text.isEmpty ? ["items"] : Manifest.resources(describedBy: text)
    let manifest = Manifest.json(of: fields["source_name"]?.textValue ?? "custom", resources)
    let isGood = !resources.isEmpty
    return .json(
      .object([
        "draft_status": isGood ? "ok" : "invalid",
        "manifest_json": isGood ? .text(manifest) : nil,
        "resource_names": .list(resources.map(Value.text)), "attempts": isGood ? 1 : 3,
        "error": isGood ? nil : "No endpoint was found in the documentation.",
      ]))
  }
}

/// The description of an API, as far as the demo reads it.
private struct Manifest {
  let base: String
  let resources: [String]

  /// Nil when there is none.
  init?(_ given: Value?) throws(Refusal) {
    guard let given, !given.isNull else { return nil }
    let value: Value
    do {
      value = try given.textValue.map { try JSON.decode(Array($0.utf8)) } ?? given
    } catch {
      throw .message("Invalid source config: manifest_json is not valid JSON")
    }
    base = value.value(at: "client.base_url")?.textValue ?? ""
    resources = (value.value(at: "resources")?.listValue ?? []).compactMap {
      $0.value(at: "name")?.textValue
    }
  }

  /// What the vendor has against being asked, by the tell-tale values of ``Connection``.
  func complaint(about payload: Record) -> String? {
    if base.contains(".invalid") { return "Could not resolve the host of \(base)" }
    if Value.record(payload).contains("wrong") { return "401 Client Error: Unauthorized" }
    return nil
  }

  /// The last words of the paths that a text gets something from: `GET /v1/users` is `users`.
  static func resources(describedBy text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard words.count >= 2, words[0] == "GET" else { return nil }
      return words[1].split(separator: "/").last.map(String.init)
    }
  }

  static func json(of name: String, _ resources: [String]) -> String {
    let items = resources.map { resource -> Value in
      .object(["name": .text(resource), "endpoint": .object(["path": .text("/" + resource)])])
    }
    return JSON.encode(
      .object([
        "name": .text(name), "client": .object(["base_url": "https://api.example.com"]),
        "resources": .list(items),
      ]))
  }
}
