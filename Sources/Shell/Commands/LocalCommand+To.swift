import CommandLanguage
import CommandModel
import Rendering

extension LocalCommand {
  /// `to FORMAT`: the records as a text.
  static let to = LocalCommand(
    signature: CommandSignature(
      "to", "Renders the records as text.",
      parameters: [
        .positional(
          "format", .choice(OutputFormat.allCases.map(\.rawValue), isOpen: false), "The format.")
      ],
      input: .values, yields: .text,
      examples: [Example("sources list | first 3 | to md", "A table for a report.")])
  ) { session, call, input in
    let format = call.arguments["format"]?.textValue.flatMap(OutputFormat.init(rawValue:)) ?? .json
    let records = input ?? .none
    var writer = session.documentWriter(
      for: records, as: format, style: Style(now: session.environment.timekeeper.now),
      columns: call.inputColumns)
    var text = ""
    let end = try await records.forEachBatch { text += writer.add($0) }
    text += writer.finish()
    session.warn(ofFieldsLeftOutBy: writer)
    return .one(.text(text.hasSuffix("\n") ? String(text.dropLast()) : text)).ending(with: end)
  }
}
