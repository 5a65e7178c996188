import CommandLanguage
import CommandModel
import Rendering
import RunEngine
import SourcesClient
import Synchronization

/// One session: its settings, its connection, its screen. Every way into edsh (the
/// prompt, a line, a script, one command) runs in one.
final class Session: Sendable {
  let environment: Environment
  let files: Files
  let console: Console
  let options: CommandLine
  let vocabulary: Vocabulary
  let tally = RunTally()
  private let state: Mutex<State>

  private struct State {
    var settings: Settings
    var connection: Connection?
    /// The origin the key was given for; it is sent nowhere else.
    var keyOrigin: ServerAddress?
    var scriptStart: Time
    var stop: StopSignal?
    var isInteractive = false
  }

  init(environment: Environment, options: CommandLine, vocabulary: Vocabulary) throws {
    self.environment = environment
    self.options = options
    self.vocabulary = vocabulary
    files = Files(workingDirectory: environment.workingDirectory)
    console = Console(environment: environment)
    var settings = try Settings(variables: environment.variables)
    if !options.readsNoRC, let path = Profiles.path(variables: environment.variables) {
      let profiles = try Profiles(path: path, files: files)
      try settings.use(profile: options.profile, of: profiles)
    }
    for (name, text) in options.settings.sorted(by: { $0.key < $1.key }) {
      try settings.set(name, to: .text(text), from: .commandLine, called: "--\(name)")
    }
    state = Mutex(
      State(
        settings: settings, keyOrigin: try settings.text("host").map { try ServerAddress($0) },
        scriptStart: environment.timekeeper.now))
  }

  var settings: Settings { state.withLock(\.settings) }

  /// When the current script, line or round began.
  var roundStart: Time {
    get { state.withLock(\.scriptStart) }
    set { state.withLock { $0.scriptStart = newValue } }
  }

  /// Whether a person types the lines.
  var isInteractive: Bool {
    get { state.withLock(\.isInteractive) }
    set { state.withLock { $0.isInteractive = newValue } }
  }

  /// Whether somebody can be asked.
  var person: (any Person)? { options.takesNoInput ? nil : environment.person }
}

// MARK: - Settings

extension Session {
  /// Changes a setting for the rest of the session.
  ///
  /// - Throws: `Problem` when it is unknown or the value does not fit.
  func change(_ name: String, to value: Value?) throws {
    if name == "host", let text = value?.plainText { _ = try ServerAddress(text) }
    try state.withLock { state in
      try state.settings.set(name, to: value, from: .session)
      state.connection = nil
    }
  }

  /// Takes a key, which from now on belongs to the host in force.
  func use(apiKey: Secret?) throws {
    try state.withLock { state in
      state.settings.use(apiKey: apiKey, from: .session)
      state.keyOrigin = try state.settings.text("host").map { try ServerAddress($0) }
      state.connection = nil
    }
  }

  /// Connects the session to what a sign-in or the demo server gave.
  func signIn(host: String, key: Secret, project: String) throws {
    try state.withLock { state in
      try state.settings.set("host", to: .text(host), from: .session)
      try state.settings.set("project_id", to: .text(project), from: .session)
      state.settings.use(apiKey: key, from: .session)
      state.keyOrigin = try ServerAddress(host)
      state.connection = nil
    }
  }
}

// MARK: - Connection

extension Session {
  /// The connection to the server in force, made when the first request is due.
  ///
  /// - Throws: `Problem` when something that it needs is not set or not given.
  func connection() async throws -> Connection {
    let (open, settings, keyOrigin) = state.withLock { ($0.connection, $0.settings, $0.keyOrigin) }
    if let open { return open }
    let address = try ServerAddress(settings.text("host") ?? "us")
    guard let key = settings.apiKey else { throw Session.notSignedIn }
    guard keyOrigin ?? address == address else {
      throw Problem(
        .notAllowed, code: "other-host",
        "the key was given for \(keyOrigin ?? address), not for \(address)",
        hint: "`set api_key ?` asks for one for this host")
    }
    let credentials = try Credentials(address: address, key: key)
    let connection = connection(
      with: credentials, project: try await project(settings, credentials))
    state.withLock { $0.connection = connection }
    return connection
  }

