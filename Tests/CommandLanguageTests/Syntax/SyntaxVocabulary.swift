import CommandLanguage
import CommandModel

extension Vocabulary {
  /// A small world for the tests of syntax and editing.
  static let syntax = Vocabulary(
    commands: commands + stages, kinds: [source, schema], settings: settings,
    topics: [Topic("keys", "The keys.")])

  private static let commands = [
    CommandSignature(
      "sources list", "Lists the sources.",
      parameters: [
        Parameter("search", .text, "Text to look for.", place: .query), .limit,
      ], yields: .list("source")),
    CommandSignature(
      "sources get", "Shows a source.",
      parameters: [.positional("id", .identifier("source"), "The source.")],
      yields: .one("source")),
    CommandSignature(
      "sources reload", "Starts a sync.",
      parameters: [.positional("id", .identifier("source"), "The source.")] + Parameter.run,
      input: .targets("source"), yields: .list("source"), effect: .triggers),
    CommandSignature(
      "sources source-prefix", "Checks a prefix.",
      parameters: [
        Parameter("source_type", .choice(["Stripe", "Google Ads"], isOpen: true), "The type."),
        Parameter("enabled", .boolean, "Whether it is on."),
      ], yields: .one("source")),
    CommandSignature(
      "schemas list", "Lists the tables.", parameters: [.limit], yields: .list("schema")),
    CommandSignature(
      "schemas cancel", "Stops a sync.", input: .targets("schema"), yields: .list("schema"),
      effect: .changes),
    CommandSignature(
      "print", "Writes values.",
      parameters: [Parameter("value", .any, "What.", form: .rest, place: .local)],
      yields: .nothing),
    CommandSignature(
      "open", "Reads a file.", parameters: [.positional("file", .file, "The file.")],
      yields: .list(nil)),
  ]

  private static let fields = Parameter(
    "field", .field, "The fields.", form: .rest, place: .local, isRequired: true)

  private static let stages = [
    CommandSignature(
      "where", "Keeps some.", input: .values, yields: .same,
      examples: [Example("sources list | where status == Failed", "Some.")]),
    CommandSignature(
      "select", "Keeps fields.", parameters: [fields], input: .values, yields: .same),
    CommandSignature(
      "sort", "Orders.",
      parameters: [fields.followed(by: [("asc", "Up."), ("desc", "Down.")])], input: .values,
      yields: .same),
    CommandSignature("count", "Counts.", parameters: [fields], input: .values, yields: .value),
    CommandSignature(
      "each", "Runs a block.", parameters: Parameter.run, input: .values, yields: .list(nil),
      takesBlock: true),
  ]

  private static let source = Kind(
    "source", noun: "sources",
    fields: [
      Kind.FieldType("id", .text, "The id."),
      Kind.FieldType("prefix", .text, "The prefix."),
      Kind.FieldType(
        "status", .text, "The state.", enumeration: ["Running", "Failed", "Billing limits"]),
    ])

  private static let schema = Kind(
    "schema", noun: "schemas",
    fields: [
      Kind.FieldType("id", .text, "The id."),
      Kind.FieldType("name", .text, "The name."),
      Kind.FieldType("source.prefix", .text, "The prefix of its source."),
      Kind.FieldType("should_sync", .boolean, "Whether it syncs."),
    ])

  private static let settings = [
    Parameter("project_id", .integer(1...Int.max), "The project.").offering("project"),
    Parameter("output", .choice(["table", "json"], isOpen: false), "The format."),
    Parameter("confirm", .boolean, "Whether to ask."),
  ]
}
