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
      columns: ResultRecord.columns,
      details: [reloadTellApart, "A table whose sync is running already is left alone."],
      examples: [Example("schemas reload 018f…", "Starts it and returns at once.")]),
  ]

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
