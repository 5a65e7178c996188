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
