import CommandModel

/// A kind of system that sources connect to: its form, and the tables it has.
struct SourceType: Sendable {
  let name: String
  let category: String
  var title: String?
  var caption: String?
  var isFeatured = false
  var keywords: [String] = []
  let fields: [FormField]
  /// What a source of this type finds when it looks; the wizard shows them only
  /// where they are the same for everybody.
  let tables: [TableTemplate]
  var tablesAreFixed = true
  /// The form of its webhook, for the types that push.
  var webhookFields: [FormField] = []
  var suggestedTables: [String] = []

  /// Whether single columns of a table can be left out.
  var supportsColumnSelection = false
  /// Whether sources of this type can be queried in place instead of synced.
  var supportsDirectQueries = false

  var supportsWebhooks: Bool { !webhookFields.isEmpty }

  var iconPath: String { "/static/services/\(name.lowercased()).png" }

  /// Who connects sources of this type by an account of theirs, without typing a secret.
  var oauthProvider: String? { fields.lazy.compactMap(\.oauthProvider).first }

  /// The entry of the wizard's answer.
  var wizardValue: Value {
    let icon = name.lowercased()
    return .object([
      "caption": .optional(caption), "category": .text(category), "disabledReason": nil,
      "docsUrl": .text("https://posthog.com/docs/cdp/sources/\(icon)"), "existingSource": nil,
      "featureFlag": nil, "featured": .boolean(isFeatured),
      "fields": .list(fields.map(\.wizardValue)), "iconClassName": nil,
      "iconPath": .text(iconPath),
      "keywords": keywords.isEmpty ? nil : .list(keywords.map(Value.text)),
      "label": .optional(title), "name": .text(name), "permissionsCaption": nil,
      "releaseStatus": nil, "suggestedTables": .list(suggestedTables.map(suggestion)),
      "supportsColumnSelection": .boolean(supportsColumnSelection), "unreleasedSource": nil,
      "webhookFields": supportsWebhooks ? .list(webhookFields.map(\.wizardValue)) : nil,
      "webhookManualOnly": nil, "webhookSetupCaption": nil,
      "tables": .list(tablesAreFixed ? tables.map(\.wizardValue) : []),
    ])
  }

  private func suggestion(_ table: String) -> Value {
    .object([
      "table": .text(table), "tooltip": "Enable for the best Revenue analytics experience.",
    ])
  }

  /// What stored sources of this type keep of their form.
  var storedInputs: Value {
    .record(
      Record(fields.compactMap { field in field.storedValue.map { (field.name, $0) } }))
  }

  static func named(_ name: String) -> SourceType? { all.first { $0.name == name } }

  /// By name.
  static let all = [
    bigQuery, github, googleSheets, hubspot, mongoDB, mySQL, postgres, salesforce, shopify,
    snowflake, stripe, zendesk,
  ]
}
