import CommandModel

/// One table of a source to be made.
struct TableDraft {
  let template: TableTemplate
  let shouldSync: Bool
  let settings: TableSettings

  /// As it comes when nobody says anything about it: on, in its usual way.
  init(_ template: TableTemplate) {
    self.template = template
    shouldSync = true
    settings = template.usualSettings
  }

  /// Reads an item of `payload.schemas` (contract, section 5.3).
  init(_ item: Record, of connection: Connection, _ ways: SyncWays) throws(Refusal) {
    guard let template = connection.tables.first(where: { item["name"] == .text($0.name) }) else {
      throw .message("Schemas given do not exist in source")
    }
    let change: TableChange
    do throws(Objection) {
      change = try TableDraft.change(item, to: template, ways)
    } catch {
      throw .message(error.text)
    }
    var settings = TableSettings.unset
    // How often is not asked for here; it is changed afterwards.
    settings.apply(change.dropping(["sync_frequency", "full_refresh_interval_days"]))
    self.template = template
    shouldSync = change.shouldSync ?? false
    self.settings = settings
  }

  private static func change(
    _ item: Record, to template: TableTemplate, _ ways: SyncWays
  ) throws(Objection) -> TableChange {
    if let word = item["sync_type"], !word.isNull,
      !TableChange.syncTypes.contains(where: { word == .text($0) })
    {
      throw Objection(text: "Unknown sync type: \(word.plainText ?? word.typeName)")
    }
    let change = try TableChange(item, columns: template.columns.map(\.name), ways.age)
    guard let syncType = change.syncType ?? nil else { return change }
    try ways.check(syncType, of: template)
    guard TableSettings.usesCursor(syncType) else { return change }
    let needed = [("incremental_field", "field"), ("incremental_field_type", "field type")]
    for (name, words) in needed where change[name]?.textValue == nil {
      throw Objection(text: "Incremental schemas given do not have an incremental \(words) set")
    }
    return change
  }

  /// The tables that a payload asks for; nil where it names none.
  static func all(
    of payload: Record, _ connection: Connection, _ ways: SyncWays
  ) throws(Refusal) -> [TableDraft]? {
    guard let given = payload["schemas"], !given.isNull else { return nil }
    guard let items = given.listValue else {
      throw .message("The 'schemas' field must be a list of the tables to sync.")
    }
    var drafts: [TableDraft] = []
    for item in items {
      drafts.append(try TableDraft(item.recordValue ?? Record(), of: connection, ways))
    }
    return drafts.isEmpty ? nil : drafts
  }
}
