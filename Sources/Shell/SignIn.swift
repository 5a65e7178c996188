import CommandModel
import SourcesClient

/// The first conversation: server, key, project, and whether to remember them.
struct SignIn {
  let person: any Person
  let session: Session

  /// How often a key may be refused before the conversation ends.
  private static let triesMax = 3

  /// Asks until edsh is connected; nothing changes when the person leaves.
  ///
  /// - Throws: `Problem` when the person leaves or the server cannot be reached.
  func run() async throws {
    let host = try await askHost()
    let (key, me) = try await askKey(for: host)
    let project = try await askProject(me)
    try session.signIn(host: host, key: key, project: project)
    try await offerProfile(host: host, key: key, project: project)
  }

  private func askHost() async throws -> String {
    while true {
      let answer = try await ask("PostHog server: us, eu, or an address [us]: ")
      let host = answer.isEmpty ? "us" : answer
      do throws(Problem) {
        _ = try ServerAddress(host)
        return host
      } catch {
        session.show(error)
      }
    }
  }

  /// Asks for the key and tries it; a key that may not read its own user is still good.
  private func askKey(for host: String) async throws -> (Secret, Record?) {
    for _ in 0..<SignIn.triesMax {
      let question = "personal API key (starts with phx_; it is not shown): "
      guard let typed = await person.askSecret(question) else { throw SignIn.left }
      let key = Secret(typed.trimmingBlanks())
      switch await session.probe(try Credentials(address: ServerAddress(host), key: key)) {
      case .success(let answer): return (key, answer.value.recordValue)
      case .failure(let failure) where failure.status == 403: return (key, nil)
      case .failure(let failure): session.show(Problem(failure))
      }
    }
    throw Problem(
      .notAllowed, code: "not-signed-in", "the server did not take the key",
      hint: "make one under Settings, Personal API keys, with the scope external_data_source:write")
  }

  private func askProject(_ me: Record?) async throws -> String {
    let projects = SignIn.projects(of: me)
    if projects.count == 1, let only = projects.first { return only.id }
    if !projects.isEmpty {
      let rows = projects.map { "  \($0.id)  \($0.name)" }.joined(separator: "\n")
      session.console.writeError(rows + "\n")
    }
    let current = me?.value(at: "team.id")?.plainText
    while true {
      let standard = current.map { " [\($0)]" } ?? ""
      let answer = try await ask(
        "project number (it is in the web address, /project/12345)\(standard): ")
      if answer.isEmpty, let current { return current }
      if let number = Int(answer), number > 0 { return answer }
    }
  }

  private static func projects(of me: Record?) -> [(id: String, name: String)] {
    let list =
      me?.value(at: "organization.teams")?.listValue
      ?? me?.value(at: "organization.projects")?.listValue ?? []
    return list.compactMap { item in
      guard let id = item.value(at: "id")?.plainText else { return nil }
      return (id, item.value(at: "name")?.plainText ?? "")
    }
  }

  private func offerProfile(host: String, key: Secret, project: String) async throws {
    guard let path = Profiles.path(variables: session.environment.variables) else { return }
    let answer = try await ask("remember this in \(path), readable by you alone? [Y/n] ")
    guard answer.isEmpty || answer.lowercased().hasPrefix("y") else { return }
    let profiles = try Profiles(path: path, files: session.files)
    let name = profiles.names.isEmpty ? "" : try await ask("name of the profile [default]: ")
    try profiles.add(
      name.isEmpty ? "default" : name,
      [("host", host), ("project_id", project), ("api_key", key.reveal())], files: session.files)
  }

  private func ask(_ question: String) async throws -> String {
    guard let answer = await person.ask(question) else { throw SignIn.left }
    return answer.trimmingBlanks()
  }

  private static let left = Problem(
    .notAllowed, code: "not-signed-in", "not signed in", hint: "`login` asks again")
}
