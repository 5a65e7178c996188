package import CommandModel

extension Catalogue {
  /// Every kind of record that an operation yields.
  package static let kinds: [Kind] =
    [
      source, schema, job, project, user, sourceType, databaseTable, prefixCheck,
      HealthProblem.kind,
    ] + connectingKinds + syncKinds

  private static let source = Kind(
    "source", noun: "sources",
    titleFields: ["source_type", "prefix"],
    // A direct source has nothing to sync: its reload looks for tables.
    idleness: .init(
      items: "schemas", flag: "should_sync", exceptions: [("access_method", "direct")],
      reason: "none of its tables is enabled"),
    naming: .init(listing: "sources list"),
    webPath: "data-warehouse/sources/managed-{id}",
    fields: [
      .init("id", .text, "The source's id."),
      .init("source_type", .text, "What it reads from: Stripe, Postgres, …."),
      .init("prefix", .text, "What the names of its tables begin with."),
      .init("description", .text, "What people call it."),
      .init("status", .text, "The worst of its tables.", enumeration: sourceStatuses),
      .init("latest_error", .text, "The error of a table; it may be old."),
      .init("last_run_at", .time, "When its newest good sync began."),
      .init("schemas", .list, "Its tables.", of: "schema"),
      .init("created_at", .time, "When it was connected."),
      .init("created_by", .text, "Who connected it."),
      .init(
        "created_via", .text, "What it was connected with.",
        enumeration: ["web", "api", "mcp", "wizard", "self_driving"]),
      .init(
        "access_method", .text, "Whether data is copied or queried in place.",
        enumeration: ["warehouse", "direct"]),
      .init("direct_query_enabled", .boolean, "Whether it can be queried in place."),
      .init("engine", .text, "The database of a direct source.", enumeration: engines),
      .init("auto_sync_new_schemas", .boolean, "Whether new tables are switched on."),
      .init("auto_sync_schema_patterns", .list, "The new tables that are switched on."),
      .init("job_inputs", .record, "Its connection, without secrets."),
      .init("revenue_analytics_config", .record, "Its part in revenue analytics."),
      .init(
        "user_access_level", .text, "What the key's owner may do.", enumeration: accessLevels),
      .init("supports_webhooks", .boolean, "Whether its type can push changes."),
      .init("supports_column_selection", .boolean, "Whether columns can be chosen."),
      .init("api_version", .text, "The version of the vendor's interface."),
      .init("api_version_deprecation", .any, "Until when that version works."),
      projectNumber,
    ])

  private static let schema = Kind(
    "schema", noun: "schemas",
    naming: .init(listing: "sources list", in: .init("source", items: "schemas")),
    fields: [
      .init("id", .text, "The table's id."),
      .init("name", .text, "Its name at the source."),
      .init("label", .text, "Its name for people."),
      .init("source", .record, "The source it belongs to."),
      .init("source.id", .text, "The id of its source."),
      .init("source.source_type", .text, "The type of its source."),
      .init("source.prefix", .text, "The prefix of its source."),
      .init("should_sync", .boolean, "Whether it is enabled."),
      .init("status", .text, "How its newest sync stands.", enumeration: schemaStatuses),
      .init("latest_error", .text, "What went wrong; it stays until the next end."),
      .init("last_synced_at", .time, "When the sync that last loaded data began."),
      .init("incremental", .boolean, "Whether only changes are read."),
      .init("sync_type", .text, "How it is synced.", enumeration: syncTypes),
      .init("sync_frequency", .text, "How often.", enumeration: syncFrequencies),
      .init("sync_time_of_day", .text, "At what time of day, UTC."),
      .init("incremental_field", .text, "The field that tells what is new."),
      .init(
        "incremental_field_type", .text, "The type of that field.",
        enumeration: incrementalFieldTypes),
      .init("incremental_field_lookback_seconds", .number, "How far back it reads again."),
      .init("full_refresh_interval_days", .number, "How often it is rebuilt."),
      .init("primary_key_columns", .list, "The columns that identify a row."),
      .init(
        "cdc_table_mode", .text, "What change capture writes.",
        enumeration: captureModes),
      .init("description", .text, "What it holds."),
      .init("enabled_columns", .list, "The columns that are synced."),
      .init("row_filters", .list, "The rows that are synced."),
      .init("available_columns", .list, "The columns the source has."),
      .init("source_column_metadata_available", .boolean, "Whether those are known."),
      .init("table", .record, "The table in PostHog; null before the first sync."),
      .init("table.id", .text, "The id of that table."),
      .init("table.name", .text, "The name of that table."),
      .init("table.row_count", .number, "Its rows."),
      .init(
        "user_access_level", .text, "What the key's owner may do.", enumeration: accessLevels),
      .init("api_version", .text, "The version of the vendor's interface."),
      .init("api_version_deprecation", .any, "Until when that version works."),
      projectNumber,
    ],
    links: [.init(to: "source", by: "source.id")])

