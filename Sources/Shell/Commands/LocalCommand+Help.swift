import CommandLanguage
import CommandModel

extension LocalCommand {
  /// `help`, `help COMMAND`.
  static let help = LocalCommand(
    signature: CommandSignature(
      "help", "Explains the commands, or one of them.",
      parameters: [
        Parameter(
          "command", .command, "The words of the command.", form: .rest, place: .local)
      ],
      yields: .nothing,
      examples: [Example("help sources reload", "Explains one command.")])
  ) { session, call, _ in
    let words = call.arguments["command"]?.listValue?.compactMap(\.plainText) ?? []
    let help = HelpText(vocabulary: session.vocabulary, width: session.environment.terminal.width())
    try await session.write(page: try help.text(for: words))
    return .none
  }
}
