import CommandModel

extension Handler {
  /// Tables, without the detour over their source.
  static let schemas: [String: Handler] = [
    "schemas list": .project(listSchemas),
    "schemas get": .project(getSchema),
    "schemas reload": .project(reloadSchema),
  ]

  private static func listSchemas(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let terms = call.searchTerms
    let found = world.sources.flatMap { source in
      source.tables.reversed()
        .filter { table in terms.allSatisfy(table.name.lowercased().contains) }
        .map { (source: source, table: $0) }
    }
    return Page(call).response(found) { $0.table.value(in: $0.source, at: call.now, .listed) }
  }

  private static func getSchema(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    let source = world.sources[place.source]
    let table = source.tables[place.table]
    return .json(table.value(in: source, at: call.now, .whole, brief: source.brief))
  }

  private static func reloadSchema(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    try world.checkBilling()
    world.reload(source: place.source, table: place.table, now: call.now)
    return .empty
  }
}
