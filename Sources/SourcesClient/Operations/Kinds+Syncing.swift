import CommandModel

extension Catalogue {
  /// What is read about how data gets from a source into the warehouse.
  static let syncKinds: [Kind] = [
    Kind(
      "webhook", noun: "webhooks", titleFields: [],
      fields: [
        .init("supports_webhooks", .boolean, "Whether its type can push changes."),
        .init("exists", .boolean, "Whether it is there."),
        .init("webhook_url", .text, "Where the vendor pushes to."),
        .init("auto_creation_blocked_reason", .text, "Why it cannot be created from here."),
        .init("hog_function", .record, "What takes in what is pushed."),
        .init("schema_mapping", .record, "The tables it feeds."),
        .init("inputs", .record, "The fields it was given, without secrets."),
        .init("external_status", .record, "How it stands at the vendor."),
        .init("external_status.exists", .boolean, "Whether the vendor has it."),
        .init("external_status.url", .text, "Where the vendor says it pushes to."),
        .init("external_status.enabled_events", .list, "What the vendor pushes."),
        .init("external_status.status", .text, "What the vendor says of it."),
        .init("external_status.description", .text, "What the vendor calls it."),
        .init("external_status.created_at", .any, "When it was created there."),
        .init("external_status.api_version", .text, "The version of the vendor's interface."),
        .init("external_status.error", .text, "Why the vendor could not be asked."),
        .init("missing_events", .list, "What the vendor should push and does not."),
      ]),
    Kind(
      "prerequisites", noun: "prerequisite_checks", titleFields: [],
      fields: [
        .init("valid", .boolean, "Whether all is as it must be."),
        .init("errors", .list, "What is not."),
      ]),
    Kind(
      "cdc_status", noun: "cdc_statuses", titleFields: [],
      fields: [
        .init("enabled", .boolean, "Whether changes are captured."),
        .init("management_mode", .text, "Who created the slot and the publication."),
        .init("slot_name", .text, "The replication slot."),
        .init("publication_name", .text, "The publication."),
        .init("lag_warning_threshold_mb", .number, "The megabytes of lag that are warned of."),
        .init("lag_critical_threshold_mb", .number, "The megabytes of lag that are too much."),
        .init("schedule_paused", .boolean, "Whether it is paused."),
        .init("slot_exists", .boolean, "Whether the slot is there."),
        .init("publication_exists", .boolean, "Whether the publication is there."),
        .init("lag_bytes", .number, "What is still to be read, in bytes."),
        .init("published_tables", .list, "The tables it captures."),
      ]),
    Kind(
      "sync_options", noun: "sync_options", titleFields: [],
      fields: [
        .init("incremental_fields", .list, "The fields that tell what is new."),
        .init("incremental_available", .boolean, "Whether only changes can be read."),
        .init("append_available", .boolean, "Whether new rows can be appended."),
        .init("cdc_available", .boolean, "Whether changes can be captured."),
        .init("xmin_available", .boolean, "Whether changes can be told by xmin."),
        .init("full_refresh_available", .boolean, "Whether all of it can be read anew."),
        .init("supports_webhooks", .boolean, "Whether changes can be pushed."),
        .init("webhook_only", .boolean, "Whether they can only be pushed."),
        .init("available_columns", .list, "Its columns."),
        .init("detected_primary_keys", .list, "The columns that identify a row."),
      ]),
    Kind(
      "log_line", noun: "log_lines", titleFields: ["message"],
      fields: [
        .init("timestamp", .time, "When it was written."),
        .init("level", .text, "How serious it is.", enumeration: logLevels),
        .init("message", .text, "What it says."),
        .init("instance_id", .text, "The `workflow_run_id` of the sync that wrote it."),
        .init("log_source_id", .text, "The id of the table."),
      ]),
    Kind(
      "destinations", noun: "destination_choices", titleFields: [],
      fields: [
        .init("destination_ids", .list, "The ids of the destinations; null for the source's."),
        .init("inherits_from_source", .boolean, "Whether the table follows its source."),
        .init("effective_destination_ids", .list, "Where it is written to in the end."),
      ]),
  ]
}