  private static let job = Kind(
    "job", noun: "jobs",
    fields: [
      .init("id", .text, "The job's id."),
      .init("status", .text, "How it stands.", enumeration: jobStatuses),
      .init("created_at", .time, "When it began."),
      .init("finished_at", .time, "When it ended."),
      .init("created_by", .any, "Who started it."),
      .init("schema", .record, "The table it syncs.", of: "schema"),
      .init("schema.id", .text, "The id of that table."),
      .init("schema.name", .text, "The name of that table."),
      .init("schema.should_sync", .boolean, "Whether that table is enabled."),
      .init("schema.last_synced_at", .time, "When its last good sync began."),
      .init("schema.sync_type", .text, "How it is synced.", enumeration: syncTypes),
      .init("rows_synced", .number, "The rows it has read."),
      .init("latest_error", .text, "What went wrong."),
      .init("workflow_run_id", .text, "The id its log is filed under."),
      .init(
        "cdc_write_mode", .text, "How it writes captured changes.",
        enumeration: ["incremental_merge", "scd2_append"]),
      .init("billable", .boolean, "Whether its rows are billed."),
      .init("destination_ids", .list, "Where it writes to."),
    ],
    links: [.init(to: "schema", by: "schema.id")])

  private static let project = Kind(
    "project", noun: "projects",
    fields: [
      .init("id", .number, "The project's number."),
      .init("uuid", .text, "Its unique id."),
      .init("name", .text, "Its name."),
      .init("organization", .text, "The id of its organization."),
      .init("project_id", .number, "The project's number, again."),
      .init("api_token", .text, "The public token that sends events to it."),
      .init("timezone", .text, "The time zone of its reports."),
      .init("is_demo", .boolean, "Whether it is a demonstration."),
      .init("ingested_event", .boolean, "Whether it has received an event."),
      .init("completed_snippet_onboarding", .boolean, "Whether it has been set up."),
      .init("has_completed_onboarding_for", .any, "The products it was set up for."),
      .init("access_control", .boolean, "Whether access is restricted."),
    ])

  private static let user = Kind(
    "user", noun: "users",
    fields: [
      .init("uuid", .text, "The person's id."),
      .init("email", .text, "The person's address."),
      .init("first_name", .text, "The first name."),
      .init("last_name", .text, "The last name."),
      .init("date_joined", .time, "When the person joined."),
      .init("team", .record, "The project the person is in."),
      .init("team.id", .number, "The number of that project."),
      .init("team.name", .text, "The name of that project."),
      .init("organization", .record, "The organization the person is in."),
      .init("organization.id", .text, "The id of that organization."),
      .init("organization.name", .text, "The name of that organization."),
      .init("organizations", .list, "All organizations of the person."),
    ])

