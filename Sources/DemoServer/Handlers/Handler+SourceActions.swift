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
    let found = world.refresh(source: index, now: call.now)
    var counts: Record = [
      "added": .integer(found.added), "deleted": .integer(found.deleted),
      "total_tables_seen": .integer(world.sources[index].tables.count),
    ]
    if world.sources[index].autoSync?.isOn == true {
      counts["auto_enabled"] = .integer(found.switchedOn)
    }
    return .json(.record(counts))
  }

  private static func configureRevenue(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    let fields = try call.form()
    var settings = world.sources[index].revenue
    settings.isEnabled = try fields.flag("enabled") ?? settings.isEnabled
    settings.includesInvoicelessCharges =
      try fields.flag("include_invoiceless_charges") ?? settings.includesInvoicelessCharges
    world.sources[index].revenue = settings
    return .json(world.sources[index].value(at: call.now, .whole))
  }
}
