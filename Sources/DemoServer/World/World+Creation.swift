import CommandModel

extension World {
  /// Adds a source, which begins its first sync at once unless it is queried in place.
  ///
  /// - Parameter tables: those of `connection` that it is to know.
  mutating func create(
    _ draft: SourceDraft, _ connection: Connection, _ tables: [TableDraft], now: Time
  ) -> Identifier {
    let id = Identifier(.source, using: &dice)
    var source = Source(
      id: id, createdAt: now, type: draft.type, prefix: draft.prefix,
      description: draft.description, isDirect: draft.isDirect,
      inputs: .record(connection.storedInputs),
      discovery: .finds(new: connection.tables.count - tables.count),
      revenue: Source.RevenueSettings(isEnabled: draft.type.name == SourceType.stripe.name))
    source.storedStatus = "Running"
    source.createdVia = draft.createdVia
    source.isDirectQueryEnabled = draft.isDirectQueryEnabled
    source.destinations = draft.destinations
    source.tables = tables.map { draft in
      var table = Table(
        id: Identifier(.schema, using: &dice), storageID: Identifier(.table, using: &dice),
        template: draft.template, createdAt: now, shouldSync: draft.shouldSync)
      table.settings = draft.settings
      return table
    }
    sources.insert(source, at: 0)
    if !draft.isDirect { reload(source: 0, now: now) }
    return id
  }
}
