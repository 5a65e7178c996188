import CommandLanguage
import CommandModel
import Rendering

extension LocalCommand {
  /// `save FILE`: writes what comes through the pipe, all of it or nothing.
  static let save = LocalCommand(
    signature: CommandSignature(
      "save", "Writes the records into a file, in the format its ending names.",
      details: [
        "The file appears when everything is in it; if anything fails, the old one stays.",
        "A run that is stopped fails too, but has a result for each item: they are written.",
      ],
      parameters: [
        .positional("file", .file, "The file: .json .jsonl .csv .tsv .yaml .md .txt."),
        .flag(
          "format", .choice(OutputFormat.allCases.map(\.rawValue), isOpen: false),
          "The format, whatever the ending."),
      ],
      input: .values, yields: .nothing,
      examples: [Example("sources list | save sources.csv", "Writes a table for a spreadsheet.")])
  ) { session, call, input in
    let name = call.arguments["file"]?.plainText ?? ""
    let format = try SaveFormat.choose(for: name, asked: call.arguments["format"]?.textValue)
    guard !call.surroundings.isPlanned else {
      let count = try await (input ?? .none).collect().count
      session.note("would write \(SaveFormat.counted(count)) to `\(name)`")
      return .none
    }
    try await session.save(input ?? .none, to: name, as: format, columns: call.inputColumns)
    return .none
  }
}

/// Which format a saved file has.
enum SaveFormat {
  private static let endings: [String: OutputFormat] = [
    "json": .json, "jsonl": .jsonl, "ndjson": .jsonl, "csv": .csv, "tsv": .tsv, "yaml": .yaml,
    "yml": .yaml, "md": .md, "txt": .value,
  ]

  static func choose(for name: String, asked: String?) throws -> OutputFormat {
    if let asked, let format = OutputFormat(rawValue: asked) { return format }
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    guard let format = endings[ending] else {
      throw Problem(
        .usage, code: .format, "the ending of `\(name)` names no format",
        hint: "use .json .jsonl .csv .tsv .yaml .md .txt, or --format")
    }
    return format
  }

  fileprivate static func counted(_ records: Int) -> String {
    records == 1 ? "1 record" : "\(records) records"
  }
}

extension Session {
  /// Writes records into a file; an error on the way leaves the old file, unless it comes
  /// behind the last record: the report of a run that was stopped is wanted most.
  fileprivate func save(
    _ records: Records, to name: String, as format: OutputFormat, columns: [String]?
  ) async throws {
    var writer = documentWriter(
      for: records, as: format, style: Style(now: environment.timekeeper.now), columns: columns)
    var draft = try files.startDraft(of: name)
    var (count, end): (Int, (any Error)?) = (0, nil)
    do {
      end = try await records.forEachBatch {
        count += $0.count
        try draft.write(writer.add($0))
      }
      try draft.write(writer.finish())
      try draft.finish()
    } catch {
      draft.discard()
      throw error
    }
    warn(ofFieldsLeftOutBy: writer)
    // A person at the prompt sees nothing else of it.
    if isInteractive { note("wrote \(SaveFormat.counted(count)) to `\(name)`") }
    if let end { throw end }
  }
}
