import CommandModel

extension Handler {
  /// Where the rows of sources and of single tables go.
  static let destinations: [String: Handler] = [
    "sources destinations": .project(sourceDestinations),
    "sources destinations update": .project(updateSourceDestinations),
    "schemas destinations": .project(schemaDestinations),
    "schemas destinations update": .project(updateSchemaDestinations),
  ]

  private static func sourceDestinations(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let source = world.sources[try world.source(of: call)]
    return .json(.object(["destination_ids": Destination.value(of: source.destinations)]))
  }

  private static func updateSourceDestinations(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    let ids = try Destination.ids(call.form().required(Destination.fieldName))
    world.sources[index].destinations = ids
    return try sourceDestinations(&world, call)
  }

  private static func schemaDestinations(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    let source = world.sources[place.source]
    let own = source.tables[place.table].destinations
    return .json(
      .object([
        "destination_ids": own.map(Destination.value) ?? .null,
        "inherits_from_source": .boolean(own == nil),
        "effective_destination_ids": Destination.value(of: own ?? source.destinations),
      ]))
  }

  private static func updateSchemaDestinations(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let place = try world.table(of: call)
    let fields = try call.form()
    guard let given = fields[Destination.fieldName] else {
      throw .missingField(Destination.fieldName)
    }
    // Null is to do as the source does.
    let ids = given.isNull ? nil : try Destination.ids(given)
    world.sources[place.source].tables[place.table].destinations = ids
    return try schemaDestinations(&world, call)
  }
}

extension Destination {
  fileprivate static func value(of ids: [Identifier]) -> Value {
    .list(ids.map { .text($0.description) })
  }

  static let fieldName = "destination_ids"

  /// The ids that a request names.
  static func ids(_ given: Value) throws(Refusal) -> [Identifier] {
    guard let items = given.listValue else {
      throw .invalidField(
        fieldName, "Expected a list of items but got type \"\(given.typeName)\".")
    }
    guard !items.isEmpty else {
      throw .invalidField(
        fieldName, "Pick at least one destination. Synced data has to go somewhere.")
    }
    guard items.count <= countMax else {
      throw .invalidField(fieldName, "Pick at most \(countMax) destinations.")
    }
    let texts = items.map { $0.plainText ?? $0.typeName }
    let unknown = texts.filter { text in !all.contains { $0.id == Identifier(text) } }
    guard unknown.isEmpty else {
      throw .invalidField(
        fieldName, "Unknown destinations: \(unknown.joined(separator: ", "))")
    }
    return texts.compactMap(Identifier.init)
  }
}
