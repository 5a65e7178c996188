import CommandModel

/// What a vendor calls when something has changed there.
struct Webhook: Sendable {
  let id: Identifier
  let createdAt: Time
  /// The names of the inputs that have a value; the values are secret and stay here.
  private(set) var inputs: [String: String]

  init(id: Identifier, createdAt: Time, inputs: [String: String]) {
    self.id = id
    self.createdAt = createdAt
    self.inputs = inputs
  }

  mutating func set(_ inputs: [String: String]) {
    self.inputs.merge(inputs) { _, new in new }
  }

  /// The demo asks no vendor, so a tell-tale value stands for one that says no.
  static func isRefused(_ inputs: [String: String]) -> Bool { inputs.values.contains("wrong") }

  /// The inputs that have to be given and were not.
  func missingInputs(of type: SourceType) -> [String] {
    type.webhookFields.filter { $0.isRequired && inputs[$0.name] == nil }.map(\.name)
  }

  func url(origin: String) -> String { "\(origin)/public/webhooks/dwh/\(id)" }
}

extension Source {
  /// What `webhook_info` says (contract, section 7.4; the short forms as recorded).
  func webhookValue(origin: String) -> Value {
    guard type.supportsWebhooks else {
      return .object([
        "supports_webhooks": false, "exists": false, "webhook_url": nil,
        "schema_mapping": .record(Record()), "external_status": nil,
      ])
    }
    guard let webhook else { return .object(["supports_webhooks": true, "exists": false]) }
    let events = tables.filter(\.isPushed).map { Value.text($0.name) }
    let mapping = Record(
      tables.filter(\.isPushed).map { ($0.name, .text($0.id.description)) })
    return .object([
      "supports_webhooks": true, "exists": true, "auto_creation_blocked_reason": nil,
      "hog_function": .object([
        "id": .text(webhook.id.description), "name": .text("\(type.name) webhook"),
        "enabled": true, "created_at": .moment(webhook.createdAt),
        "status": .object(["state": 1]),
      ]),
      "webhook_url": .text(webhook.url(origin: origin)), "schema_mapping": .record(mapping),
      "inputs": .record(
        Record(webhook.inputs.keys.sorted().map { ($0, .object(["secret": true])) })),
      "external_status": .object([
        "exists": true, "url": .text(webhook.url(origin: origin)),
        "enabled_events": .list(events), "status": "enabled", "description": nil,
        "created_at": .moment(webhook.createdAt), "api_version": nil, "error": nil,
      ]),
      "missing_events": [],
    ])
  }
}

extension Table {
  /// Whether its rows come by webhook.
  var isPushed: Bool { settings.syncType == "webhook" }
}

extension World {
  /// Has the vendor call from now on; one that is there already is kept.
  mutating func createWebhook(source index: Int, _ inputs: [String: String], now: Time) {
    let old = sources[index].webhook
    var webhook =
      old ?? Webhook(id: Identifier(.webhook, using: &dice), createdAt: now, inputs: [:])
    webhook.set(inputs)
    sources[index].webhook = webhook
  }
}
