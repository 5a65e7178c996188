import CommandModel

extension Handler {
  /// Settings and accounts that wait for a source to be made of them.
  static let credentials: [String: Handler] = [
    "sources store-credentials": .project(storeCredentials),
    "sources stored-credentials": .project(storedCredentials),
    "sources connect-link": .project(connectLink),
    "sources oauth-accounts": .project(oauthAccounts),
    "sources credential-accounts": .project(credentialAccounts),
  ]

  private static func storeCredentials(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let fields = try call.form()
    let connection = Connection(try fields.sourceType(), try fields.requiredRecord("payload"))
    try connection.check()
    let stored = world.store(connection.settings, for: connection.type, now: call.now)
    return .json(stored.value, status: 201)
  }

  private static func storedCredentials(
    _ world: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    world.credentials.removeAll { !$0.isValid(at: call.now) }
    let type = call.query["source_type"] ?? ""
    let shown = world.credentials.filter { type.isEmpty || $0.type.name == type }
    return .json(.list(shown.map(\.value)))
  }

  /// A page for a person; type `Postgres` is asked for its settings there, `Hubspot` for an
  /// account.
  private static func connectLink(
    _: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    guard let name = call.query["source_type"], !name.isEmpty else {
      throw .message("Missing required parameter: source_type")
    }
    guard let type = SourceType.named(name) else { throw .message("Unknown source_type: \(name)") }
    let asksForAccount = type.fields.first?.oauthProvider != nil
    let page = "\(call.request.origin)/project/\(call.project ?? 0)/data-warehouse/connect"
    let what =
      asksForAccount
      ? "They connect their \(name) account" : "They enter their \(name) connection details"
    return .json(
      .object([
        "source_type": .text(name), "auth_method": asksForAccount ? "oauth" : "credentials",
        "connect_url": .text("\(page)?kind=\(name)"),
        "instructions": .text(
          "Share this link with the user. \(what) directly in PostHog — never ask them to paste"
            + " credentials or tokens into the chat. The page only stores the connection details;"
            + " it does not create the source. Stored credentials are single-use and expire"
            + " after 24 hours."),
      ]))
  }

  // MARK: - Accounts

  private static func oauthAccounts(
    _: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let query = Record(call.query.pairs.map { ($0.name, .text($0.value)) })
    let type = try query.sourceType()
    let text = try query.requiredText("integration_id")
    guard let integration = Int(text) else {
      throw .invalidField("integration_id", "A valid integer is required.")
    }
    guard type.oauthProvider != nil else {
      throw .invalidField("source_type", "\(type.name) has no accounts to choose from.")
    }
    // The project has three integrations.
    guard (1...3).contains(integration) else {
      throw .invalidField("integration_id", "Integration not found.")
    }
    return accounts(of: type, call.query["search"] ?? "")
  }

  private static func credentialAccounts(
    _: inout World, _ call: Call
  ) throws(Refusal) -> DemoResponse {
    let fields = try call.form()
    let type = try fields.sourceType()
    let credentials = try fields.requiredRecord("credentials")
    guard !credentials.isEmpty else {
      throw .invalidField("credentials", "This dictionary may not be empty.")
    }
    if let complaint = Connection(type, credentials).complaint {
      throw .invalidField("credentials", complaint)
    }
    return accounts(of: type, "")
  }

  private static func accounts(of type: SourceType, _ search: String) -> DemoResponse {
    let found = ["Main", "Europe", "Sandbox"].filter {
      search.isEmpty || $0.lowercased().contains(search.lowercased())
    }
    let values = found.map { name -> Value in
      .object([
        "value": .text("\(type.name.lowercased())-\(name.lowercased())"),
        "display_name": .text("\(name) (\(type.name))"), "is_primary": .boolean(name == "Main"),
        "badges": name == "Sandbox" ? ["test"] : [], "group": nil, "secondary_text": nil,
      ])
    }
    return .json(.object(["accounts": .list(values)]))
  }
}
