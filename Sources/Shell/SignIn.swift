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
    let (host, key, me) = try await askAccess()
    let project = try await askProject(me)
    try session.signIn(host: host, key: key, project: project)
    try await offerProfile(host: host, key: key, project: project)
  }

  /// Asks for server and key, until a server answers.
  private func askAccess() async throws -> (host: String, key: Secret, me: Record?) {
    while true {
      let host = try await askHost()
      do {
        let (key, me) = try await askKey(for: host)
        return (host, key, me)
      } catch let problem as Problem where problem.category == .network {
        // A server that cannot be reached is most often one that was misspelt.
        session.show(problem)
      }
    }
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

  // MARK: - Key

  /// Asks for the key and tries it; a key that may not read its own user is still good.
  private func askKey(for host: String) async throws -> (Secret, Record?) {
    let address = try ServerAddress(host)
    for _ in 0..<SignIn.triesMax {
      let question = "personal API key (starts with phx_; it is not shown): "
      guard let typed = try await person.askSecret(question) else { throw left }
      do throws(Problem) {
        let credentials = try Credentials(address: address, key: Secret(typed.trimmingBlanks()))
        return (credentials.key, try await tryOut(credentials))
      } catch {
        // Only another key can help here; whatever else is wrong stays wrong.
        guard error.isAboutKey else { throw error }
        session.show(error)
      }
    }
    throw Problem(
      .notAllowed, code: .notSignedIn, "the server did not take the key",
      hint: "make one under Settings, Personal API keys, with the scope external_data_source:write")
  }

  /// Who a key belongs to; nil when it may not say.
  private func tryOut(_ credentials: Credentials) async throws(Problem) -> Record? {
    switch await session.probe(credentials) {
    case .success(let answer): return answer.value.recordValue
    case .failure(let failure) where failure.status == 403: return nil
    case .failure(let failure): throw Problem(failure)
    }
  }

  // MARK: - Project

  private func askProject(_ me: Record?) async throws -> String {
    let projects = SignIn.projects(of: me)
    session.remember(
      projects.map { .record(["id": .text($0.id), "name": .text($0.name)]) }, of: "project")
    if projects.count == 1, let only = projects.first { return only.id }
    if !projects.isEmpty {
      let rows = projects.map { "  \($0.id)  \($0.name)" }.joined(separator: "\n")
      session.console.writeError(rows + "\n")
    }
    let current = me?.value(at: "team.id")?.plainText
    let standard = current.map { " [\($0)]" } ?? ""
    while true {
      let answer = try await ask(
        "project number (it is in the web address, /project/12345)\(standard): ")
      let number = answer.isEmpty ? current ?? "" : answer
      let isSeen = projects.isEmpty || projects.contains { $0.id == number }
      if isSeen, let value = Int(number), value > 0 { return number }
      session.show(SignIn.noProject(number, among: projects))
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

  private static func noProject(
    _ typed: String, among projects: [(id: String, name: String)]
  ) -> Problem {
    Problem(
      .usage, code: .noProject, "the key sees no project `\(typed)`",
      hint: projects.isEmpty
        ? "a number such as 12345" : "one of \(projects.map(\.id).joined(separator: ", "))")
  }

  // MARK: - Profile

  private func offerProfile(host: String, key: Secret, project: String) async throws {
    guard let path = Profiles.path(variables: session.environment.variables) else { return }
    let answer = try await ask("remember this in \(path), readable by you alone? [Y/n] ")
    guard answer.isEmpty || answer.isYes else { return }
    let profiles = try Profiles(path: path, files: session.files)
    try profiles.save(
      try await askName(among: profiles.names),
      [("host", host), ("project_id", project), ("api_key", key.reveal())], files: session.files)
  }

  /// A name that no profile has, or whose profile may be replaced.
  private func askName(among names: [String]) async throws -> String {
    if names.isEmpty { return "default" }
    while true {
      let answer = try await ask("name of the profile [default]: ")
      let name = answer.isEmpty ? "default" : answer
      if !names.contains(name) { return name }
      if try await ask("replace profile `\(name)`? [y/N] ").isYes { return name }
    }
  }

  private func ask(_ question: String) async throws -> String {
    guard let answer = try await person.ask(question) else { throw left }
    return answer.trimmingBlanks()
  }

  /// What leaving the conversation means: a session that was signed in still is.
  private var left: Problem {
    session.settings.apiKey == nil
      ? Problem(.notAllowed, code: .notSignedIn, "not signed in", hint: "`login` asks again")
      : Problem(.failed, code: .declined, "nothing has changed", hint: "`login` asks again")
  }
}

extension Problem {
  /// Whether another key would help: this one cannot be sent, or the server knows it not.
  fileprivate var isAboutKey: Bool {
    failure?.status == 401 || diagnostics.contains { $0.code == .badAPIKey }
  }
}

extension String {
  /// Whether an answer means yes.
  var isYes: Bool { ["y", "yes"].contains(trimmingBlanks().lowercased()) }
}
