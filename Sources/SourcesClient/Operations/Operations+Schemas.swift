import CommandModel

extension Catalogue {
  static let schemas: [Operation] = [
    Operation(
      "schemas list", "Lists the tables of all sources, newest first.",
      .get, "external_data_schemas/", effect: .reads, parameters: [.search],
      answer: .pages("schema"), isRepeatable: true, columns: schemaColumns, join: source,
      examples: [
        Example("schemas list | where status == Failed", "Lists the tables that failed."),
        Example(
          "schemas list | count source.source_type status", "Counts them by type and status."),
      ]),
    Operation(
      "schemas get", "Shows one table.",
      .get, "external_data_schemas/{id}/", effect: .reads, input: .targets("schema"),
      parameters: [.schemaID], answer: .record("schema"), isRepeatable: true,
      columns: schemaColumns, join: source,
      examples: [Example("schemas get 018f…", "Shows it.")]),
    Operation(
      "schemas reload", "Starts a sync of one table.",
      .post, "external_data_schemas/{id}/reload/", effect: .triggers, input: .targets("schema"),
      parameters: [.schemaID], answer: .report("schema"), isRepeatable: false, lookup: .jobs,
      startsSync: true,
      columns: ResultRecord.columns,
      details: [reloadTellApart, "A table whose sync is running already is left alone."],
      examples: [Example("schemas reload 018f…", "Starts it and returns at once.")]),
    Operation(
      "schemas resync", "Deletes the synced data of a table and imports it anew.",
      .post, "external_data_schemas/{id}/resync/",
      effect: .destroys("the synced data of the table is dropped and imported anew"),
      input: .targets("schema"), parameters: [.schemaID], answer: .report("schema"),
      isRepeatable: false, lookup: .jobs, startsSync: true, columns: ResultRecord.columns,
      details: [
        reloadTellApart, "A sync that is running is cancelled first.",
        "A table that only a webhook feeds keeps its data.",
      ],
      examples: [Example("schemas resync 018f…", "Imports it anew.")]),
    Operation(
      "schemas cancel", "Cancels the running sync of a table.",
      .post, "external_data_schemas/{id}/cancel/", effect: .changes,
      input: .targets("schema"), parameters: [.schemaID], answer: .report("schema"),
      isRepeatable: true, traces: [.words("No running sync to cancel.")],
      columns: ResultRecord.columns,
      details: ["The sync then counts as failed; the next one runs when it is due."],
      examples: [
        Example("schemas list | where status == Running | cancel", "Cancels what is running.")
      ]),
    Operation(
      "schemas incremental-fields", "Shows how a table could be synced.",
      .post, "external_data_schemas/{id}/incremental_fields/", effect: .reads,
      input: .targets("schema"), parameters: [.schemaID], answer: .record("sync_options"),
      isRepeatable: true, isLive: true,
      columns: [
        "incremental_available", "append_available", "cdc_available", "xmin_available",
        "detected_primary_keys",
      ],
      details: ["The key needs the scope external_data_source:write."],
      examples: [
        Example(
          "schemas incremental-fields 018f… | flatten incremental_fields",
          "Lists the fields that tell what is new.")
      ]),
    Operation(
      "schemas logs", "Shows what the syncs of a table wrote into their log.",
      .get, "external_data_schemas/{id}/logs/", effect: .reads, input: .targets("schema"),
      parameters: [
        .schemaID,
        Parameter("after", .time, "Only lines after it.", place: .query),
        Parameter("before", .time, "Only lines before it.", place: .query),
        Parameter(
          "level", .list(.choice(logLevels, isOpen: true)), "Only lines of these levels.",
          place: .joinedQuery),
        .search,
        Parameter(
          "instance_id", .text, "Only lines of the sync with this `workflow_run_id`.",
          place: .query),
      ],
      answer: .pages("log_line"), isRepeatable: true,
      columns: ["timestamp", "level", "message"], isNewer: true,
      examples: [
        Example("schemas logs 018f… level=[ERROR, WARNING]", "Shows what went wrong."),
        Example("schemas logs 018f… --limit 20", "Shows the newest lines."),
      ]),
  ]

  static let logLevels = ["DEBUG", "INFO", "WARNING", "ERROR"]

  private static let schemaColumns = [
    "id", "source.source_type", "name", "status", "last_synced_at", "latest_error",
  ]

  /// The API does not say in a list which source a table belongs to.
  private static let source = Operation.Join(
    reading: "sources list", items: "schemas", into: "source",
    fields: ["id", "source_type", "prefix"])
}

extension Parameter {
  static let schemaID = identifier(of: "schema")
}
