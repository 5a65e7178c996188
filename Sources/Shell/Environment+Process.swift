import CommandModel
import DemoServer
import Glibc
import LineEditing
import RunEngine
import SourcesClient
import SystemPackage

extension Environment {
  /// The world of this process.
  package static func process() -> Environment {
    occupyStandardDescriptors()
    setlocale(LC_NUMERIC, "C")
    signal(SIGPIPE, SIG_IGN)
    let signals = Signals()
    // Without it Ctrl-C ends the process at once, which is what the system does anyway.
    try? signals.catchAll()
    let terminal = TerminalFacts.process
    let questions = TerminalPrompt(signals: signals)
    let variables = processVariables()
    let editor = ExternalEditor(variables: variables)
    return Environment(
      variables: variables, workingDirectory: currentFolder(),
      timekeeper: SystemTimekeeper(), random: { Double.random(in: 0..<1) }, terminal: terminal,
      output: DescriptorSink(descriptor: .standardOutput),
      errorOutput: DescriptorSink(descriptor: .standardError),
      readInput: { try await StandardInput.readAll() },
      person: terminal.inputIsTerminal ? TerminalPerson(prompt: questions) : nil,
      openEditor: { configuration in
        guard terminal.outputIsTerminal else {
          return CookedEntries(configuration, prompt: questions)
        }
        var configuration = configuration
        configuration.edit = { editor.edited($0) }
        return try LineEditor(configuration, signals: signals)
      },
      editText: { try await edited($0, by: editor) },
      makeTransport: { HTTPTransport(.init($0, variables: variables)) },
      openStore: { try await RunStore($0) },
      openSlotLog: { SlotFile(path: $0, reach: $1) },
      startDemo: { try await DemoSite.start() },
      openPager: { try PagerProcess.start($0) },
      stops: ProcessStops(signals: signals))
  }

  /// What the person makes of a text, on a thread that may wait for it.
  private static func edited(_ text: String, by editor: ExternalEditor) async throws -> String {
    let result: Result<String, any Error> = await withCheckedContinuation { continuation in
      do {
        try BlockingThread.start {
          continuation.resume(returning: editor.edit(text).mapError { $0 })
        }
      } catch {
        continuation.resume(returning: .failure(error))
      }
    }
    return try result.get()
  }

  /// Puts something where the parent left a standard descriptor closed.
  ///
  /// The next pipe or socket would take its number, and be read as standard input or
  /// written to as the output. It is opened the wrong way round, so that using it is the
  /// error that it would have been.
  private static func occupyStandardDescriptors() {
    for (descriptor, mode) in [
      (STDIN_FILENO, O_WRONLY), (STDOUT_FILENO, O_RDONLY), (STDERR_FILENO, O_RDONLY),
    ] where fcntl(descriptor, F_GETFD) == -1 {
      // The lowest free number is this one: those below it are taken by now.
      _ = open("/dev/null", mode)
    }
  }

  private static func processVariables() -> [String: String] {
    var variables: [String: String] = [:]
    var entry = environ
    while let text = entry.pointee.map({ String(cString: $0) }) {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
      entry += 1
    }
    return variables
  }

  private static func currentFolder() -> String {
    guard let path = getcwd(nil, 0) else { return "/" }
    defer { free(path) }
    return String(cString: path)
  }
}

extension TerminalFacts {
  /// Of the three standard descriptors.
  fileprivate static var process: TerminalFacts {
    TerminalFacts(
      inputIsTerminal: Terminal.isTerminal(STDIN_FILENO),
      outputIsTerminal: Terminal.isTerminal(STDOUT_FILENO),
      errorIsTerminal: Terminal.isTerminal(STDERR_FILENO),
      width: {
        // Whichever of the two is the screen; 80 where neither says.
        Terminal.width(STDOUT_FILENO) ?? Terminal.width(STDERR_FILENO) ?? 80
      }, height: { Terminal.size(STDOUT_FILENO)?.rows ?? 24 })
  }
}

/// Questions asked on the terminal.
private struct TerminalPerson: Person {
  let prompt: TerminalPrompt

  func ask(_ question: String) async throws -> String? {
    try text(of: await prompt.line(question))
  }

  func askSecret(_ question: String) async throws -> String? {
    try text(of: await prompt.secret(question))
  }

  private func text(of answer: TerminalPrompt.Answer) throws -> String? {
    switch answer {
    case .text(let text): return text
    case .end: return nil
    case .interrupted, .terminated: throw CancellationError()
    }
  }
}

/// The signals of the process.
private struct ProcessStops: StopSource {
  let signals: Signals

  func sending<Result>(
    to receiver: @escaping @Sendable (StopRequest) -> Void, _ command: () async throws -> Result
  ) async rethrows -> Result {
    try await signals.withReceiver(
      { signal in
        if let request = StopRequest(rawValue: Int32(signal.rawValue)) { receiver(request) }
      }, command)
  }
}

extension HTTPTransport.Settings {
  /// What the environment says of certificates holds, as for OpenSSL's own programs.
  fileprivate init(_ credentials: Credentials, variables: [String: String]) {
    self.init(
      credentials: credentials, userAgent: "edsh/\(Version.text)",
      trust: TrustStore(
        certificateFile: variables[.certificateFile],
        certificateDirectory: variables[.certificateFolder]))
  }
}

extension DemoSite {
  /// Starts the demo server on a free loopback port of this process.
  fileprivate static func start() async throws -> DemoSite {
    let service = DemoService(operations: Catalogue.operations, timekeeper: SystemTimekeeper())
    let listener = try await DemoListener.start(service)
    return DemoSite(
      host: "http://127.0.0.1:\(listener.port)", apiKey: Secret(DemoKey.full.text),
      projectID: String(DemoProject.main.id), stop: { await listener.stop() })
  }
}
