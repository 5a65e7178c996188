import CommandModel

extension Handler {
  /// Making sources, changing what they are, and deleting them.
  static let sourceLife: [String: Handler] = [
    "sources create": .project(createSource),
    "sources setup": .project(setUpSource),
    "sources update": .project(updateSource),
    "sources delete": .project(deleteSource),
  ]

  private static func createSource(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let draft = try SourceDraft(call.form(), payload: nil)
    let made = try make(draft, in: &world, call) { connection, ways throws(Refusal) in
      let given = try TableDraft.all(of: draft.payload, connection, ways)
      if let given { return given }
      guard ways.age.createsWithoutTables else { throw .message("Schemas not given") }
      return connection.tables.map(TableDraft.init)
    }
    return .json(.object(["id": .text(made.description)]), status: 201)
  }

  private static func setUpSource(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let fields = try call.form()
    let draft = try SourceDraft(fields, payload: fields.record("payload") ?? Record())
    let id = try make(draft, in: &world, call) { connection, _ throws(Refusal) in
      guard !connection.tables.isEmpty else {
        throw .message("No tables found for this source. Check the credentials and permissions.")
      }
      return connection.tables.map(TableDraft.init)
    }
    var answer: Record = ["id": .text(id.description)]
    if draft.type.supportsWebhooks, let index = world.index(ofSource: id) {
      answer["webhook"] = world.connectWebhook(source: index, [:], call)
    }
    return .json(.record(answer), status: 201)
  }

  /// The steps of both, in the server's order: what fails first is what is told.
  private static func make(
    _ draft: SourceDraft, in world: inout World, _ call: Call,
    tables: (Connection, SyncWays) throws(Refusal) -> [TableDraft]
  ) throws(Refusal) -> Identifier {
    try world.checkPrefix(draft.prefix ?? "", of: draft.type.name, isDirect: draft.isDirect)
    try world.checkBilling()
    let (payload, credential) = try world.completed(draft.payload, for: draft.type, now: call.now)
    let connection = Connection(draft.type, payload)
    try connection.check()
    let capture = try CaptureDraft.requested(by: payload, of: draft.type, world.age)
    let ways = SyncWays(type: draft.type, hasChangeCapture: capture != nil, age: world.age)
    let tables = try tables(connection, ways)
    world.credentials.removeAll { $0.id == credential }
    let id = world.create(draft, connection, tables, now: call.now)
    world.sources[0].changeCapture = capture?.capture(now: call.now)
    return id
  }

  private static func updateSource(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let index = try world.source(of: call)
    let fields = try call.form()
    var source = world.sources[index]
    if let method = try fields.choice("access_method", ["warehouse", "direct"]),
      method != (source.isDirect ? "direct" : "warehouse")
    {
      throw .invalidField(nil, "Access method cannot be changed. Create a new source instead.")
    }
    if fields["description"] != nil {
      source.description = try fields.text("description", charactersMax: 400)
    }
    source.isDirectQueryEnabled =
      try fields.flag("direct_query_enabled") ?? source.isDirectQueryEnabled
    if world.age.offersAutoSync { try source.setAutoSync(fields) }
    if let given = try fields.record("job_inputs") { try source.reconnect(with: given) }
    world.sources[index] = source
    return .json(source.value(at: call.now, .whole))
  }

  private static func deleteSource(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    world.sources.remove(at: try world.source(of: call))
    return DemoResponse(status: 204)
  }
}
