import CommandModel

extension Catalogue {
  static let sources: [Operation] = [
    Operation(
      "sources list", "Lists the sources of the project, newest first.",
      .get, "external_data_sources/", effect: .reads, parameters: [.search],
      answer: .pages("source"),
      isRepeatable: true, columns: sourceColumns,
      examples: [
        Example("sources list", "Lists every source."),
        Example("sources list search=stripe --limit 5", "Lists at most five that match."),
        Example(
          "sources list | where status == Failed | select id prefix latest_error",
          "Lists what failed, and why."),
      ]),
    Operation(
      "sources get", "Shows one source with its tables and settings.",
      .get, "external_data_sources/{id}/", effect: .reads, input: .targets("source"),
      parameters: [.sourceID], answer: .record("source"), isRepeatable: true,
      columns: sourceColumns,
      examples: [Example("sources get 0199…", "Shows it.")]),
    Operation(
      "sources jobs", "Lists the syncs of a source's tables, newest first.",
      .get, "external_data_sources/{id}/jobs/", effect: .reads, input: .targets("source"),
      parameters: [
        .sourceID,
        Parameter("after", .time, "Only jobs created after it.", place: .query),
        Parameter("before", .time, "Only jobs created before it.", place: .query),
        Parameter(
          "schemas", .list(.text), "Only jobs of the tables with these names.",
          place: .repeatedQuery),
      ],
      answer: .history("job", field: "created_at", cap: 50), isRepeatable: true,
      columns: ["created_at", "schema.name", "status", "rows_synced", "latest_error"],
      examples: [
        Example("sources jobs 0199… --limit 10", "Lists its ten newest jobs."),
        Example("sources jobs 0199… after=2026-05-01", "Lists its jobs since that day."),
      ]),
    Operation(
      "sources refresh-schemas", "Looks for new and vanished tables at the source.",
      .post, "external_data_sources/{id}/refresh_schemas/", effect: .changes,
      input: .targets("source"), parameters: [.sourceID], answer: .report("source"),
      isRepeatable: true, isLive: true, columns: ResultRecord.columns, details: [reloadTellApart],
      examples: [Example("sources refresh-schemas 0199…", "Says how many came and went.")]),
    Operation(
      "sources reload", "Starts a sync of every enabled table of a source.",
      .post, "external_data_sources/{id}/reload/", effect: .triggers, input: .targets("source"),
      parameters: [.sourceID], answer: .report("source"), isRepeatable: false, lookup: .jobs,
      startsSync: true,
      columns: ResultRecord.columns,
      details: [reloadTellApart, "A table whose sync is running already is left alone."],
      examples: [
        Example("sources reload 0199…", "Starts it and returns at once."),
        Example("sources reload 0199… | wait --timeout 20m", "Starts it and waits for the end."),
      ]),
    Operation(
      "sources revenue-analytics-config", "Switches revenue analytics of a source on or off.",
      .patch, "external_data_sources/{id}/revenue_analytics_config/", effect: .changes,
      input: .targets("source"),
      parameters: [
        .sourceID,
        Parameter("enabled", .boolean, "Whether the source feeds revenue analytics."),
        Parameter(
          "include_invoiceless_charges", .boolean, "Whether charges without an invoice count."),
      ],
      answer: .record("source"), isRepeatable: true, columns: ResultRecord.columns,
      checks: [
        .needsOneOf(
          ["enabled", "include_invoiceless_charges"],
          because: "an empty change deletes the project's revenue views when the source has it off"
        ),
        .destroysWhen(
          "enabled", is: false, loses: "the revenue views of the whole project are deleted"),
      ],
      examples: [
        Example("sources revenue-analytics-config 0199… enabled=true", "Switches it on.")
      ]),
    Operation(
      "sources database-schema", "Tries the credentials of a new source and lists its tables.",
      .post, "external_data_sources/database_schema/", effect: .reads,
      parameters: [.sourceType, .accessMethod], otherSettings: .secretFields,
      answer: .array("database_table"), isRepeatable: true, isLive: true,
      columns: ["table", "rows", "incremental_available", "incremental_field", "permission_error"],
      checks: [
        .knownSourceType("source_type"),
        .refuses("payload", because: "the fields stand by themselves here: `host=…`"),
      ],
      details: [
        "Creates nothing; the fields are those that `sources wizard source_type=[TYPE]` lists.",
        "The key needs the scope external_data_source:write.",
      ],
      examples: [
        Example(
          "sources database-schema source_type=Postgres host=db.example.com port=5432 "
            + "database=shop user=reader password=$env.PGPASSWORD schema=public",
          "Lists the tables that reader may read.")
      ]),
    Operation(
      "sources source-prefix", "Says whether a new source of a type may use a table prefix.",
      .post, "external_data_sources/source_prefix/", effect: .reads,
      parameters: [
        .sourceType,
        Parameter("prefix", .text, "The prefix of its tables.", defaultText: "none"),
        .accessMethod,
      ],
      answer: .confirmation("prefix_check", echo: ["source_type", "prefix"]), isRepeatable: true,
      columns: ["source_type", "prefix", "ok"], checks: [.identifier("prefix")],
      details: ["The key needs the scope external_data_source:write."],
      examples: [
        Example("sources source-prefix source_type=Stripe prefix=asia", "Asks for asia.")
      ]),
    Operation(
      "sources wizard", "Lists the types of source that can be connected, with their fields.",
      .get, "external_data_sources/wizard/", effect: .reads,
      parameters: [
        Parameter(
          "source_type", .list(.text), "Only these types.", place: .joinedQuery,
          defaultText: "all"
        ).offering("source_type")
      ],
      answer: .keyed("source_type"), isRepeatable: true,
      columns: ["source_type", "category", "releaseStatus", "unreleasedSource", "docsUrl"],
      examples: [
        Example("sources wizard | count category", "Counts the types of each category."),
        Example("sources wizard source_type=[Postgres, Stripe]", "Shows two of them."),
      ]),
  ]

  /// Told wherever one of the three appears, because they are easily taken for one another.
  static let reloadTellApart =
    "reload syncs a table in its own way, resync deletes its data and imports it anew, "
    + "refresh-schemas only looks which tables there are."

  private static let sourceColumns = [
    "id", "source_type", "prefix", "status", "last_run_at", "latest_error",
  ]
}

extension Parameter {
  static let sourceID = identifier(of: "source")

  static let search = Parameter(
    "search", .text, "Only what contains each of these words.", place: .query)

  static let sourceType = Parameter(
    "source_type", .text, "The type of source, as the wizard spells it.", isRequired: true
  ).offering("source_type")

  static let accessMethod = Parameter(
    "access_method", .choice(["warehouse", "direct"], isOpen: true),
    "Whether data is copied or queried in place.", defaultText: "warehouse")

  /// The id in the path of an operation on one thing.
  static func identifier(of kind: KindName) -> Parameter {
    let name = Catalogue.kind(kind)?.naming == nil ? "" : ", or its name"
    return Parameter(
      "id", .identifier(kind), "The id of the \(kind)\(name).", form: .positional, place: .path,
      isRequired: true)
  }
}
