import CEditline
import Glibc

/// Questions on the terminal, outside the line editor.
///
/// Each waits on a thread of its own.
package struct TerminalPrompt: Sendable {
  /// What asking came to.
  package enum Answer: Sendable, Hashable {
    case text(String)
    /// Ctrl-C.
    case interrupted
    /// Ctrl-D before anything was typed, or the terminal is gone.
    case end
    /// `terminate` or `hangUp`, which whoever waits for it gets too.
    case terminated(Signal)
  }

  private let signals: Signals
  /// Nil asks on `/dev/tty`, or on the standard descriptors where there is none.
  private let descriptors: Descriptors?

  /// Where questions are written to and answers read from.
  package struct Descriptors: Sendable {
    let input: Int32
    let output: Int32

    /// The two ends of a terminal; they may be one descriptor.
    package init(input: Int32, output: Int32) {
      self.input = input
      self.output = output
    }
  }

  /// Questions that Ctrl-C ends, as long as `signals` are caught.
  package init(signals: Signals, descriptors: Descriptors? = nil) {
    self.signals = signals
    self.descriptors = descriptors
  }

  /// Asks for one line.
  ///
  /// - Throws: `SystemError` when there is no thread or descriptor to be had.
  package func line(_ prompt: String) async throws -> Answer { try await ask(prompt, .shown) }

  /// Asks for one line that is not shown while it is typed.
  ///
  /// - Throws: `SystemError` when there is no thread or descriptor to be had.
  package func secret(_ prompt: String) async throws -> Answer { try await ask(prompt, .hidden) }

  private func ask(_ prompt: String, _ echo: Question.Echo) async throws -> Answer {
    let mailbox = try Mailbox<Signal>()
    let (signals, descriptors) = (signals, descriptors)
    return try await BlockingThread.run {
      withTerminal(descriptors) { terminal in
        let question = Question(
          prompt: prompt, echo: echo, terminal: terminal, signals: signals, mailbox: mailbox)
        return question.answer()
      }
    }
  }
}

private func withTerminal<Result>(
  _ descriptors: TerminalPrompt.Descriptors?, _ use: (TerminalPrompt.Descriptors) -> Result
) -> Result {
  if let descriptors { return use(descriptors) }
  let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC)
  guard terminal >= 0 else {
    // Standard error may lead elsewhere; a terminal that is read can mostly be written to.
    let output = Terminal.isTerminal(STDERR_FILENO) ? STDERR_FILENO : STDIN_FILENO
    return use(.init(input: STDIN_FILENO, output: output))
  }
  defer { close(terminal) }
  return use(.init(input: terminal, output: terminal))
}

/// One question, on the thread that waits for the answer.
private struct Question {
  enum Echo { case shown, hidden }

  let prompt: String
  let echo: Echo
  let terminal: TerminalPrompt.Descriptors
  let signals: Signals
  let mailbox: Mailbox<Signal>

  func answer() -> TerminalPrompt.Answer {
    ce_terminal_lend(terminal.input, terminal.output, false)
    signals.lend { [mailbox] in mailbox.post($0) }
    defer {
      signals.takeBack()
      mailbox.close().forEach(signals.deliver)
      ce_terminal_restore()
    }
    begin()
    let answer = readLine()
    // The Enter of a hidden answer is not shown, and any other end has none.
    if case .text = answer, echo == .shown { return answer }
    write("\n")
    return answer
  }

  private func begin() {
    if echo == .hidden { setEcho(false) }
    write(prompt)
  }

  /// Byte after byte up to the newline: what is typed ahead stays for the next reader.
  private func readLine() -> TerminalPrompt.Answer {
    var bytes: [UInt8] = []
    while true {
      var ready = [
        pollfd(fd: mailbox.doorbell, events: Int16(POLLIN), revents: 0),
        pollfd(fd: terminal.input, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&ready, 2, -1) < 0 && errno != EINTR { return .end }
      for signal in mailbox.takeAll() {
        if let end = end(after: signal) { return end }
      }
      guard ready[1].revents != 0 else { continue }
      var byte: UInt8 = 0
      let count = read(terminal.input, &byte, 1)
      if count < 0 && (errno == EINTR || errno == EAGAIN) { continue }
      if count <= 0 && bytes.isEmpty { return .end }
      if count <= 0 || byte == UInt8(ascii: "\n") {
        return .text(String(decoding: bytes, as: UTF8.self))
      }
      bytes.append(byte)
    }
  }

  /// What a signal ends the question with; nil when the question stays.
  private func end(after signal: Signal) -> TerminalPrompt.Answer? {
    switch signal {
    case .resume, .resize: return nil
    case .stop:
      setEcho(true)
      write("\n")
      ce_suspend()
      begin()
      return nil
    case .interrupt:
      tcflush(terminal.input, TCIFLUSH)
      return .interrupted
    case .hangUp, .terminate:
      signals.takeBack()
      signals.deliver(signal)
      return .terminated(signal)
    }
  }

  private func setEcho(_ isOn: Bool) {
    var state = termios()
    guard tcgetattr(terminal.input, &state) == 0 else { return }
    let flag = tcflag_t(ECHO)
    state.c_lflag = isOn ? state.c_lflag | flag : state.c_lflag & ~flag
    tcsetattr(terminal.input, TCSANOW, &state)
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = Glibc.write(terminal.output, bytes, bytes.count)
  }
}
