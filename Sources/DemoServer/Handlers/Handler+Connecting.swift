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
    _: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let fields = try call.fields()
    guard let name = fields["source_type"]?.textValue else {
      throw .message("Missing required parameter: source_type")
    }
    // A type it does not know is an uncaught error of a server of this age.
    guard let type = SourceType.named(name) else { throw .serverError }
    let missing = type.fields.filter { $0.isRequired && fields[$0.name] == nil }
    guard missing.isEmpty else {
      let texts = missing.map { "Required field '\($0.name)' is missing" }
      throw .message("Invalid source config: " + texts.joined(separator: ", "))
    }
    if let complaint = complaint(about: fields) { throw .message(complaint) }
    return .json(.list(type.tables.prefix(12).map(\.discoveredValue)))
  }

  /// What a customer's system would have against these settings.
  ///
  /// The demo reaches no system, so a few tell-tale values stand for the ways to fail.
  private static func complaint(about fields: Record) -> String? {
    if fields["host"]?.textValue?.hasSuffix(".invalid") == true {
      return "Could not resolve the database host. Check that the host is spelled correctly"
        + " and reachable from the public internet."
    }
    if fields["port"]?.plainText == "1" { return "Could not connect to the host on the port given" }
    if Value.record(fields).contains("wrong") { return "Invalid user or password" }
    return nil
  }

  private static func sourcePrefix(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let fields = try call.fields()
    guard let type = fields["source_type"]?.textValue else { throw .serverError }
    let prefix = fields["prefix"]?.textValue ?? ""
    if fields["access_method"] == "direct" {
      try checkDirect(type, prefix)
    }
    let taken = world.sources.filter { $0.type.name == type }.map { $0.prefix ?? "" }
    guard taken.contains(prefix) else { return .empty }
    throw .message(
      prefix.isEmpty
        ? "Source type already exists. Prefix is required" : "Prefix already exists")
  }

  private static func checkDirect(_ type: String, _ prefix: String) throws(Refusal) {
    if prefix.isEmpty { throw .message("Name is required for direct query sources") }
    let supported = SourceType.all.filter(\.supportsDirectQueries).map(\.name)
    guard supported.contains(type) else {
      throw .message(
        "Direct query mode is currently supported only for \(supported.joined(separator: ", "))")
    }
  }
}

extension Value {
  /// Whether some leaf is this text.
  fileprivate func contains(_ text: String) -> Bool {
    switch self {
    case .list(let items): items.contains { $0.contains(text) }
    case .record(let record): record.fields.contains { $0.value.contains(text) }
    case .text(let leaf): leaf == text
    case .null, .boolean, .number, .time, .duration: false
    }
  }
}
