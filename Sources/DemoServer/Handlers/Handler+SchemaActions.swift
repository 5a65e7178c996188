import CommandModel

extension Handler {
  /// Changing single tables.
  static let schemaActions: [String: Handler] = [
    "schemas update": .project(updateSchema),
    "schemas delete": .project(deleteSchema),
    "schemas resync": .project(resyncSchema),
    "schemas cancel": .project(cancelSchema),
    "schemas incremental-fields": .project(incrementalFields),
    "schemas delete-data": .project(deleteData),
  ]

  private static func updateSchema(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    let fields = try call.form()
    let columns = world.sources[place.source].tables[place.table].template.columns.map(\.name)
    do throws(Objection) {
      let change = try TableChange(fields, columns: columns, world.age)
      try world.change(source: place.source, table: place.table, by: change, now: call.now)
    } catch {
      throw .objection(error)
    }
    let source = world.sources[place.source]
    return .json(source.tables[place.table].value(in: source, at: call.now, .whole))
  }

  private static func deleteSchema(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    world.delete(source: place.source, table: place.table)
    return DemoResponse(status: 204)
  }

  private static func resyncSchema(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    try world.checkBilling()
    world.rebuild(source: place.source, table: place.table, now: call.now)
    return .empty
  }

  private static func cancelSchema(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    switch world.sources[place.source].tables[place.table].cancel(at: call.now, world.age) {
    case .ended: return .empty
    case .takenBack:
      return .json(
        .object(["detail": "No sync was running. The sync status has been updated."]))
    case .nothingToCancel: throw .detail("No running sync to cancel.")
    }
  }

  private static func incrementalFields(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    let source = world.sources[place.source]
    if source.inputs.isNull { throw .message("Missing job inputs") }
    if case .fails(let why) = source.discovery { throw .message(why) }
    let table = source.tables[place.table]
    guard !table.isGoneUpstream else { throw .message("Schema with name \(table.name) not found") }
    return .json(table.template.syncOptions(of: source.type, world.age))
  }

  private static func deleteData(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    world.wipe(source: place.source, table: place.table, now: call.now)
    return .empty
  }
}
