import CommandModel

/// The routes of these tests: methods and paths only, which is all that a server needs.
let demoOperations: [Operation] = [
  route("sources list", .get, "external_data_sources/"),
  route("sources get", .get, "external_data_sources/{id}/"),
  route("sources jobs", .get, "external_data_sources/{id}/jobs/"),
  route("sources reload", .post, "external_data_sources/{id}/reload/"),
  route("sources refresh-schemas", .post, "external_data_sources/{id}/refresh_schemas/"),
  route(
    "sources revenue-analytics-config", .patch,
    "external_data_sources/{id}/revenue_analytics_config/"),
  route("sources database-schema", .post, "external_data_sources/database_schema/"),
  route("sources source-prefix", .post, "external_data_sources/source_prefix/"),
  route("sources wizard", .get, "external_data_sources/wizard/"),
  route("schemas list", .get, "external_data_schemas/"),
  route("schemas get", .get, "external_data_schemas/{id}/"),
  route("schemas reload", .post, "external_data_schemas/{id}/reload/"),
  route("sources create", .post, "external_data_sources/"),
  route("sources update", .patch, "external_data_sources/{id}/"),
  route("sources delete", .delete, "external_data_sources/{id}/"),
  route("sources bulk-update-schemas", .patch, "external_data_sources/{id}/bulk_update_schemas/"),
  route("sources setup", .post, "external_data_sources/setup/"),
  route("sources store-credentials", .post, "external_data_sources/store_credentials/"),
  route("sources stored-credentials", .get, "external_data_sources/stored_credentials/"),
  route("sources connect-link", .get, "external_data_sources/connect_link/"),
  route("sources oauth-accounts", .get, "external_data_sources/oauth_accounts/"),
  route("sources credential-accounts", .post, "external_data_sources/credential_accounts/"),
  route("sources preview-resource", .post, "external_data_sources/preview_resource/"),
  route("sources draft-custom-manifest", .post, "external_data_sources/draft_custom_manifest/"),
  route("sources connections", .get, "external_data_sources/connections/"),
  route(
    "sources direct-connection-options", .get,
    "external_data_sources/direct_connection_options/"),
  route("sources destinations", .get, "external_data_sources/{id}/destinations/"),
  route("sources destinations update", .patch, "external_data_sources/{id}/destinations/"),
  route("sources webhook info", .get, "external_data_sources/{id}/webhook_info/"),
  route("sources webhook create", .post, "external_data_sources/{id}/create_webhook/"),
  route(
    "sources webhook update-inputs", .post,
    "external_data_sources/{id}/update_webhook_inputs/"),
  route("sources webhook delete", .post, "external_data_sources/{id}/delete_webhook/"),
  route("sources cdc check-prerequisites", .post, "external_data_sources/check_cdc_prerequisites/"),
  route(
    "sources cdc check-prerequisites-for-source", .post,
    "external_data_sources/{id}/check_cdc_prerequisites_for_source/"),
  route("sources cdc enable", .post, "external_data_sources/{id}/enable_cdc/"),
  route("sources cdc disable", .post, "external_data_sources/{id}/disable_cdc/"),
  route("sources cdc repair", .post, "external_data_sources/{id}/repair_cdc/"),
  route("sources cdc resume", .post, "external_data_sources/{id}/resume_cdc/"),
  route("sources cdc update-settings", .post, "external_data_sources/{id}/update_cdc_settings/"),
  route("sources cdc status", .get, "external_data_sources/{id}/cdc_status/"),
  route("schemas update", .patch, "external_data_schemas/{id}/"),
  route("schemas delete", .delete, "external_data_schemas/{id}/"),
  route("schemas resync", .post, "external_data_schemas/{id}/resync/"),
  route("schemas cancel", .post, "external_data_schemas/{id}/cancel/"),
  route("schemas incremental-fields", .post, "external_data_schemas/{id}/incremental_fields/"),
  route("schemas delete-data", .delete, "external_data_schemas/{id}/delete_data/"),
  route("schemas logs", .get, "external_data_schemas/{id}/logs/"),
  route("schemas destinations", .get, "external_data_schemas/{id}/destinations/"),
  route("schemas destinations update", .patch, "external_data_schemas/{id}/destinations/"),
  route("projects list", .get, "projects/", root: .api),
  route("whoami", .get, "users/@me/", root: .api),
]

private func route(
  _ words: String, _ method: Operation.Method, _ path: String, root: Operation.Root = .project
) -> Operation {
  Operation(
    words, "", method, path, root: root, effect: .reads, answer: .record("thing"),
    isRepeatable: true)
}
