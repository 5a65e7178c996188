import CommandLanguage
import CommandModel

extension LocalCommand {
  /// `edit`: the last entry in the person's own editor.
  static let edit = LocalCommand(
    signature: CommandSignature(
      "edit", "Opens the last entry, or the text of a file, in your own editor.",
      details: [
        "What you leave stands in the next line, to be entered; a file stays as it is.",
        "The editor is $VISUAL, else $EDITOR, else vi.",
      ],
      parameters: [
        .positional("file", .file, "The file whose text is opened.", isRequired: false)
      ],
      yields: .nothing,
      examples: [Example("edit", "Opens what was entered last.")])
  ) { session, call, _ in
    guard session.isInteractive, session.person != nil else {
      throw Problem(
        .usage, code: .noTerminal, "`edit` needs somebody at the prompt",
        hint: "open the file in an editor, and run it with `edsh run FILE`")
    }
    let name = call.arguments["file"]?.plainText
    let text = if let name { try session.text(ofFile: name) } else { await session.lastEntry }
    let edited = try await session.environment.editText(text)
    session.offer(draft: edited)
    return .none
  }
}

extension Session {
  fileprivate func text(ofFile name: String) throws(Problem) -> String {
    let bytes = try files.read(name, failing: .failed)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problem(.failed, code: .encoding, "`\(name)` is not UTF-8")
    }
    return text
  }
}
