import CommandModel
import RunEngine
import SourcesClient
import Synchronization

extension Session {
  /// The connection to the server, key and project in force, made when the first request
  /// is due and again when one of them has changed.
  ///
  /// - Throws: `Problem` when something that it needs is not set or not given.
  func connection() async throws -> Connection {
    let credentials = try credentials()
    let project = try await project(credentials)
    let wanted = identity(credentials, project: project)
    let former = state.withLock(\.connection)
    if let former, former.identity == wanted { return former }
    let connection = makeConnection(wanted)
    state.withLock { $0.connection = connection }
    await former?.close()
    return connection
  }

  /// Asks who a key belongs to, without keeping the connection.
  func probe(_ credentials: Credentials) async -> Outcome {
    guard let whoami = Catalogue.operation(named: "whoami") else {
      preconditionFailure("the catalogue has no whoami")
    }
    let connection = makeConnection(identity(credentials, project: nil))
    let outcome = await connection.performer.perform(Invocation(whoami))
    await connection.close()
    return outcome
  }

  func close() async {
    let connection = state.withLock { state in
      defer { state.connection = nil }
      return state.connection
    }
    await connection?.close()
  }

  // MARK: - Parts

  /// The key and the server it may be shown to.
  private func credentials() throws -> Credentials {
    let (settings, keyHosts) = state.withLock { ($0.settings, $0.keyHosts) }
    let address = try ServerAddress(settings.text("host") ?? "us")
    guard let key = settings.apiKey, let origin = settings.apiKeyOrigin else {
      throw Problem(
        .notAllowed, code: .notSignedIn, "not signed in",
        hint: "set POSTHOG_PERSONAL_API_KEY, or `edsh login` on a terminal; `--demo` needs neither")
    }
    if let owner = keyHosts[origin], owner != address {
      throw Problem(
        .notAllowed, code: .otherHost, "the key was given for \(owner), not for \(address)",
        hint: "`set api_key ?` asks for one for this host")
    }
    return try Credentials(address: address, key: key)
  }

  /// The project's number; `current` is looked up once, because it follows the user's
  /// clicks in the web app.
  private func project(_ credentials: Credentials) async throws -> String? {
    guard let text = settings.text("project_id"), ["current", "@current"].contains(text) else {
      return settings.text("project_id")
    }
    switch await probe(credentials) {
    case .failure(let failure): throw Problem(failure)
    case .success(let answer):
      guard let number = answer.value.value(at: "team.id")?.integerValue else {
        throw Problem(
          .usage, code: .noProject, "the server does not say which project is current",
          hint: "`set project_id NUMBER`")
      }
      try change("project_id", to: .integer(number))
      return String(number)
    }
  }

  private func identity(_ credentials: Credentials, project: String?) -> Connection.Identity {
    let settings = settings
    let sharers = state.withLock(\.shard)?.count ?? 1
    return Connection.Identity(
      credentials: credentials, project: project,
      rateLimit: settings.rateLimit.divided(among: sharers),
      retries: settings.integer("retries"))
  }

  private func makeConnection(_ identity: Connection.Identity) -> Connection {
    var transport = environment.makeTransport(identity.credentials)
    if options.isVerbose {
      transport = NarratedTransport(
        transport, timekeeper: environment.timekeeper, tell: { [weak self] in self?.note($0) })
    }
    return Connection(
      identity, over: transport, limiter: limiter(for: identity.budget), environment: environment,
      onRetry: { [weak self] in self?.tell(of: $0) },
      onPause: { [weak self] in self?.tell(ofPause: $0) })
  }

  private func limiter(for budget: Connection.Budget) -> Limiter {
    state.withLock { state in
      if let limiter = state.limiters[budget] { return limiter }
      let limiter = Limiter(
        budget.rateLimit, log: slotLog(for: budget, of: state.shard),
        timekeeper: environment.timekeeper,
        random: environment.random)
      state.limiters[budget] = limiter
      return limiter
    }
  }

  /// Where all processes of the user count the requests of one key at one server.
  ///
  /// The demo server is nobody else's, and without a limit there is nothing to count.
  private func slotLog(for budget: Connection.Budget, of shard: Shard?) -> (any SlotLog)? {
    guard !options.isDemo, let longest = budget.rateLimit.windows.first,
      let folder = stateFolder
    else { return nil }
    // A shard has its own part of the limit and counts nobody else's requests against it.
    let part = shard.map { "-\($0.index)-of-\($0.count)" } ?? ""
    return environment.openSlotLog(
      "\(folder)/limits/\(budget.credentials.digest)\(part)", longest.period)
  }

  /// Says once a statement why nothing happens; a run shows that by itself.
  private func tell(ofPause pause: Duration) {
    let isNews = state.withLock { state in
      defer { state.hasToldOfPause = true }
      return !state.hasToldOfPause && state.stop == nil
    }
    guard pause >= .seconds(3), isNews else { return }
    note("the rate limit lets the next request go in \(DurationText.brief(pause))")
  }

  private func tell(of retry: Governed.Retry) {
    state.withLock { $0.hasToldOfPause = true }
    // A good status whose body was cut off says nothing; the words do.
    let status = retry.failure.status.flatMap { $0 >= 400 ? String($0) : nil }
    let wait = max(retry.wait, retry.failure.retryAfter ?? .zero)
    note("trying again after \(status ?? retry.failure.message), in \(DurationText.brief(wait))")
  }
}
