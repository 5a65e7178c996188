import CEditline
import Glibc
import Synchronization

/// A signal that the shell answers itself; the raw values are Linux's numbers.
package enum Signal: UInt8, Sendable, Hashable {
  /// SIGHUP: the terminal is gone.
  case hangUp = 1
  /// SIGINT: Ctrl-C.
  case interrupt = 2
  /// SIGTERM: the process is asked to end.
  case terminate = 15
  /// SIGCONT: the process goes on after it was stopped.
  case resume = 18
  /// SIGTSTP: Ctrl-Z.
  case stop = 20
  /// SIGWINCH: the window has another size.
  case resize = 28
}

/// The signals of the process, each handed to the one who should answer it.
///
/// While the terminal is read (a line is typed, a question is open) the reader gets
/// them all. Else a running command gets Ctrl-C and the calls to end; when there is
/// none they wait for whoever comes next, so that none is lost between two commands.
package final class Signals: Sendable {
  /// Answers signals; called on any thread.
  package typealias Receiver = @Sendable (Signal) -> Void

  private struct State {
    var reader: Receiver?
    var command: Receiver?
    var waiting: [Signal] = []

    /// Who answers a signal now; one that nobody can answer yet is kept.
    mutating func receiver(for signal: Signal) -> Receiver? {
      if let reader { return reader }
      switch signal {
      case .resume, .resize: return nil
      case .stop: return { _ in ce_suspend() }
      case .hangUp, .interrupt, .terminate:
        if command == nil { waiting.append(signal) }
        return command
      }
    }

    mutating func takeWaiting() -> [Signal] {
      defer { waiting = [] }
      return waiting
    }
  }

  private let state = Mutex(State())

  /// Signals that only ``deliver(_:)`` brings, until they are caught.
  package init() {}

  /// Catches the process's signals until ``close()``, on a thread of its own.
  ///
  /// Only one object can do so at a time. What the parent had ignored stays ignored.
  /// - Throws: `SystemError` when there is no pipe or no thread to be had.
  package func catchAll() throws(SystemError) {
    let descriptor = ce_signals_catch()
    guard descriptor >= 0 else { throw .last("open a pipe for signals") }
    try BlockingThread.start { [self] in
      var number: UInt8 = 0
      while read(descriptor, &number, 1) == 1, number != 0 {
        if let signal = Signal(rawValue: number) { deliver(signal) }
      }
    }
  }

  /// Gives every signal back the action it had before ``catchAll()``.
  package func close() { ce_signals_release() }

  /// Runs a command; `receiver` gets `interrupt`, `terminate` and `hangUp` meanwhile.
  ///
  /// The receiver is called on another thread and must not block.
  package func withReceiver<Result>(
    _ receiver: @escaping Receiver, _ command: () async throws -> Result
  ) async rethrows -> Result {
    let (outer, waiting) = state.withLock { state in
      defer { state.command = receiver }
      return (state.command, state.takeWaiting())
    }
    waiting.forEach(receiver)
    defer { state.withLock { $0.command = outer } }
    return try await command()
  }

  /// Sends every signal to who reads the terminal, those that wait first.
  func lend(to reader: @escaping Receiver) {
    let waiting = state.withLock { state in
      state.reader = reader
      return state.takeWaiting()
    }
    waiting.forEach(reader)
  }

  /// Ends ``lend(to:)``.
  func takeBack() { state.withLock { $0.reader = nil } }

  /// Hands over a signal, as if the process had got it.
  package func deliver(_ signal: Signal) {
    let receiver = state.withLock { $0.receiver(for: signal) }
    receiver?(signal)
  }
}
