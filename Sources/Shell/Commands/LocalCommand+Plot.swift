import CommandLanguage
import CommandModel
import Rendering

extension LocalCommand {
  /// `plot X Y`: the records as a drawing.
  static let plot = LocalCommand(
    signature: CommandSignature(
      "plot", "Draws records: a chart of numbers, or a bar for each label.",
      details: [
        "With two fields the first lies along; a text there gives bars. One field is drawn in the "
          + "order of the records. None draws the last field of records of few fields, as count "
          + "and select leave them.",
        "Records where one of them is null are left out. Of points that fall together the mean is "
          + "drawn.",
      ],
      parameters: [
        .positional("x", .field, "What lies along; alone, what is drawn.", isRequired: false),
        .positional("y", .field, "What is drawn: numbers or durations.", isRequired: false),
        .flag("by", .field, "Draws a sparkline for each value of this field."),
        .flag("sparkline", .boolean, "Draws one line of blocks."),
        .flag("ascii", .boolean, "Draws with ASCII characters alone."),
      ],
      input: .values, yields: .text,
      examples: [
        Example("sources list | count status | plot", "How many sources of each status."),
        Example("sources jobs 0199… | plot created_at rows_synced", "The rows of each sync."),
        Example(
          "sources jobs 0199… | plot created_at rows_synced --by schema.name",
          "The course of each table in one line."),
      ])
  ) { session, call, input in
    var end: (any Error)?
    var values: [Value] = []
    end = try await (input ?? .none).forEachBatch { values += $0 }
    let plot = Plot(
      fields: ["x", "y"].compactMap { call.field($0) }, groupField: call.field("by"),
      isSparkline: call.arguments["sparkline"] == true,
      isASCII: call.arguments["ascii"] == true || !session.canShowUnicode,
      height: session.plotHeight)
    guard let text = try plot.text(of: values, style: session.drawingStyle(for: call)) else {
      session.note("there is nothing to plot")
      return .one(.null).ending(with: end)
    }
    return .one(.text(String(text.dropLast()))).ending(with: end)
  }
}

extension Call {
  /// The path that an argument names, without the dot that takes it as it is.
  fileprivate func field(_ name: String) -> String? {
    arguments[name]?.textValue.map { $0.hasPrefix(".") ? String($0.dropFirst()) : $0 }
  }
}

extension Session {
  /// How a drawing looks that a command makes: for the screen only where it goes there.
  func drawingStyle(for call: Call) -> Style {
    call.surroundings.isShown ? outputStyle : Style(now: environment.timekeeper.now)
  }

  /// Half the screen, so that what was typed stays in sight.
  fileprivate var plotHeight: Int {
    guard environment.terminal.outputIsTerminal else { return Plot.standardHeight }
    return min(16, max(6, environment.terminal.height() / 2))
  }

  /// Whether more than ASCII can be shown, as far as the environment says.
  fileprivate var canShowUnicode: Bool { CharacterChoice.isUnicode(environment.variables) }
}

/// Which characters a drawing may have.
enum CharacterChoice {
  /// Whether they may be any: unless the locale has another encoding, or the terminal is a
  /// console, whose fonts have a few hundred of them.
  ///
  /// A locale that nobody has set says nothing; most terminals show UTF-8 all the same.
  static func isUnicode(_ variables: [String: String]) -> Bool {
    if ["linux", "dumb"].contains(variables[.terminal]) { return false }
    let locale = [.allLocales, .characterLocale, .language].lazy
      .compactMap { (variable: EnvironmentVariable) in variables[variable] }
      .first { !$0.isEmpty }
    guard let locale else { return true }
    return ["utf-8", "utf8"].contains { locale.lowercased().contains($0) }
  }
}
