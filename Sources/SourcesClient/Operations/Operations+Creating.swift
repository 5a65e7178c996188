import CommandModel

extension Catalogue {
  /// Connecting new sources, and what comes before it.
  static let creating: [Operation] = [
    Operation(
      "sources create", "Connects a new source and starts its first sync.",
      .post, "external_data_sources/", effect: .creates, input: .bodies,
      parameters: [
        .sourceType, .payload(isRequired: true), .newPrefix, .newDescription, .accessMethod,
        Parameter("direct_query_enabled", .boolean, "Whether it can be queried in place too."),
        Parameter(
          "destination_ids", .list(.text), "The ids of the destinations it writes to.",
          defaultText: "the project's"),
      ],
      answer: .record("source"), isRepeatable: false, isLive: true, lookup: madeSource,
      form: .init(
        in: "payload", of: "source_type", asking: ["prefix", "description"], picksTables: true,
        extras: formExtras),
      startsSync: true, columns: ResultRecord.columns,
      checks: [.identifier("prefix"), .length("description", 400)],
      details: [
        "The fields of `payload` are those that `sources wizard source_type=[TYPE]` lists; its "
          + "`schemas` says which tables are synced, and how.",
        "Without `schemas` newer servers sync every table, older ones refuse.",
        "In records of a file the text `$env.NAME` or `@FILE` in `payload` stands for a "
          + "secret that is read when it is sent.",
      ],
      examples: [
        Example(
          "sources create source_type=Postgres prefix=crm_ payload.host=db.example.com "
            + "payload.port=5432 payload.database=shop payload.user=reader "
            + "payload.password=$env.PGPASSWORD payload.schema=public "
            + "payload.schemas=[{name: public.orders, should_sync: true, sync_type: full_refresh}]",
          "Connects a database and syncs one table of it."),
        Example("sources create --wizard Postgres", "Asks for everything, and tries it first."),
        Example("open sources.yaml | sources create", "Connects what a file describes."),
      ]),
    Operation(
      "sources setup", "Connects a new source with every sensible table, in one step.",
      .post, "external_data_sources/setup/", effect: .creates, input: .bodies,
      parameters: [
        .sourceType, .payload(isRequired: true), .newPrefix, .newDescription,
        Parameter("direct_query_enabled", .boolean, "Whether it can be queried in place too."),
      ],
      answer: .record("source"), isRepeatable: false, isLive: true, lookup: madeSource,
      form: .init(
        in: "payload", of: "source_type", asking: ["prefix", "description"], extras: formExtras),
      startsSync: true, columns: ResultRecord.columns,
      checks: [.identifier("prefix"), .length("description", 400)],
      isNewer: true,
      details: [
        "Credentials that were stored before are `payload.credential_id=ID`."
      ],
      examples: [
        Example(
          "sources setup source_type=Stripe prefix=shop_ "
            + "payload.auth_method={selection: api_key, stripe_secret_key: $env.STRIPE_KEY}",
          "Connects Stripe with all its tables.")
      ]),
    Operation(
      "sources store-credentials", "Keeps the credentials of a new source for a day.",
      .post, "external_data_sources/store_credentials/", effect: .creates, input: .bodies,
      parameters: [.sourceType, .payload(isRequired: true)],
      answer: .record("stored_credential"), isRepeatable: false, isLive: true,
      lookup: .list(
        operation: "sources stored-credentials", fields: ["source_type"], since: "created_at"),
      form: .init(in: "payload", of: "source_type", extras: formExtras),
      columns: ResultRecord.columns, isNewer: true,
      details: [
        "They are tried first, can be used once, and only by the same person; the answer's "
          + "`credential_id` is for `sources setup` and `sources create`."
      ],
      examples: [
        Example(
          "sources store-credentials source_type=Postgres payload.host=db.example.com "
            + "payload.port=5432 payload.database=shop payload.user=reader "
            + "payload.password=$env.PGPASSWORD payload.schema=public",
          "Keeps them.")
      ]),
    Operation(
      "sources stored-credentials", "Lists the credentials that are kept for new sources.",
      .get, "external_data_sources/stored_credentials/", effect: .reads,
      parameters: [typeFilter], answer: .array("stored_credential"), isRepeatable: true,
      columns: ["credential_id", "source_type", "created_at", "expires_at"],
      isNewer: true,
      examples: [Example("sources stored-credentials", "Lists them, newest first.")]),
    Operation(
      "sources connect-link", "Makes a link to the page where somebody enters credentials.",
      .get, "external_data_sources/connect_link/", effect: .reads,
      parameters: [
        Parameter(
          "source_type", .text, "The type of source, as the wizard spells it.", place: .query,
          isRequired: true
        ).offering("source_type")
      ],
      answer: .record("connect_link"), isRepeatable: true,
      columns: ["source_type", "auth_method", "connect_url", "instructions"],
      isNewer: true,
      examples: [
        Example(
          "sources connect-link source_type=Hubspot | select connect_url", "Shows the link.")
      ]),
    Operation(
      "sources connections", "Lists what can be queried in place.",
      .get, "external_data_sources/connections/", effect: .reads,
      answer: .array("connection"), isRepeatable: true,
      columns: ["id", "source_type", "prefix", "engine", "access_method"],
      examples: [Example("sources connections", "Lists them.")]),
    Operation(
      "sources direct-connection-options", "Lists the types that can be queried in place.",
      .get, "external_data_sources/direct_connection_options/", effect: .reads,
      answer: .array("direct_option"), isRepeatable: true, columns: ["source_type", "label"],
      isNewer: true,
      examples: [Example("sources direct-connection-options", "Lists them.")]),
    Operation(
      "sources oauth-accounts", "Lists the accounts that a connected login can read.",
      .get, "external_data_sources/oauth_accounts/", effect: .reads,
      parameters: [
        Parameter(
          "source_type", .text, "The type of source, as the wizard spells it.", place: .query,
          isRequired: true
        ).offering("source_type"),
        Parameter(
          "integration_id", .integer(1...Int.max), "The number of the login.", place: .query,
          isRequired: true),
        .search,
      ],
      answer: .arrayUnder("accounts", of: "account"), isRepeatable: true, isLive: true,
      columns: accountColumns, isNewer: true, details: [adminOnly],
      examples: [
        Example(
          "sources oauth-accounts source_type=Hubspot integration_id=1",
          "Lists the accounts of that login.")
      ]),
    Operation(
      "sources credential-accounts", "Lists the accounts that credentials can read.",
      .post, "external_data_sources/credential_accounts/", effect: .reads,
      parameters: [
        .sourceType,
        Parameter(
          "credentials", .any, "The fields of the form that hold them.", isRequired: true,
          isSecret: true),
        Parameter("api_version", .text, "The version of the vendor's interface."),
      ],
      answer: .arrayUnder("accounts", of: "account"), isRepeatable: true, isLive: true,
      columns: accountColumns, isNewer: true, details: [adminOnly],
      examples: [
        Example(
          "sources credential-accounts source_type=Stripe "
            + "credentials.stripe_secret_key=$env.STRIPE_KEY",
          "Lists the accounts of that key.")
      ]),
    Operation(
      "sources preview-resource", "Reads a few rows of a custom source that is being made.",
      .post, "external_data_sources/preview_resource/", effect: .reads,
      parameters: [
        Parameter(
          "source_type", .text, "The type of source; only Custom can be previewed.",
          isRequired: true),
        .payload(isRequired: false),
        Parameter(
          "resource_name", .text, "The resource of the manifest that is read.",
          isRequired: true),
        Parameter("limit", .integer(1...1000), "The rows to read at most."),
      ],
      answer: .record("resource_preview"), isRepeatable: true, isLive: true,
      denial: .init("error", is: nil, reason: "error"),
      columns: ["row_count", "columns", "rows"], isNewer: true,
      examples: [
        Example(
          "sources preview-resource source_type=Custom resource_name=orders "
            + "payload.manifest_json=$(open manifest.json | to json)",
          "Reads some orders.")
      ]),
    Operation(
      "sources draft-custom-manifest", "Drafts the manifest of a custom source from its docs.",
      .post, "external_data_sources/draft_custom_manifest/", effect: .reads,
      parameters: [
        Parameter("docs_url", .text, "Where the vendor's interface is documented."),
        Parameter("docs_text", .text, "The documentation itself."),
        Parameter("source_name", .text, "What the source is called."),
      ],
      answer: .record("manifest_draft"), isRepeatable: true, isLive: true,
      columns: ["draft_status", "resource_names", "attempts", "error"],
      checks: [
        .needsOneOf(["docs_url", "docs_text"], because: "there is nothing to draft it from")
      ],
      isNewer: true, details: ["It has rate limits of its own."],
      examples: [
        Example(
          "sources draft-custom-manifest docs_url=https://docs.example.com/api",
          "Drafts one from a page.")
      ]),
  ]

  private static let adminOnly = "The key's owner must be an administrator of the project."
  private static let accountColumns = ["value", "display_name", "is_primary", "secondary_text"]

  private static let formExtras =
    [storedCredential] + captureOfNewSources
    + [Parameter("source_type", .text, "The type of source, again.")]

  private static let storedCredential = Parameter(
    SourceForm.storedCredentials, .text, "The id of credentials that were stored before.")

  private static let typeFilter = Parameter(
    "source_type", .text, "Only of this type.", place: .query)

  /// Two requests for the same prefix make one source (contract 5.3).
  private static let madeSource = Operation.Lookup.list(
    operation: "sources list", fields: ["source_type", "prefix"], since: "created_at")
}

extension Parameter {
  fileprivate static let newPrefix = Parameter(
    "prefix", .nullable(.text), "What the names of its tables begin with.", defaultText: "none")

  fileprivate static let newDescription = Parameter(
    "description", .nullable(.text), "What people call it.")

  /// The fields of the wizard's form; only the wizard knows which of them are no secrets.
  fileprivate static func payload(isRequired: Bool) -> Parameter {
    Parameter(
      "payload", .any, "The fields of its form.", isRequired: isRequired, isSecret: true)
  }
}
