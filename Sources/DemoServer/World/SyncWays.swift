import CommandModel

/// The ways to sync that the tables of a source can have.
struct SyncWays {
  let type: SourceType
  let hasChangeCapture: Bool
  let age: DemoAge

  func check(_ syncType: String, of template: TableTemplate) throws(Objection) {
    switch syncType {
    case "cdc" where !age.offersChangeCapture:
      throw Objection(text: "CDC is not enabled for this team")
    case "cdc" where !hasChangeCapture:
      throw Objection(text: "CDC is not enabled on this source.")
    case "xmin" where type.name != SourceType.postgres.name:
      throw Objection(text: "The xmin sync method is only available for Postgres sources.")
    case "webhook" where !template.canBePushed || !type.supportsWebhooks:
      throw Objection(text: "\(template.name) cannot be synced via webhooks.")
    default: break
    }
  }
}

extension TableTemplate {
  /// Whether the vendor tells of new rows by itself.
  var canBePushed: Bool { if case .append = mode { true } else { false } }
}
