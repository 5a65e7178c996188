import CommandModel

extension Handler {
  /// What is asked before a source is connected.
  static let connecting: [String: Handler] = [
    "sources wizard": .project(wizard),
    "sources database-schema": .project(databaseSchema),
    "sources source-prefix": .project(sourcePrefix),
  ]

  private static func wizard(_: inout World, _ call: Call) throws(Refusal) -> DemoResponse {
    let wanted = (call.query["source_type"] ?? "").split(separator: ",").map(String.init)
    let unknown = wanted.filter { SourceType.named($0) == nil }
    guard unknown.isEmpty else {
      throw .message(
        "Unknown source_type(s): \(unknown.joined(separator: ", "))."
          + " Omit source_type to list every available type.")
    }
    let shown = SourceType.all.filter { wanted.isEmpty || wanted.contains($0.name) }
    return .json(.record(Record(shown.map { ($0.name, $0.wizardValue) })))
  }

  private static func databaseSchema(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let fields = try call.fields()
    guard let name = fields["source_type"]?.textValue else {
      throw .message("Missing required parameter: source_type")
    }
    guard let type = SourceType.named(name) else {
      throw world.age.saysWhatIsWrong ? .message("Unknown source_type '\(name)'") : .serverError
    }
    var settings = fields
    settings["source_type"] = nil
    let connection = Connection(type, settings)
    try connection.check()
    return .json(.list(connection.tables.map(\.discoveredValue)))
  }

  private static func sourcePrefix(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let fields = try call.fields()
    guard let type = fields["source_type"]?.textValue else { throw .serverError }
    try world.checkPrefix(
      fields["prefix"]?.textValue ?? "", of: type, isDirect: fields["access_method"] == "direct")
    return .empty
  }
}

extension World {
  /// Whether a new source of the type may have the prefix; empty for none.
  ///
  /// The type is only compared, and so may be one that nobody knows.
  func checkPrefix(
    _ prefix: String, of type: String, isDirect: Bool
  ) throws(Refusal) {
    if isDirect { try checkDirect(type, prefix) }
    let taken = sources.filter { $0.type.name == type }.map { $0.prefix ?? "" }
    guard taken.contains(prefix) else { return }
    throw .message(
      prefix.isEmpty
        ? "Source type already exists. Prefix is required" : "Prefix already exists")
  }

  private func checkDirect(_ type: String, _ prefix: String) throws(Refusal) {
    if prefix.isEmpty { throw .message("Name is required for direct query sources") }
    let supported = SourceType.all.filter(\.supportsDirectQueries).map(\.name)
    guard supported.contains(type) else {
      throw .message(
        "Direct query mode is currently supported only for \(supported.joined(separator: ", "))")
    }
  }
}
