import CommandLanguage
import CommandModel

extension LocalCommand {
  /// `history list`: what was entered at the prompt.
  static let historyList = LocalCommand(
    signature: CommandSignature(
      "history list", "Lists what was entered at the prompt, the newest last.",
      details: [
        "`?` stands for what may be a secret; a line that begins with a blank is not kept.",
        "`set history_size 0` keeps nothing from then on.",
      ],
      parameters: [
        .flag("limit", .integer(0...Int.max), "The newest entries alone.", defaultText: "all")
      ],
      yields: .list(HistoryEntry.kind.name), columns: HistoryEntry.columns,
      examples: [Example("history list --limit 20", "Lists the newest twenty.")])
  ) { session, call, _ in
    let entries = try await session.historyEntries()
    let count = call.arguments["limit"]?.integerValue ?? entries.count
    return .list(entries.suffix(count))
  }

  /// `history search`: the entries with a text in them.
  static let historySearch = LocalCommand(
    signature: CommandSignature(
      "history search", "Lists the entries that hold a text, whatever its case.",
      parameters: [.positional("text", .text, "The text to look for.")],
      yields: .list(HistoryEntry.kind.name), columns: HistoryEntry.columns,
      examples: [Example("history search reload", "Finds what was reloaded.")])
  ) { session, call, _ in
    let wanted = (call.arguments["text"]?.plainText ?? "").lowercased()
    return .list(
      try await session.historyEntries().filter {
        $0.value(at: "text")?.textValue?.lowercased().contains(wanted) ?? false
      })
  }

  /// `history clear`: forgets what was entered.
  static let historyClear = LocalCommand(
    signature: CommandSignature(
      "history clear", "Forgets what was entered, here and in the file of all shells.",
      parameters: [.flag("yes", .boolean, "Do not ask.", short: "y")],
      yields: .nothing,
      examples: [Example("history clear", "Forgets it all.")])
  ) { session, call, _ in
    let source = try session.historySource()
    let count = await source.history().count
    if !session.options.saysYes, call.arguments["yes"] != true, let person = session.person {
      let entries = count == 1 ? "1 entry" : "\(count) entries"
      guard try await person.ask("forget \(entries) of history? [y/N] ")?.isYes == true else {
        throw Problem(
          .failed, code: .declined, "nothing was forgotten", hint: "answer y to forget it")
      }
    }
    try await source.clearHistory()
    return .none
  }
}

/// An entry of history as data.
enum HistoryEntry {
  static let columns = ["number", "text"]

  /// Its fields, for checks, completion and columns.
  static let kind = Kind(
    "entry", noun: "history", titleFields: ["text"],
    fields: [
      .init("number", .number, "Its place, counted from the oldest."),
      .init("text", .text, "What was entered, with `?` for secrets."),
    ])
}

extension Session {
  /// Where history is kept.
  ///
  /// - Throws: `Problem` where nobody types lines.
  fileprivate func historySource() throws(Problem) -> any EntrySource {
    guard let source = entrySource else {
      throw Problem(
        .usage, code: .noTerminal, "history is that of the prompt",
        hint: "start edsh alone to be asked for lines")
    }
    return source
  }

  fileprivate func historyEntries() async throws -> [Value] {
    let texts = try await historySource().history()
    return zip(1..., texts).map { number, text in
      .record(
        Record([("number", .integer(number)), ("text", .text(text))], kind: HistoryEntry.kind.name))
    }
  }
}

extension Value {
  /// An entry of history with `⏎` for the ends of its rows; anything else as it is.
  var withMarkedRows: Value {
    guard case .record(var record) = self, record.kind == HistoryEntry.kind.name,
      let text = record["text"]?.textValue
    else { return self }
    record["text"] = .text(text.replacing("\n", with: "⏎"))
    return .record(record)
  }
}
