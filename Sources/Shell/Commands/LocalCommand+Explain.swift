import CommandLanguage
import CommandModel

extension LocalCommand {
  /// `explain CODE`: what an error means, with an example of wrong and right.
  static let explain = LocalCommand(
    signature: CommandSignature(
      "explain", "Tells what the code of an error means; alone it lists them.",
      details: ["The code stands in brackets: error[unknown-field]."],
      parameters: [
        .positional(
          "code", .choice(ErrorCode.allCases.map(\.rawValue), isOpen: false),
          "The code of an error.", isRequired: false)
      ],
      yields: .nothing,
      examples: [Example("explain unknown-field", "Says why a misspelt field is refused.")])
  ) { session, call, _ in
    let layout = HelpLayout(width: session.environment.terminal.width())
    let code = call.arguments["code"]?.textValue.flatMap(ErrorCode.init(rawValue:))
    let text =
      code.map { Explanation.of($0).text(of: $0, layout: layout) }
      ?? Explanation.list(layout: layout)
    try await session.write(page: text)
    return .none
  }
}
