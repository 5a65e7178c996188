package import CommandModel
package import LineEditing
package import RunEngine
package import SourcesClient

/// The whole outer world as one value: nothing else in edsh looks at the process,
/// the clock, chance, files, the terminal or the network.
///
/// The real one is `Environment.process()`; tests build their own.
package struct Environment: Sendable {
  /// The process's environment variables.
  package var variables: [String: String]
  /// The folder that relative paths begin at.
  package var workingDirectory: String
  package var timekeeper: any Timekeeper
  /// A number from 0 up to 1, evenly spread.
  package var random: @Sendable () -> Double
  package var terminal: TerminalFacts
  package var output: any TextSink
  package var errorOutput: any TextSink
  /// All of standard input; read once, and only when something needs it.
  package var readInput: @Sendable () async throws -> [UInt8]
  /// The person at the keyboard; nil when nobody is there.
  ///
  /// Whoever has a terminal as standard input is there, wherever the other two lead.
  package var person: (any Person)?
  /// Opens the line editor of the interactive shell.
  package var openEditor: @Sendable (LineEditor.Configuration) throws -> any EntrySource
  /// Lets the person change a text in an editor of their own; returns what they left.
  ///
  /// It throws a `Problem` when there is no such editor, or it failed.
  package var editText: @Sendable (String) async throws -> String
  /// How requests leave the process; called once, when the first one is due.
  package var makeTransport: @Sendable (Credentials) -> any Transport
  /// Opens the journal of runs; called once, when the first run is due.
  package var openStore: @Sendable (RunStore.Place) async throws -> RunStore
  /// Opens the log that all processes of the user share for one key, at a path and for
  /// places that are held so long; nil where each counts for itself.
  package var openSlotLog: @Sendable (String, Duration) -> (any SlotLog)?
  /// Starts the built-in demo server for `--demo`.
  package var startDemo: @Sendable () async throws -> DemoSite
  /// Opens a pager on the screen of the interactive shell; throws `PagerError`.
  package var openPager: @Sendable (PagerCall) throws -> any Pager
  /// Who is told when the person or the system wants a command to stop.
  package var stops: any StopSource

  package init(
    variables: [String: String], workingDirectory: String, timekeeper: any Timekeeper,
    random: @escaping @Sendable () -> Double, terminal: TerminalFacts, output: any TextSink,
    errorOutput: any TextSink, readInput: @escaping @Sendable () async throws -> [UInt8],
    person: (any Person)?,
    openEditor: @escaping @Sendable (LineEditor.Configuration) throws -> any EntrySource,
    editText: @escaping @Sendable (String) async throws -> String,
    makeTransport: @escaping @Sendable (Credentials) -> any Transport,
    openStore: @escaping @Sendable (RunStore.Place) async throws -> RunStore,
    openSlotLog: @escaping @Sendable (String, Duration) -> (any SlotLog)?,
    startDemo: @escaping @Sendable () async throws -> DemoSite,
    openPager: @escaping @Sendable (PagerCall) throws -> any Pager, stops: any StopSource
  ) {
    self.variables = variables
    self.workingDirectory = workingDirectory
    self.timekeeper = timekeeper
    self.random = random
    self.terminal = terminal
    self.output = output
    self.errorOutput = errorOutput
    self.readInput = readInput
    self.person = person
    self.openEditor = openEditor
    self.editText = editText
    self.makeTransport = makeTransport
    self.openStore = openStore
    self.openSlotLog = openSlotLog
    self.startDemo = startDemo
    self.openPager = openPager
    self.stops = stops
  }
}

/// What is a terminal and how wide it is.
package struct TerminalFacts: Sendable {
  package var inputIsTerminal: Bool
  package var outputIsTerminal: Bool
  package var errorIsTerminal: Bool
  /// Columns now; a window may change between two calls.
  package var width: @Sendable () -> Int
  /// Rows now.
  package var height: @Sendable () -> Int

  package init(
    inputIsTerminal: Bool, outputIsTerminal: Bool, errorIsTerminal: Bool,
    width: @escaping @Sendable () -> Int, height: @escaping @Sendable () -> Int = { 24 }
  ) {
    self.inputIsTerminal = inputIsTerminal
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.width = width
    self.height = height
  }

  /// A world without any terminal.
  package static let none = TerminalFacts(
    inputIsTerminal: false, outputIsTerminal: false, errorIsTerminal: false, width: { 80 })
}

/// A place that text is written to, every write checked.
package protocol TextSink: Sendable {
  /// Writes all of the text.
  ///
  /// - Throws: `SinkError`.
  func write(_ text: String) throws
}

/// Why a text could not be written.
package enum SinkError: Error, Sendable, Hashable {
  /// Nobody reads any more: `edsh … | head -1`.
  case closed
  /// The system's words: a full disk, an input/output error.
  case failed(String)
}

/// Somebody at a keyboard, outside the line editor.
package protocol Person: Sendable {
  /// One line in answer to a question; nil when the person leaves it with Ctrl-D.
  ///
  /// - Throws: `CancellationError` for Ctrl-C and for a signal that ends the program.
  func ask(_ question: String) async throws -> String?
  /// The same without echo.
  func askSecret(_ question: String) async throws -> String?
}

/// Where the entries of the interactive shell come from.
package protocol EntrySource: Sendable {
  /// The next entry; `text` stands in the line already.
  func readLine(prompt: String, text: String) async -> LineEditor.Line
  /// Tells that completions which were partial can be asked for again.
  func completionsChanged()
  /// Shows a notice above the line that is typed, without disturbing it.
  func post(_ message: String)
  /// What was entered, oldest first.
  func history() async -> [String]
  /// Forgets what was entered.
  ///
  /// - Throws: what kept it from being forgotten.
  func clearHistory() async throws
  /// Gives the terminal back.
  func close() async
}

extension LineEditor: EntrySource {}

/// Why the program should stop.
package enum StopRequest: Int32, Sendable {
  case hangUp = 1
  case interrupt = 2
  case terminate = 15
}

/// Runs a command while watching for requests to stop.
package protocol StopSource: Sendable {
  /// Calls `receiver` for each request that comes while `command` runs; it must not block.
  func sending<Result>(
    to receiver: @escaping @Sendable (StopRequest) -> Void, _ command: () async throws -> Result
  ) async rethrows -> Result
}

/// A demo server that runs.
package struct DemoSite: Sendable {
  package let host: String
  package let apiKey: Secret
  package let projectID: String
  package let stop: @Sendable () async -> Void

  package init(
    host: String, apiKey: Secret, projectID: String, stop: @escaping @Sendable () async -> Void
  ) {
    self.host = host
    self.apiKey = apiKey
    self.projectID = projectID
    self.stop = stop
  }
}
