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
  let operations: [Operation]
  let vocabulary: Vocabulary
  let tally = RunTally()
  let namesTurnstile = Turnstile()
  let state: Mutex<State>

  /// What changes while a session lasts.
  struct State {
    var settings: Settings
    var connection: Connection?
    /// One for each server, key and limit, so that no setting gives away fresh slots.
    var limiters: [Connection.Budget: Limiter] = [:]
    /// The server that a key was given for, by where the key came from; it is sent
    /// nowhere else.
    var keyHosts: ByOrigin<ServerAddress>
    var store: RunStore?
    /// The runs of the statement at work, which no other process may take meanwhile.
    var locks: [String: RunLock] = [:]
    /// The rounds that are run again: the next `each` is theirs.
    var resumedRounds: Resumption?
    /// What the steps of rounds came to that are run again, by run and place.
    var pastSteps: [String: [Int: [String: Resumption.StepPast]]] = [:]
    var stepsTaken = StepCounts()
    /// Whether the statement at work has told that it has to wait.
    var hasToldOfPause = false
    /// The last run of this session.
    var lastRun: String?
    var roundStart: Time
    var stop: StopSignal?
    /// Whether the text that runs had a run that was stopped.
    var wasStopped = false
    /// Whether all that is waited for is a pager, whose Ctrl-C is its own.
    var waitsForPager = false
    /// What the reads of a statement, or of all rounds of a watch, have joined already.
    var joins = Joins()
    /// What things are called, as far as it was listed.
    var names = KnownNames()
    /// What listings showed that parameters may be given.
    var choices: [KindName: [(value: String, name: String)]] = [:]
    /// Where the entries of the shell come from, and its history lies.
    var entries: (any EntrySource)?
    /// The entry that is run.
    var entry = ""
    /// What stands in the line when the next entry is asked for.
    var draft = ""
    /// Whether the person knows that completion cannot read names.
    var hasToldOfNames = false
    /// The forms that a statement has read already.
    var formBook: FormBook?
    /// The round of a `watch` that is at work.
    var watch: WatchRound?
    var isInteractive = false
    /// The part of a plan that is carried out.
    var shard: Shard?
    /// The plan that is made, and why none can be.
    var planDraft: PlanDraft?
    var planRefusal: Problem?
  }

  init(
    environment: Environment, options: CommandLine, operations: [Operation],
    vocabulary: Vocabulary
  ) throws {
    self.environment = environment
    self.options = options
    self.operations = operations
    self.vocabulary = vocabulary
    files = environment.files
    console = Console(environment: environment)
    var settings = try Settings(variables: environment.variables)
    var exposedKey: Diagnostic?
    if !options.readsNoRC, let path = Profiles.path(variables: environment.variables) {
      let profiles = try Profiles(path: path, files: files)
      try settings.use(profile: options.profile, of: profiles)
      if profiles.exposesKey { exposedKey = Session.exposedKey(in: path) }
    }
    for (name, text) in options.settings.sorted(by: { $0.key < $1.key }) {
      try settings.set(name, to: .text(text), from: .commandLine, called: "--\(name)")
    }
    var keyHosts = ByOrigin<ServerAddress>()
    keyHosts[.environment] = try ServerAddress(settings.text("host") ?? "us")
    keyHosts[.profile] = try ServerAddress(settings.text("host", from: .profile) ?? "us")
    state = Mutex(
      State(settings: settings, keyHosts: keyHosts, roundStart: environment.timekeeper.now))
    if let exposedKey { show(exposedKey) }
  }

  private static func exposedKey(in path: String) -> Diagnostic {
    Diagnostic(
      .warning, code: .exposedKey, "others can read the key in `\(path)`",
      hint: "`chmod 600 \(path)`")
  }

  var settings: Settings { state.withLock(\.settings) }

  /// When the current script, line or round began.
  var roundStart: Time {
    get { state.withLock(\.roundStart) }
    set { state.withLock { $0.roundStart = newValue } }
  }

  /// Whether a person types the lines.
  var isInteractive: Bool {
    get { state.withLock(\.isInteractive) }
    set { state.withLock { $0.isInteractive = newValue } }
  }

  /// The operation with these words; nil for a command of edsh itself.
  func operation(named name: String) -> Operation? { operations.first { $0.name == name } }

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
    try state.withLock { try $0.settings.set(name, to: value, from: .session) }
  }

  /// Takes a key, which from now on belongs to the host in force.
  func use(apiKey: Secret?) throws {
    try state.withLock { state in
      state.settings.use(apiKey: apiKey, from: .session)
      state.keyHosts[.session] = try ServerAddress(state.settings.text("host") ?? "us")
    }
  }

  /// Connects the session to what a sign-in or the demo server gave.
  func signIn(host: String, key: Secret, project: String) throws {
    try change("host", to: .text(host))
    try change("project_id", to: .text(project))
    try use(apiKey: key)
  }
}

// MARK: - Stopping

extension Session {
  /// Runs `work` as the run that a first Ctrl-C stops gracefully; one inside another, such
  /// as a step of a round, heeds the same signal.
  func stoppable<Result>(_ work: (StopSignal) async throws -> Result) async rethrows -> Result {
    let (stop, isOuter) = state.withLock { state in
      if let stop = state.stop { return (stop, false) }
      let stop = StopSignal()
      state.stop = stop
      return (stop, true)
    }
    defer { if isOuter { end(stop) } }
    return try await work(stop)
  }

  private func end(_ stop: StopSignal) {
    state.withLock { state in
      state.stop = nil
      state.wasStopped = state.wasStopped || stop.level != .none
    }
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
  var outputStyle: Style {
    var style = style(isTerminal: environment.terminal.outputIsTerminal)
    style.web = webApp
    return style
  }

  /// Where links lead; nil where none are drawn.
  private var webApp: WebApp? {
    let settings = settings
    guard
      LinkChoice.isOn(
        settings.text("links") ?? "auto", variables: environment.variables,
        isTerminal: environment.terminal.outputIsTerminal),
      let address = try? ServerAddress(settings.text("host") ?? "us")
    else { return nil }
    return WebApp(address: address.description, project: settings.text("project_id"))
  }

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

  func note(_ text: String) { show(Diagnostic(.note, code: .note, text)) }

}
