import CommandModel
import Glibc
import LineEditing
import SystemPackage

/// A program that has the terminal for itself until it ends, as a job of a shell has.
///
/// It is a process group of its own: Ctrl-C is its business alone, and Ctrl-Z stops it and
/// then edsh, so that whoever started edsh can bring both back. Where nobody can, it goes on.
enum EditorProcess {
  private static let terminal = STDIN_FILENO

  /// Runs a program to its end and says its status: 128 and the signal's number where one
  /// ended it.
  ///
  /// - Throws: `Problem` where it cannot be started.
  static func run(_ words: [String], variables: [String: String]) throws(Problem) -> Int32 {
    let hasTerminal = Terminal.isTerminal(terminal)
    var modes = termios()
    if hasTerminal { tcgetattr(terminal, &modes) }
    let child = try start(words, variables: variables)
    if hasTerminal { give(terminalTo: child) }
    let status = wait(for: child, hasTerminal: hasTerminal)
    if hasTerminal {
      give(terminalTo: getpgrp())
      // One that was killed has left the terminal as it needed it.
      tcsetattr(terminal, TCSADRAIN, &modes)
    }
    return status
  }

  private static func start(
    _ words: [String], variables: [String: String]
  ) throws(Problem) -> pid_t {
    let editor = Spawn(
      words: words, variables: variables,
      defaultSignals: [SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGHUP, SIGTERM],
      leadsGroup: true)
    do throws(Errno) {
      return try editor.start()
    } catch {
      throw Problem(
        .local, code: .system,
        "cannot start `\(words.first ?? "")`: \(Files.words(for: error))")
    }
  }

  /// Waits for the end; while the program is stopped edsh is too.
  private static func wait(for child: pid_t, hasTerminal: Bool) -> Int32 {
    var status: Int32 = 0
    while true {
      let found = waitpid(child, &status, WUNTRACED)
      if found < 0 && errno == EINTR { continue }
      guard found == child else { return 127 }
      // Its low byte is 0x7F, and the next one the signal that stopped it.
      guard status & 0xFF == 0x7F else { break }
      let signal = (status >> 8) & 0xFF
      // It may have asked for the terminal before it had it.
      let wasTooEarly = signal == SIGTTIN || signal == SIGTTOU
      // In the background it has to wait until whoever started edsh brings it back.
      if hasTerminal, !wasTooEarly || tcgetpgrp(terminal) != getpgrp() {
        give(terminalTo: getpgrp())
        stop()
      }
      if hasTerminal { give(terminalTo: child) }
      kill(-child, SIGCONT)
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Stops until whoever started edsh brings it back; where edsh leads its session, as the only
  /// program of a window or a container, there is nobody who could.
  private static func stop() {
    if getsid(0) != getpid() { kill(0, SIGSTOP) }
  }

  /// Makes a process group the one that the terminal's keys reach.
  private static func give(terminalTo group: pid_t) {
    // Who is in the background is stopped for doing this, unless it does not heed that.
    var signals = sigset_t()
    var former = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGTTOU)
    pthread_sigmask(SIG_BLOCK, &signals, &former)
    tcsetpgrp(terminal, group)
    pthread_sigmask(SIG_SETMASK, &former, nil)
  }
}
