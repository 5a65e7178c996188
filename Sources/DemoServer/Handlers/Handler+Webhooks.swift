import CommandModel

extension Handler {
  /// The webhooks by which some vendors push their rows.
  static let webhooks: [String: Handler] = [
    "sources webhook info": .project(webhookInfo),
    "sources webhook create": .project(createWebhook),
    "sources webhook update-inputs": .project(updateWebhookInputs),
    "sources webhook delete": .project(deleteWebhook),
  ]

  private static func webhookInfo(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let source = world.sources[try world.source(of: call)]
    return .json(source.webhookValue(origin: call.request.origin))
  }

  private static func createWebhook(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    let type = world.sources[index].type
    guard type.supportsWebhooks else {
      throw .message("This source type does not support webhooks")
    }
    let inputs = try inputs(of: call.fields(), for: type)
    return .json(world.connectWebhook(source: index, inputs, call))
  }

  private static func updateWebhookInputs(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    let inputs = try inputs(of: call.fields(), for: world.sources[index].type)
    guard !inputs.isEmpty else { throw .message("No inputs provided") }
    guard world.sources[index].webhook != nil else {
      throw .message("This source has no webhook. Create it first.")
    }
    // They are saved before the vendor is asked.
    world.sources[index].webhook?.set(inputs)
    guard !Webhook.isRefused(inputs) else {
      let answer: Value = .object([
        "success": false, "error": "Failed to update webhook on the external source.",
      ])
      return .json(answer, status: 400)
    }
    return .json(.object(["success": true]))
  }

  private static func deleteWebhook(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    let pushed = world.sources[index].tables.filter { $0.isPushed && $0.shouldSync }
    guard pushed.isEmpty else {
      throw .message(
        "Webhook is still used by: " + pushed.map(\.name).joined(separator: ", ")
          + ". Choose another sync method for them first.")
    }
    let existed = world.sources[index].webhook != nil
    world.sources[index].webhook = nil
    return .json(
      .object(["success": true, "external_deleted": .boolean(existed), "error": nil]))
  }

  /// The values given for the form of the webhook.
  private static func inputs(
    of fields: Record, for type: SourceType
  ) throws(Refusal) -> [String: String] {
    guard let given = fields["inputs"]?.recordValue else { return [:] }
    let known = Set(type.webhookFields.map(\.name))
    let strangers = given.names.filter { !known.contains($0) }
    guard strangers.isEmpty else {
      throw .message("Invalid input keys: " + strangers.joined(separator: ", "))
    }
    return Dictionary(
      uniqueKeysWithValues: given.fields.map { ($0.name, $0.value.plainText ?? "") })
  }
}

extension World {
  /// Asks the vendor to call, and says what came of it; that it said no is no failure of
  /// the request.
  mutating func connectWebhook(
    source index: Int, _ inputs: [String: String], _ call: Call
  ) -> Value {
    guard !Webhook.isRefused(inputs) else {
      return .object([
        "success": false, "webhook_url": nil,
        "error": "The vendor did not accept the webhook. Check the signing secret.",
        "pending_inputs": [],
      ])
    }
    createWebhook(source: index, inputs, now: call.now)
    let webhook = sources[index].webhook
    let missing = webhook?.missingInputs(of: sources[index].type) ?? []
    return .object([
      "success": true, "webhook_url": .optional(webhook?.url(origin: call.request.origin)),
      "error": nil, "pending_inputs": .list(missing.map(Value.text)),
    ])
  }
}
