package import CommandModel
import DemoServer
import LineEditing
import RunEngine
import Shell
package import SourcesClient
package import TestSupport

/// The whole outer world of the program, made of memory: a server, a clock that moves
/// when somebody sleeps, a screen that remembers, and a person with prepared words.
package struct ShellWorld: Sendable {
  package var variables: [String: String]
  package var isTerminal = false
  package var width = 100
  package var height = 24
  /// What becomes of a pager that is opened.
  package var pager = PagerLife.reads
  package var standardInput = ""
  /// What the person types at the prompt; nil when nobody is there.
  package var entries: [String]?
  /// What the person answers to questions, in order.
  package var answers: [String] = []
  /// What the person makes of a text in an editor of their own.
  package var edit: @Sendable (String) throws -> String = { $0 }
  /// Called with what the line editor is told, when the shell opens one.
  package var lookAtEditor: @Sendable (EditorView) -> Void = { _ in }
  /// Why standard output takes no more than its first text; nil when it takes everything.
  package var outputEnd: OutputEnd?
  /// When, after a command began, the person presses Ctrl-C.
  package var interruptions: [Duration] = []
  /// Whether programs of this world tell each other of their requests.
  package var sharesLimits = false
  package let folder: TemporaryFolder
  /// Where programs are started; nil for `folder`.
  package var workingDirectory: String?
  package private(set) var screen: Screen
  private let clock: SimulatedClock
  private let connect: @Sendable (Credentials) -> any Transport
  private let operations: [CommandModel.Operation]

  /// Creates a world whose server is a demo server, signed in to, unless `server` is given.
  package init(
    clock: SimulatedClock, server: (any Transport)? = nil, screen: Screen = Screen(),
    operations: [CommandModel.Operation] = Catalogue.operations
  ) throws {
    self.clock = clock
    self.screen = screen
    self.operations = operations
    let demo = DemoService(operations: operations, timekeeper: clock)
    connect = { server ?? DemoTransport(demo, key: $0.key.reveal()) }
    folder = try TemporaryFolder()
    variables = [
      "HOME": folder.path, "TERM": "xterm-256color", "POSTHOG_HOST": ShellWorld.host,
      "POSTHOG_PROJECT_ID": String(DemoProject.main.id),
      "POSTHOG_PERSONAL_API_KEY": DemoKey.full.text,
    ]
  }

  /// The same world, its screen cleared.
  package func withFreshScreen() -> ShellWorld {
    var world = self
    world.screen = Screen()
    return world
  }

  private static let host = "http://127.0.0.1:8000"

  /// Runs the program to its end and returns its exit status.
  package func run(_ arguments: [String]) async -> Int32 {
    await Shell.main(arguments: arguments, environment: environment, operations: operations)
  }

  private var environment: Environment {
    let person = PreparedPerson(answers: answers, screen: screen)
    let isSomebodyThere = isTerminal || entries != nil || !answers.isEmpty
    return Environment(
      variables: variables, workingDirectory: workingDirectory ?? folder.path,
      timekeeper: clock, random: { 0.5 },
      terminal: TerminalFacts(
        inputIsTerminal: isSomebodyThere, outputIsTerminal: isTerminal,
        errorIsTerminal: isTerminal, width: { [width] in width }, height: { [height] in height }),
      output: outputEnd.map { screen.sink(endingAfter: 1, with: $0.error) }
        ?? screen.sink(.output),
      errorOutput: screen.sink(.error),
      readInput: { [standardInput] in Array(standardInput.utf8) },
      person: isSomebodyThere ? person : nil,
      openEditor: { [entries, screen, clock, lookAtEditor] configuration in
        lookAtEditor(EditorView(configuration: configuration))
        return PreparedEntries(
          entries ?? [], screen: screen, clock: clock, configuration: configuration)
      },
      editText: { [edit] text in try edit(text) },
      makeTransport: connect,
      openStore: { [clock] in try await RunStore($0, on: clock.serialExecutor) },
      openSlotLog: { [sharesLimits] in sharesLimits ? SlotFile(path: $0, reach: $1) : nil },
      startDemo: {
        DemoSite(
          host: ShellWorld.host, apiKey: Secret(DemoKey.full.text),
          projectID: String(DemoProject.main.id), stop: {})
      },
      openPager: { [pager, screen] in try PreparedPager(pager, of: $0, screen: screen) },
      stops: PreparedStops(times: interruptions, clock: clock))
  }
}

extension ShellWorld {
  /// What is wrong with standard output.
  package enum OutputEnd: String, Sendable {
    /// Its reader went away.
    case closed
    /// The disk is full.
    case full

    fileprivate var error: SinkError {
      switch self {
      case .closed: .closed
      case .full: .failed("no space left on device")
      }
    }
  }

  /// What one command line came to.
  package struct Outcome: Sendable {
    package let output: String
    package let errors: String
    package let status: Int32
  }

  /// Runs one command line against a fresh demo server in virtual time; others may be run
  /// before it.
  package static func outcome(
    of arguments: [String], after others: [[String]] = [],
    prepare: @escaping @Sendable (inout ShellWorld) throws -> Void = { _ in }
  ) throws -> Outcome {
    try Simulation.run { clock in
      var world = try ShellWorld(clock: clock)
      try prepare(&world)
      for other in others { _ = await world.run(other) }
      world = world.withFreshScreen()
      let status = await world.run(arguments)
      return Outcome(
        output: world.screen.text(of: .output), errors: world.screen.text(of: .error),
        status: status)
    }
  }
}
