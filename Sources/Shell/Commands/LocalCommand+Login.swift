import CommandModel

extension LocalCommand {
  /// `login`: the first conversation again.
  static let login = LocalCommand(
    signature: CommandSignature(
      "login", "Asks for the server, the key and the project, and offers to remember them.",
      yields: .nothing)
  ) { session, _, _ in
    guard let person = session.person else {
      throw Problem(
        .notAllowed, code: .notSignedIn, "login needs a terminal",
        hint: "set POSTHOG_PERSONAL_API_KEY and POSTHOG_PROJECT_ID instead")
    }
    try await SignIn(person: person, session: session).run()
    return .none
  }
}
