import Glibc
import Testing

@testable import LineEditing

/// Signals from the keyboard and from elsewhere, wherever the program is at the moment.
@Suite(.serialized, .timeLimit(.minutes(1))) struct ProgramSignalsTests {
  private static let ctrlC = "\u{3}"
  private static let ctrlZ = "\u{1A}"
  private static let prompt = "127.0.0.1/1> "

  /// A server that lets everybody in and never answers.
  private final class SilentServer {
    let port: UInt16
    private let socket: Int32

    init() throws {
      let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      self.socket = socket
      guard socket >= 0, listen(socket, 16) == 0 else { throw SystemError.last("listen") }
      var address = sockaddr_in()
      var size = socklen_t(MemoryLayout<sockaddr_in>.size)
      let isNamed = withUnsafeMutableBytes(of: &address) {
        getsockname(socket, $0.bindMemory(to: sockaddr.self).baseAddress, &size) == 0
      }
      port = UInt16(bigEndian: address.sin_port)
      guard isNamed else { throw SystemError.last("find the port") }
    }

    deinit { close(socket) }
  }

  private func connect(to server: SilentServer) throws -> Program {
    try Program(
      ["--no-rc", "--host", "http://127.0.0.1:\(server.port)", "--project-id", "1"],
      variables: ["POSTHOG_PERSONAL_API_KEY=phx_silence"])
  }

  /// Sees the prompt of a shell that goes on, and ends it.
  private func leave(_ program: Program) async throws {
    try await program.pty.see(Self.prompt)
    program.pty.type("\u{4}")
    #expect(try await program.status() == 0)
  }

  /// Whether the terminal echoes and gives whole lines, as programs expect it.
  private func isCooked(_ pty: Pty) -> Bool {
    var state = termios()
    guard tcgetattr(pty.terminal, &state) == 0 else { return false }
    return state.c_lflag & tcflag_t(ECHO | ICANON) == tcflag_t(ECHO | ICANON)
  }

  @Test func ctrlCAtThePromptDropsTheLine() async throws {
    let program = try Program(["--demo", "--no-rc"])
    try await program.pty.see(Self.prompt)
    program.pty.type("half")
    try await program.pty.see("half")
    program.pty.type(Self.ctrlC)
    try await program.pty.see("^C")
    try await program.pty.see(Self.prompt)
    program.pty.type("print whole\r")
    try await program.pty.see("whole\r\n")
    try await leave(program)
    #expect(isCooked(program.pty))
  }

  @Test func anEditorThatStopsGoesOnWhereNobodyCouldBringItBack() async throws {
    // A program with a terminal of its own leads its session, as in `xterm -e edsh`.
    let editor = "sh -c 'kill -TSTP 0; echo print second > $0'"
    let program = try Program(["--demo", "--no-rc"], variables: ["VISUAL=\(editor)"])
    try await program.pty.see(Self.prompt)
    program.pty.type("print first\r")
    try await program.pty.see("first\r\n")
    try await program.pty.see(Self.prompt)
    program.pty.type("edit\r")
    try await program.pty.see("print second")
    program.pty.type("\r")
    try await program.pty.see("second\r\n")
    try await leave(program)
  }

  @Test func ctrlCEndsARequest() async throws {
    let server = try SilentServer()
    let program = try connect(to: server)
    try await program.pty.see(Self.prompt)
    program.pty.type("whoami\r")
    try await program.pty.see("\u{1B}[?2004l")
    program.pty.type(Self.ctrlC)
    try await program.pty.see("interrupted")
    try await leave(program)
    withExtendedLifetime(server) {}
  }

  @Test func ctrlCWhileNamesAreFetchedForTab() async throws {
    let server = try SilentServer()
    let program = try connect(to: server)
    try await program.pty.see(Self.prompt)
    // Before the editor reads, the terminal throws away with Ctrl-C what was typed.
    program.pty.type("sources get ")
    try await program.pty.see("sources get ")
    program.pty.type("\t")
    program.pty.type(Self.ctrlC)
    try await program.pty.see("^C")
    try await leave(program)
    withExtendedLifetime(server) {}
  }

  @Test func ctrlCEndsABulkRunAndSaysWhatIsLeft() async throws {
    let program = try Program(["--demo", "--no-rc"], variables: ["PAGER="])
    try await program.pty.see(Self.prompt)
    program.pty.type("schemas list | reload --yes\r")
    try await program.pty.see("ETA")
    program.pty.resize(columns: 60, rows: 20)
    program.kill(SIGWINCH)
    program.pty.type(Self.ctrlC)
    try await program.pty.see("runs resume")
    try await leave(program)
  }

  @Test func ctrlZStopsAndFgGoesOn() async throws {
    let shell = try Program(
      ["--norc", "--noprofile", "-i"], of: "/bin/bash", variables: ["PS1=$ ", "PAGER="])
    try await shell.pty.see("$ ")
    shell.pty.type("\"$EDSH\" --demo --no-rc\n")
    try await shell.pty.see(Self.prompt)
    shell.pty.type("print ha")
    try await shell.pty.see("ha")
    // At the prompt.
    shell.pty.type(Self.ctrlZ)
    try await shell.pty.see("Stopped")
    shell.pty.type("fg\n")
    try await shell.pty.see(Self.prompt)
    try await shell.pty.see("print ha")
    shell.pty.type("lf\r")
    try await shell.pty.see("half\r\n")
    // In a bulk run.
    try await shell.pty.see(Self.prompt)
    shell.pty.type("schemas list | reload --yes\r")
    try await shell.pty.see("ETA")
    shell.pty.type(Self.ctrlZ)
    try await shell.pty.see("Stopped")
    shell.pty.type("fg\n")
    try await shell.pty.see("ETA")
    shell.pty.type(Self.ctrlC)
    try await shell.pty.see("runs resume")
    try await shell.pty.see(Self.prompt)
    shell.pty.type("\u{4}")
    try await shell.pty.see("$ ")
    shell.pty.type("exit\n")
    #expect(try await shell.status() == 0)
  }

  @Test func ctrlZStopsARequestAndACompletion() async throws {
    let server = try SilentServer()
    let shell = try Program(
      ["--norc", "--noprofile", "-i"], of: "/bin/bash",
      variables: ["PS1=$ ", "POSTHOG_PERSONAL_API_KEY=phx_silence"])
    try await shell.pty.see("$ ")
    shell.pty.type("$EDSH --no-rc --host http://127.0.0.1:\(server.port) --project-id 1\n")
    try await shell.pty.see("/1> ")
    // While names are fetched for Tab.
    shell.pty.type("sources get \t")
    try await shell.pty.see("sources get ")
    shell.pty.type(Self.ctrlZ)
    try await shell.pty.see("Stopped")
    shell.pty.type("fg\n")
    try await shell.pty.see("/1> ")
    try await shell.pty.see("sources get ")
    // In a request.
    shell.pty.type("\u{15}whoami\r")
    try await shell.pty.see("\u{1B}[?2004l")
    shell.pty.type(Self.ctrlZ)
    try await shell.pty.see("Stopped")
    shell.pty.type("fg\n")
    try await shell.pty.see("--project-id 1")
    shell.pty.type(Self.ctrlC)
    try await shell.pty.see("interrupted")
    try await shell.pty.see("/1> ")
    shell.pty.type("\u{4}")
    try await shell.pty.see("$ ")
    shell.pty.type("exit\n")
    #expect(try await shell.status() == 0)
    withExtendedLifetime(server) {}
  }

  @Test func ctrlBackslashQuits() async throws {
    let program = try Program(["--demo", "--no-rc"], variables: ["SWIFT_BACKTRACE=enable=no"])
    try await program.pty.see(Self.prompt)
    program.pty.type("\u{1C}")
    #expect(try await program.status() == 128 + SIGQUIT)
    #expect(isCooked(program.pty))
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGSEGV, SIGABRT, SIGQUIT])
  func theTerminalIsGivenBackOnEveryWayOut(signal: Int32) async throws {
    // Where Swift's backtracer is installed it would take seconds, and then ask something.
    let program = try Program(
      ["--demo", "--no-rc"], variables: ["SWIFT_BACKTRACE=enable=no"])
    try await program.pty.see(Self.prompt)
    program.pty.type("half")
    try await program.pty.see("half")
    #expect(!isCooked(program.pty))
    program.kill(signal)
    try await program.pty.see("\u{1B}[?2004l")
    #expect(try await program.status() == 128 + signal)
    #expect(isCooked(program.pty))
  }
}
