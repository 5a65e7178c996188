import CommandModel

extension Handler {
  /// Setting sources in motion and changing them.
  static let sourceActions: [String: Handler] = [
    "sources reload": .project(reloadSource),
    "sources refresh-schemas": .project(refreshSchemas),
    "sources revenue-analytics-config": .project(configureRevenue),
  ]

  private static func reloadSource(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    // There is nothing to sync where queries go to the customer's system.
    if world.sources[index].isDirect { return try refreshSchemas(&world, call) }
    try world.checkBilling()
    world.reload(source: index, now: call.now)
    return .empty
  }

  private static func refreshSchemas(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    if world.sources[index].inputs.isNull { throw .message("Source has no configuration.") }
    if case .fails(let why) = world.sources[index].discovery { throw .message(why) }
    let (added, deleted) = world.refresh(source: index, now: call.now)
    return .json(
      .object([
        "added": .integer(added), "deleted": .integer(deleted),
        "total_tables_seen": .integer(world.sources[index].tables.count),
      ]))
  }

  private static func configureRevenue(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    guard let fields = call.body.recordValue else {
      throw .invalidField(
        nil, "Invalid data. Expected a dictionary, but got \(call.body.typeName).")
    }
    var settings = world.sources[index].revenue
    settings.isEnabled = try flag("enabled", of: fields) ?? settings.isEnabled
    settings.includesInvoicelessCharges =
      try flag("include_invoiceless_charges", of: fields) ?? settings.includesInvoicelessCharges
    world.sources[index].revenue = settings
    return .json(world.sources[index].value(at: call.now, .whole))
  }

  private static func flag(_ name: String, of fields: Record) throws(Refusal) -> Bool? {
    guard let value = fields[name] else { return nil }
    guard let flag = value.booleanValue else {
      throw .invalidField(name, "Must be a valid boolean.")
    }
    return flag
  }
}
