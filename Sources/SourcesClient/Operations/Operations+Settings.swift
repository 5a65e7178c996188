import CommandModel

extension Catalogue {
  /// Changing sources and doing away with them.
  static let settings: [Operation] = [
    Operation(
      "sources update", "Changes the settings of a source.",
      .patch, "external_data_sources/{id}/", effect: .changes, input: .targets("source"),
      parameters: [
        .sourceID,
        Parameter("description", .nullable(.text), "What people call it."),
        Parameter(
          "job_inputs", .any, "The fields of its connection that change.", isSecret: true),
        Parameter("direct_query_enabled", .boolean, "Whether it can be queried in place too."),
        Parameter("auto_sync_new_schemas", .boolean, "Whether new tables are switched on."),
        Parameter(
          "auto_sync_schema_patterns", .nullable(.list(.text)),
          "The new tables that are switched on, with `*` for any letters."),
      ],
      answer: .record("source"), isRepeatable: true, isLive: true,
      columns: ResultRecord.columns,
      checks: [
        .needsOneOf(
          [
            "description", "job_inputs", "direct_query_enabled", "auto_sync_new_schemas",
            "auto_sync_schema_patterns",
          ], because: "nothing else of a source can be changed"),
        .length("description", 400), .itemCount("auto_sync_schema_patterns", 0...100),
      ],
      misnomers: [
        "prefix": "the server keeps the prefix of a source; create a new source",
        "payload": "the connection of a source that is there is `job_inputs`",
        "schemas": "`schemas update` changes a table",
        "access_method": "the server keeps it; create a new source",
      ],
      details: [
        "What `job_inputs` leaves out stays, secrets too; a new host needs the secrets anew.",
        "The new connection is tried before it is kept; no sync is started.",
      ],
      examples: [
        Example("sources update 0199… description=\"Main account\"", "Describes it."),
        Example(
          "sources list | where source_type == Postgres | update auto_sync_new_schemas=true",
          "Switches new tables of all databases on."),
      ]),
    Operation(
      "sources delete", "Deletes a source.",
      .delete, "external_data_sources/{id}/",
      effect: .destroys("the source and its tables are deleted with all data that was synced"),
      input: .targets("source"), parameters: [.sourceID], answer: .report("source"),
      isRepeatable: true, isLive: true, traces: [.status(404)], columns: ResultRecord.columns,
      details: ["Its prefix becomes free again."],
      examples: [Example("sources delete 0199…", "Deletes it.")]),
    Operation(
      "sources bulk-update-schemas", "Changes several tables of one source in one request.",
      .patch, "external_data_sources/{id}/bulk_update_schemas/", effect: .changes,
      input: .targets("source"),
      parameters: [
        .sourceID,
        Parameter(
          "schemas", .list(.any), "A record for each table: its `id` and what changes.",
          isRequired: true),
      ],
      answer: .report("source"), isRepeatable: true, isLive: true,
      columns: ResultRecord.columns, checks: [.itemCount("schemas", 1...10_000)],
      isNewer: true,
      details: [
        "`schemas update` does the same for one table after the other, and can be resumed."
      ],
      examples: [
        Example(
          "sources bulk-update-schemas 0199… schemas=$(schemas list "
            + "| where source.id == 0199… and status == Completed "
            + "| extend sync_frequency = \"1hour\" | select id sync_frequency)",
          "Syncs them once an hour.")
      ]),
    Operation(
      "sources destinations", "Shows where a source writes to.",
      .get, "external_data_sources/{id}/destinations/", effect: .reads,
      input: .targets("source"), parameters: [.sourceID], answer: .record("destinations"),
      isRepeatable: true, columns: ["destination_ids"],
      isNewer: true, details: ["The key needs the scope external_data_source:write."],
      examples: [Example("sources destinations 0199…", "Shows them.")]),
    Operation(
      "sources destinations update", "Chooses where a source writes to.",
      .patch, "external_data_sources/{id}/destinations/", effect: .changes,
      input: .targets("source"),
      parameters: [
        .sourceID,
        Parameter(
          "destination_ids", .list(.text), "The ids of the destinations.", isRequired: true),
      ],
      answer: .report("source"), isRepeatable: true, columns: ResultRecord.columns,
      checks: [.itemCount("destination_ids", 1...10)], isNewer: true,
      examples: [
        Example(
          "sources destinations update 0199… "
            + "destination_ids=$(sources destinations 0199…).destination_ids",
          "Leaves them as they are.")
      ]),
  ]
}