  private static let sourceType = Kind(
    "source_type", noun: "source_types",
    fields: [
      .init("source_type", .text, "The type, as every command takes it."),
      .init("name", .text, "The type, as the server names it."),
      .init("label", .text, "Its name for people."),
      .init("category", .text, "What it is for."),
      .init("caption", .any, "How to connect it."),
      .init("permissionsCaption", .any, "What the credentials must be allowed to do."),
      .init("docsUrl", .text, "Where it is documented."),
      .init("fields", .list, "The fields of its form."),
      .init(
        "releaseStatus", .text, "How finished it is.", enumeration: ["alpha", "beta", "ga"]),
      .init("unreleasedSource", .boolean, "Whether it cannot be connected yet."),
      .init("disabledReason", .text, "Why it cannot be connected."),
      .init("existingSource", .any, "Whether the project has one."),
      .init("featured", .boolean, "Whether it is put first."),
      .init("featureFlag", .text, "The flag it hides behind."),
      .init("keywords", .list, "Words it is found by."),
      .init("iconPath", .text, "Its picture."),
      .init("iconClassName", .text, "How its picture is drawn."),
      .init("suggestedTables", .list, "Tables worth switching on."),
      .init("supportsColumnSelection", .boolean, "Whether columns can be chosen."),
      .init("webhookFields", .list, "The fields of its webhook."),
      .init("webhookManualOnly", .boolean, "Whether its webhook is set up by hand."),
      .init("webhookSetupCaption", .any, "How its webhook is set up."),
      .init("versions", .list, "The versions of the vendor's interface."),
      .init("defaultVersion", .text, "The version a new source gets."),
      .init("deprecatedVersions", .list, "The versions that will go."),
      .init("apiDocsUrl", .text, "Where the vendor's interface is documented."),
    ])

  private static let databaseTable = Kind(
    "database_table", noun: "database_tables",
    fields: [
      .init("table", .text, "The table's name at the source."),
      .init("label", .text, "Its name for people."),
      .init("rows", .number, "Its rows, where the source tells."),
      .init("description", .text, "What it holds."),
      .init("should_sync", .boolean, "Whether it is enabled."),
      .init("should_sync_default", .boolean, "Whether it would be enabled."),
      .init("sync_type", .text, "How it is synced.", enumeration: syncTypes),
      .init("incremental_available", .boolean, "Whether only changes can be read."),
      .init("incremental_field", .text, "The field that would tell what is new."),
      .init("incremental_fields", .list, "The fields that could."),
      .init("append_available", .boolean, "Whether new rows can be appended."),
      .init("cdc_available", .boolean, "Whether changes can be captured."),
      .init("xmin_available", .boolean, "Whether changes can be told by xmin."),
      .init("supports_webhooks", .boolean, "Whether changes can be pushed."),
      .init("webhook_only", .boolean, "Whether they can only be pushed."),
      .init("available_columns", .list, "Its columns."),
      .init("detected_primary_keys", .list, "The columns that identify a row."),
      .init("primary_key_detection_supported", .boolean, "Whether those can be found."),
      .init("permission_error", .text, "Why the credentials cannot read it."),
      .init("rls_warning", .text, "What row-level security hides."),
    ])

  private static let prefixCheck = Kind(
    "prefix_check", noun: "prefix_checks",
    fields: [
      .init("source_type", .text, "The type that was asked about."),
      .init("prefix", .text, "The prefix that was asked about."),
      .init("ok", .boolean, "Whether it may be used."),
    ])
}

extension Catalogue {
  /// What a listing of `--all-projects` adds to its records.
  static let projectNumber = Kind.FieldType(
    Record.projectField, .number, "Its project, where several are in play.")
}

// MARK: - Enumerations
// Open all of them: servers grow words without notice (api-contract.md, section 3).

extension Catalogue {
  private static let schemaStatuses = [
    "Running", "Paused", "Failed", "Completed", "Billing limits", "Billing limits too low",
  ]
  private static let sourceStatuses = schemaStatuses + ["Error", "Cancelled"]
  /// One says "limit" where tables say "limits"; that is how the server has it.
  private static let jobStatuses = [
    "Running", "Failed", "Completed", "Billing limits", "Billing limit too low",
  ]
  static let syncTypes = [
    "full_refresh", "incremental", "append", "webhook", "cdc", "xmin",
  ]
  static let syncFrequencies = [
    "never", "1min", "5min", "15min", "30min", "1hour", "6hour", "12hour", "24hour", "7day",
    "30day",
  ]
  static let engines = [
    "duckdb", "postgres", "mysql", "snowflake", "redshift", "clickhouse", "motherduck", "trino",
  ]
  static let incrementalFieldTypes = [
    "integer", "numeric", "datetime", "date", "timestamp", "objectid", "xid",
  ]
  static let captureModes = ["consolidated", "cdc_only", "both"]
  private static let accessLevels = ["none", "viewer", "editor", "manager"]
}
