import CommandModel

@testable import CommandLanguage

/// A vocabulary of two nouns and a few commands of a host, enough for every rule.
enum SmallWorld {
  static let vocabulary = Vocabulary(
    commands: operations + hostCommands + Stages.signatures, kinds: [source, schema],
    settings: [
      Parameter("project_id", .text, "The project.", place: .local),
      Parameter("output", .choice(["table", "json", "csv"], isOpen: false), "The format."),
      Parameter("parallel", .integer(1...64), "Requests at a time.", place: .local),
      Parameter("api_key", .text, "The key.", place: .local, isSecret: true),
    ])

  static let source = Kind(
    "source", noun: "sources",
    fields: [
      .init("id", .text, "The id."), .init("name", .text, "The name."),
      .init("prefix", .text, "The prefix."),
      .init("status", .text, "The state.", enumeration: ["Completed", "Failed", "Running"]),
      .init("rows", .number, "Rows."), .init("created_at", .time, "When."),
      .init("schemas", .list, "Its tables."),
    ])

  static let schema = Kind(
    "schema", noun: "schemas", naming: .init(listing: "schemas list"),
    fields: [
      .init("id", .text, "The id."), .init("name", .text, "The name."),
      .init("status", .text, "The state.", enumeration: ["Completed", "Failed", "Billing limits"]),
      .init("source.id", .text, "The source's id."),
      .init("source.prefix", .text, "The source's prefix."),
      .init("should_sync", .boolean, "Whether it is on."),
      .init("last_synced_at", .time, "When."),
    ], links: [.init(to: "source", by: "source.id")])

  private static func id(of kind: KindName) -> Parameter {
    Parameter("id", .identifier(kind), "Which one.", form: .positional, isRequired: true)
  }

  private static let operations = [
    CommandSignature(
      "sources list", "Lists sources.",
      parameters: [Parameter("search", .text, "A text.", place: .query), .limit],
      yields: .list("source")),
    CommandSignature(
      "sources get", "Shows a source.", parameters: [id(of: "source")],
      input: .targets("source"), yields: .one("source")),
    CommandSignature(
      "sources jobs", "Lists jobs.", parameters: [id(of: "source")],
      input: .targets("source"), yields: .list(nil)),
    CommandSignature(
      "sources reload", "Starts a sync.", parameters: [id(of: "source")] + Parameter.run,
      input: .targets("source"), yields: .list("source"), effect: .triggers),
    CommandSignature(
      "sources update", "Changes a source.",
      parameters: [
        id(of: "source"), Parameter("prefix", .text, "The prefix."),
        Parameter("since", .time, "When."), Parameter("enabled", .boolean, "Whether."),
        Parameter("mode", .choice(["full", "append"], isOpen: true), "How."),
        Parameter("tables", .list(.text), "Which."), Parameter("every", .duration, "How often."),
        Parameter("job_inputs", .any, "Its settings.", isSecret: true),
        Parameter("main", .identifier("schema"), "Its main table."),
        Parameter("only", .list(.identifier("schema")), "These tables alone."),
      ] + Parameter.run,
      input: .targets("source"), yields: .list("source"), effect: .changes),
    CommandSignature(
      "sources create", "Makes a source.",
      parameters: [
        Parameter("source_type", .text, "The type.", isRequired: true),
        Parameter("payload", .any, "Its settings.", isSecret: true), .wizard,
      ] + Parameter.run, input: .bodies, yields: .list("source"), effect: .creates,
      otherSettings: .secretFields, askingFlag: Parameter.wizard.name),
    CommandSignature(
      "schemas list", "Lists schemas.", parameters: [.limit], yields: .list("schema")),
    CommandSignature(
      "schemas reload", "Starts a sync.", parameters: [id(of: "schema")] + Parameter.run,
      input: .targets("schema"), yields: .list("schema"), effect: .triggers),
    CommandSignature(
      "schemas resync", "Imports again.", parameters: [id(of: "schema")] + Parameter.run,
      input: .targets("schema"), yields: .list("schema"), effect: .destroys("drops the table")),
  ]

  private static let hostCommands = [
    CommandSignature(
      "open", "Reads a file.", parameters: [.positional("file", .file, "The file.")],
      yields: .list(nil)),
    CommandSignature(
      "save", "Writes a file.", parameters: [.positional("file", .file, "The file.")],
      input: .values, yields: .nothing),
    CommandSignature(
      "wait", "Waits for syncs.",
      parameters: [.flag("timeout", .duration, "How long."), .flag("halt", .limit, "When.")],
      input: .values, yields: .same),
    CommandSignature(
      "help", "Shows help.",
      parameters: [
        Parameter("words", .text, "The command.", form: .rest, place: .local)
      ], yields: .nothing),
  ]
}

extension SmallWorld {
  /// Three sources: `A` failed with 10 rows, `B` completed with 30, `C` failed with none.
  static let sources: [Value] = [
    sourceRecord(1, "A", status: "Failed", rows: 10, schemas: ["orders", "items"]),
    sourceRecord(2, "B", status: "Completed", rows: 30, schemas: ["users"]),
    sourceRecord(3, "C", status: "Failed", rows: nil, schemas: []),
  ]

  /// Three schemas: two of source 1, one of source 2.
  static let schemas: [Value] = [
    schemaRecord(11, "orders", "Failed", source: 1),
    schemaRecord(12, "items", "Completed", source: 1),
    schemaRecord(13, "users", "Failed", source: 2),
  ]

  static func id(_ number: Int) -> String {
    "00000000-0000-0000-0000-" + String(repeating: "0", count: 10)
      + (number < 10 ? "0\(number)" : "\(number)")
  }

  /// Ids as the rows of tests write them: `#1` for the id of source 1.
  static func shortened(_ text: String) -> String {
    let prefix = id(0).dropLast(2)
    var pieces = text.split(separator: prefix, omittingEmptySubsequences: false)
    let head = pieces.removeFirst()
    return pieces.reduce(String(head)) { whole, piece in
      whole + "#" + (piece.hasPrefix("0") ? piece.dropFirst() : piece)
    }
  }

  static func lengthened(_ text: String) -> String {
    (1...20).reversed().reduce(text) { text, number in
      text.split(separator: "#\(number)", omittingEmptySubsequences: false)
        .joined(separator: id(number))
    }
  }

  private static func sourceRecord(
    _ number: Int, _ name: String, status: String, rows: Int?, schemas: [String]
  ) -> Value {
    .record(
      Record(
        [
          ("id", .text(id(number))), ("name", .text(name)), ("status", .text(status)),
          ("rows", rows.map(Value.integer) ?? .null),
          ("created_at", .time(Time(secondsSince1970: Int64(number) * 86_400))),
          ("schemas", .list(schemas.map { .record(["name": .text($0)]) })),
        ], kind: "source"))
  }

  private static func schemaRecord(
    _ number: Int, _ name: String, _ status: String, source: Int
  ) -> Value {
    .record(
      Record(
        [
          ("id", .text(id(number))), ("name", .text(name)), ("status", .text(status)),
          ("source", .record(["id": .text(id(source))])), ("should_sync", true),
        ], kind: "schema"))
  }
}
