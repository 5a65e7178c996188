import CommandModel

extension Catalogue {
  /// What is read before a source is connected.
  static let connectingKinds: [Kind] = [
    Kind(
      "stored_credential", noun: "stored_credentials", titleFields: ["source_type"],
      fields: [
        .init("credential_id", .text, "What `payload.credential_id` takes."),
        .init("source_type", .text, "The type of source they are for."),
        .init("created_at", .time, "When they were stored."),
        .init("expires_at", .time, "When they are forgotten."),
      ]),
    Kind(
      "connect_link", noun: "connect_links", titleFields: ["source_type"],
      fields: [
        .init("source_type", .text, "The type of source it is for."),
        .init(
          "auth_method", .text, "What is entered there.", enumeration: ["oauth", "credentials"]),
        .init("connect_url", .text, "The address of the page."),
        .init("instructions", .text, "What to do there."),
      ]),
    Kind(
      "connection", noun: "connections", titleFields: ["source_type", "prefix"],
      fields: [
        .init("id", .text, "What a query names it by."),
        .init("schema_name", .text, "The schema of its tables."),
        .init("prefix", .text, "What the names of its tables begin with."),
        .init("engine", .text, "The database it asks.", enumeration: engines),
        .init("source_type", .text, "The type of source."),
        .init(
          "access_method", .text, "Whether data is copied or queried in place.",
          enumeration: ["warehouse", "direct"]),
        .init("supports_hogql", .boolean, "Whether it understands HogQL."),
        .init("is_builtin_managed_warehouse", .boolean, "Whether PostHog keeps it itself."),
        .init("description", .text, "What people call it."),
      ]),
    Kind(
      "direct_option", noun: "direct_options", titleFields: ["source_type"],
      fields: [
        .init("source_type", .text, "The type of source."),
        .init("label", .text, "Its name for people."),
        .init("icon_path", .text, "Its picture."),
      ]),
    Kind(
      "account", noun: "accounts", titleFields: ["display_name"],
      fields: [
        .init("value", .text, "What the form takes."),
        .init("display_name", .text, "Its name for people."),
        .init("is_primary", .boolean, "Whether it is the first one."),
        .init("badges", .list, "What marks it."),
        .init("group", .text, "What it belongs to."),
        .init("secondary_text", .text, "What else is known of it."),
      ]),
    Kind(
      "resource_preview", noun: "resource_previews", titleFields: [],
      fields: [
        .init("rows", .list, "The rows that were read."),
        .init("row_count", .number, "How many they are."),
        .init("columns", .list, "Their columns, with types."),
        .init("error", .text, "Why nothing could be read."),
      ]),
    Kind(
      "manifest_draft", noun: "manifest_drafts", titleFields: [],
      fields: [
        .init(
          "draft_status", .text, "What became of it.",
          enumeration: ["ok", "invalid", "model_error"]),
        .init("manifest_json", .text, "The manifest."),
        .init("resource_names", .list, "The resources it describes."),
        .init("attempts", .number, "How many drafts it took."),
        .init("error", .text, "What is wrong with it."),
      ]),
  ]
}