  /// The project's number; `current` is looked up once, because it follows the user's
  /// clicks in the web app.
  private func project(_ settings: Settings, _ credentials: Credentials) async throws -> String? {
    guard let text = settings.text("project_id"), ["current", "@current"].contains(text) else {
      return settings.text("project_id")
    }
    switch await probe(credentials) {
    case .failure(let failure): throw Problem(failure)
    case .success(let answer):
      guard let number = answer.value.value(at: "team.id")?.integerValue else {
        throw Problem(
          .usage, code: "no-project", "the server does not say which project is current",
          hint: "`set project_id NUMBER`")
      }
      try change("project_id", to: .integer(number))
      return String(number)
    }
  }

  private func connection(with credentials: Credentials, project: String?) -> Connection {
    let nameRequest: @Sendable (String) -> Void = { [weak self] in self?.note($0) }
    return Connection(
      credentials, project: project, settings: settings, environment: environment,
      reports: .init(
        retry: { [weak self] in self?.tell(of: $0) },
        request: options.isVerbose ? nameRequest : nil))
  }

  private func tell(of retry: Governed.Retry) {
    let cause = retry.failure.status.map(String.init) ?? retry.failure.message
    let wait = max(retry.wait, retry.failure.retryAfter ?? .zero)
    note("trying again after \(cause), in \(DurationText.brief(wait))")
  }

  /// Asks who a key belongs to, without keeping the connection.
  func probe(_ credentials: Credentials) async -> Outcome {
    guard let whoami = Catalogue.operation(named: "whoami") else {
      preconditionFailure("the catalogue has no whoami")
    }
    let connection = connection(with: credentials, project: nil)
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

  private static let notSignedIn = Problem(
    .notAllowed, code: "not-signed-in", "not signed in",
    hint: "set POSTHOG_PERSONAL_API_KEY, or `edsh login` on a terminal; `--demo` needs neither")
}

// MARK: - Stopping

extension Session {
  /// Runs `work` as the run that a first Ctrl-C stops gracefully.
  func stoppable<Result>(_ work: (StopSignal) async throws -> Result) async rethrows -> Result {
    let stop = StopSignal()
    state.withLock { $0.stop = stop }
    defer { state.withLock { $0.stop = nil } }
    return try await work(stop)
  }

  /// Stops the run at work gracefully; false when there is none, or it was asked before.
  func stopRunGracefully() -> Bool {
    guard let stop = state.withLock(\.stop), stop.level == .none else { return false }
    stop.request()
    note("finishing what is on its way; Ctrl-C again to give that up too")
    return true
  }
}

// MARK: - What the person is told

extension Session {
  /// How text is drawn on standard error.
  var errorStyle: Style { style(isTerminal: environment.terminal.errorIsTerminal) }

  /// How results are drawn on standard output.
  var outputStyle: Style { style(isTerminal: environment.terminal.outputIsTerminal) }

  private func style(isTerminal: Bool) -> Style {
    Style(
      width: isTerminal ? environment.terminal.width() : nil,
      color: ColorChoice.isOn(
        settings.text("color") ?? "auto", variables: environment.variables, isTerminal: isTerminal),
      isTerminal: isTerminal, now: environment.timekeeper.now)
  }

  func show(_ problem: Problem) { console.writeError(diagnosticRenderer.text(problem)) }

  func show(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .note, options.isQuiet { return }
    console.writeError(diagnosticRenderer.text(diagnostic))
  }

  private var diagnosticRenderer: DiagnosticRenderer {
    DiagnosticRenderer(errorStyle, form: options.errorForm)
  }

  func note(_ text: String) { show(Diagnostic(.note, code: "note", text)) }

}

/// Whether colours are on: the setting, then NO_COLOR and CLICOLOR_FORCE, then the terminal.
///
/// - Source: no-color.org, bixense.com/clicolors.
enum ColorChoice {
  static func isOn(_ setting: String, variables: [String: String], isTerminal: Bool) -> Bool {
    switch setting {
    case "always": return true
    case "never": return false
    default:
      if !(variables["NO_COLOR"] ?? "").isEmpty { return false }
      if !["", "0"].contains(variables["CLICOLOR_FORCE"] ?? "") { return true }
      return isTerminal && variables["TERM"] != "dumb"
    }
  }
}
