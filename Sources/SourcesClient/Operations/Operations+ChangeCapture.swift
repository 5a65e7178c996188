import CommandModel

extension Catalogue {
  /// Change data capture of the Postgres family (contract 7.5).
  static let changeCapture: [Operation] = [
    Operation(
      "sources cdc check-prerequisites",
      "Says whether changes of a new database could be captured.",
      .post, "external_data_sources/check_cdc_prerequisites/", effect: .reads,
      parameters: [
        Parameter(
          "source_type", .text, "The type of source, as the wizard spells it.",
          isRequired: true),
        mode, Parameter("tables", .list(.text), "The tables to capture."), slot, publication,
      ],
      otherSettings: .secretFields, answer: .record("prerequisites"), isRepeatable: true,
      isLive: true, columns: ["valid", "errors"],
      checks: [
        .knownSourceType("source_type"),
        .refuses("payload", because: "the fields stand by themselves here: `host=…`"),
      ],
      examples: [
        Example(
          "sources cdc check-prerequisites source_type=Postgres host=db.example.com port=5432 "
            + "database=shop user=reader password=$env.PGPASSWORD schema=public",
          "Checks a database.")
      ]),
    Operation(
      "sources cdc check-prerequisites-for-source",
      "Says whether changes of a source could be captured.",
      .post, "external_data_sources/{id}/check_cdc_prerequisites_for_source/", effect: .reads,
      input: .targets("source"), parameters: [.sourceID, mode, slot, publication],
      answer: .record("prerequisites"), isRepeatable: true, isLive: true,
      columns: ["valid", "errors"], isNewer: true,
      examples: [
        Example(
          "sources cdc check-prerequisites-for-source 0199…",
          "Checks one with the credentials it has.")
      ]),
    Operation(
      "sources cdc status", "Shows how the change capture of a source stands.",
      .get, "external_data_sources/{id}/cdc_status/", effect: .reads,
      input: .targets("source"), parameters: [.sourceID], answer: .record("cdc_status"),
      isRepeatable: true, isLive: true,
      columns: ["enabled", "slot_exists", "publication_exists", "schedule_paused", "lag_bytes"],
      examples: [Example("sources cdc status 0199…", "Shows it.")]),
    Operation(
      "sources cdc enable", "Switches change capture of a source on.",
      .post, "external_data_sources/{id}/enable_cdc/", effect: .changes,
      input: .targets("source"),
      parameters: [.sourceID, mode, slot, publication] + tuning,
      answer: .report("source"), isRepeatable: false, isLive: true,
      lookup: .state(operation: "sources cdc status", field: "enabled", is: true),
      denial: .init("success", is: false, reason: "error"), columns: ResultRecord.columns,
      checks: [thresholds],
      isNewer: true, details: ["It creates the slot and the publication in the database."],
      examples: [
        Example(
          "sources cdc enable 0199… cdc_management_mode=posthog",
          "Switches it on.")
      ]),
    Operation(
      "sources cdc disable", "Switches change capture of a source off.",
      .post, "external_data_sources/{id}/disable_cdc/",
      effect: .destroys(
        "the replication slot is dropped and the tables it fed are switched off"),
      input: .targets("source"), parameters: [.sourceID], answer: .report("source"),
      isRepeatable: true, isLive: true,
      denial: .init("success", is: false, reason: "error"), columns: ResultRecord.columns,
      isNewer: true,
      examples: [Example("sources cdc disable 0199…", "Switches it off.")]),
    Operation(
      "sources cdc repair", "Makes the replication slot of a source anew.",
      .post, "external_data_sources/{id}/repair_cdc/",
      effect: .destroys("the data of the tables it feeds is dropped and imported anew"),
      input: .targets("source"), parameters: [.sourceID], answer: .report("source"),
      isRepeatable: false, isLive: true,
      denial: .init("success", is: false, reason: "error"), columns: ResultRecord.columns,
      isNewer: true,
      examples: [
        Example("sources cdc repair 0199…", "Makes it anew.")
      ]),
    Operation(
      "sources cdc resume", "Lets a change capture that was paused go on.",
      .post, "external_data_sources/{id}/resume_cdc/", effect: .triggers,
      input: .targets("source"), parameters: [.sourceID], answer: .report("source"),
      isRepeatable: false, isLive: true,
      denial: .init("success", is: false, reason: "error"), columns: ResultRecord.columns,
      isNewer: true,
      examples: [
        Example("sources cdc resume 0199…", "Lets it go on.")
      ]),
    Operation(
      "sources cdc update-settings", "Changes when the change capture of a source warns.",
      .post, "external_data_sources/{id}/update_cdc_settings/", effect: .changes,
      input: .targets("source"), parameters: [.sourceID] + tuning, answer: .report("source"),
      isRepeatable: true, isLive: true,
      denial: .init("success", is: false, reason: "error"), columns: ResultRecord.columns,
      checks: [
        .needsOneOf(tuning.map(\.name), because: "nothing else of it can be changed"),
        thresholds,
      ],
      isNewer: true,
      examples: [
        Example(
          "sources cdc update-settings 0199… cdc_lag_warning_threshold_mb=512",
          "Warns from half a gigabyte on.")
      ]),
  ]

  private static let mode = Parameter(
    "cdc_management_mode", .choice(["posthog", "self_managed"], isOpen: true),
    "Who creates the slot and the publication.")
  private static let slot = Parameter(
    "cdc_slot_name", .nullable(.text), "The replication slot.")
  private static let publication = Parameter(
    "cdc_publication_name", .nullable(.text), "The publication.")

  /// What of change capture a new source is given, beside the fields of its form.
  static let captureOfNewSources =
    [Parameter("cdc_enabled", .boolean, "Whether changes are captured."), mode, slot, publication]
    + tuning

  private static let tuning = [
    Parameter(
      "cdc_auto_drop_slot", .boolean, "Whether the slot is dropped when it lags too much."),
    Parameter(
      "cdc_lag_warning_threshold_mb", .integer(1...Int.max), "The megabytes of lag to warn of."),
    Parameter(
      "cdc_lag_critical_threshold_mb", .integer(1...Int.max),
      "The megabytes of lag that are too much."),
  ]

  private static let thresholds = Operation.Check.isLess(
    "cdc_lag_warning_threshold_mb", than: "cdc_lag_critical_threshold_mb")
}
