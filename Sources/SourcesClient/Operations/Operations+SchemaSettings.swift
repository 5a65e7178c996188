import CommandModel

extension Catalogue {
  /// Changing how tables are synced, and doing away with them (contract 6.2 and 6.3).
  static let schemaSettings: [Operation] = [
    Operation(
      "schemas update", "Changes how a table is synced, or whether.",
      .patch, "external_data_schemas/{id}/", effect: .changes, input: .targets("schema"),
      parameters: [.schemaID] + syncParameters, answer: .record("schema"), isRepeatable: true,
      isLive: true, columns: ResultRecord.columns,
      checks: [
        .needsOneOf(
          syncParameters.map(\.name), because: "nothing else of a table can be changed")
      ],
      misnomers: [
        "enabled": "a table is switched on and off with `should_sync`",
        "frequency": "write `sync_frequency`",
        "name": "the table has its name from the source",
      ],
      details: [
        "Switching a table on may start its sync; switching it off stops the running one.",
        "Another `incremental_field`, or `sync_type` from or to xmin, imports the table anew.",
      ],
      examples: [
        Example("schemas update 018f… sync_frequency=1hour", "Syncs it once an hour."),
        Example(
          "schemas list | where name =~ '^tmp_' | update should_sync=false",
          "Switches temporary tables off."),
      ]),
    Operation(
      "schemas delete", "Deletes a table with its data.",
      .delete, "external_data_schemas/{id}/",
      effect: .destroys("the table is deleted with all data that was synced"),
      input: .targets("schema"), parameters: [.schemaID], answer: .report("schema"),
      isRepeatable: true, traces: [.status(404)], columns: ResultRecord.columns,
      details: [
        "It comes back, empty and switched off, when its source still has it; "
          + "`schemas update should_sync=false` switches a table off."
      ],
      examples: [Example("schemas delete 018f…", "Deletes it.")]),
    Operation(
      "schemas delete-data", "Deletes the synced data of a table and keeps its settings.",
      .delete, "external_data_schemas/{id}/delete_data/",
      effect: .destroys("the synced data of the table is deleted"),
      input: .targets("schema"), parameters: [.schemaID], answer: .report("schema"),
      isRepeatable: true, columns: ResultRecord.columns,
      details: ["The next sync imports it from the start."],
      examples: [Example("schemas delete-data 018f…", "Deletes it.")]),
    Operation(
      "schemas destinations", "Shows where a table is written to.",
      .get, "external_data_schemas/{id}/destinations/", effect: .reads,
      input: .targets("schema"), parameters: [.schemaID], answer: .record("destinations"),
      isRepeatable: true,
      columns: ["destination_ids", "inherits_from_source", "effective_destination_ids"],
      isNewer: true, details: ["The key needs the scope external_data_source:write."],
      examples: [Example("schemas destinations 018f…", "Shows it.")]),
    Operation(
      "schemas destinations update", "Chooses where a table is written to.",
      .patch, "external_data_schemas/{id}/destinations/", effect: .changes,
      input: .targets("schema"),
      parameters: [
        .schemaID,
        Parameter(
          "destination_ids", .nullable(.list(.text)),
          "The ids of the destinations; null for those of its source.", isRequired: true),
      ],
      answer: .report("schema"), isRepeatable: true, columns: ResultRecord.columns,
      checks: [.itemCount("destination_ids", 1...10)], isNewer: true,
      examples: [
        Example(
          "schemas destinations update 018f… destination_ids=null",
          "Lets it follow its source.")
      ]),
  ]

  private static let syncParameters = [
    Parameter("should_sync", .boolean, "Whether it is synced."),
    Parameter(
      "sync_type", .choice(syncTypes, isOpen: true), "How it is synced."),
    Parameter(
      "sync_frequency", .choice(syncFrequencies, isOpen: true), "How often."),
    Parameter(
      "sync_time_of_day", .nullable(.text), "At what time of day, UTC: `04:30:00`."),
    Parameter(
      "incremental_field", .nullable(.text), "The field that tells what is new."),
    Parameter(
      "incremental_field_type",
      .nullable(.choice(incrementalFieldTypes, isOpen: true)), "The type of that field."),
    Parameter(
      "incremental_field_lookback_seconds", .nullable(.integer(0...5_184_000)),
      "How far back it reads again."),
    Parameter(
      "full_refresh_interval_days", .nullable(.integer(1...90)), "How often it is rebuilt."),
    Parameter(
      "primary_key_columns", .nullable(.list(.text)), "The columns that identify a row."),
    Parameter(
      "cdc_table_mode", .choice(captureModes, isOpen: true), "What change capture writes."),
    Parameter(
      "enabled_columns", .nullable(.list(.text)),
      "The columns that are synced; null for all."),
    Parameter(
      "row_filters", .nullable(.list(.any)),
      "The rows that are synced: records `{column, operator, value}`."),
    Parameter("api_version", .nullable(.text), "The version of the vendor's interface."),
  ]
}
