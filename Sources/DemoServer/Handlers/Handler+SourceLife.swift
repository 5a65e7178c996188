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
    if world.age.offersAutoSync { try setAutoSync(of: &source, fields) }
    if let given = try fields.record("job_inputs") { try reconnect(&source, given) }
    world.sources[index] = source
    return .json(source.value(at: call.now, .whole))
  }

  private static func setAutoSync(of source: inout Source, _ fields: Record) throws(Refusal) {
    let isOn = try fields.flag("auto_sync_new_schemas")
    let name = "auto_sync_schema_patterns"
    guard isOn != nil || fields[name] != nil else { return }
    var autoSync = source.autoSync ?? AutoSync()
    autoSync.isOn = isOn ?? autoSync.isOn
    if let given = fields[name] {
      let texts = given.listValue?.compactMap(\.textValue)
      guard given.isNull || texts?.count == given.listValue?.count else {
        throw .invalidField(name, "Expected a list of patterns.")
      }
      guard texts?.count ?? 0 <= AutoSync.patternsMax,
        texts?.allSatisfy({ $0.count <= AutoSync.patternCharactersMax }) ?? true
      else {
        throw .invalidField(
          name,
          "At most \(AutoSync.patternsMax) patterns of at most \(AutoSync.patternCharactersMax)"
            + " characters.")
      }
      autoSync.patterns = texts
    }
    source.autoSync = autoSync
  }

  /// Changes some settings of a connection; the secrets that are not sent are kept.
  private static func reconnect(_ source: inout Source, _ given: Record) throws(Refusal) {
    let groups = source.type.fields.filter(\.isGroup)
    for group in groups where given[group.name] != nil && given[group.name]?.recordValue == nil {
      throw .invalidField("job_inputs__\(group.name)", "Must be an object.")
    }
    let change = Connection(source.type, given)
    let old = source.inputs.recordValue ?? Record()
    for (path, what) in [("host", "connection host"), ("ssh_tunnel.host", "SSH tunnel host")] {
      guard let new = change.settings.value(at: path)?.plainText, !change.hasSecrets,
        new != old.value(at: path)?.plainText ?? ""
      else { continue }
      throw .invalidField(nil, "Changing the \(what) requires re-entering your credentials.")
    }
    if let complaint = change.complaint { throw .invalidField(nil, complaint) }
    var inputs = old
    for field in change.storedInputs.fields {
      let isOtherChoice =
        inputs[field.name]?.value(at: "selection") != field.value.value(at: "selection")
      if isOtherChoice { inputs[field.name] = nil }
      inputs = inputs.merging(Record(uniqueFields: [field]))
    }
    source.inputs = .record(inputs)
  }

  private static func deleteSource(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    world.sources.remove(at: try world.source(of: call))
    return DemoResponse(status: 204)
  }
}
