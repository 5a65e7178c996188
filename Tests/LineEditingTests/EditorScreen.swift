import Glibc

@testable import LineEditing

/// An editor on a terminal whose screen is looked at after each key.
///
/// Everything that waits does so on the thread that calls it: use `BlockingThread`.
final class EditorScreen: @unchecked Sendable {
  // Used on one thread after the other, never on two at once.

  /// What did not happen in time.
  struct Stuck: Error, CustomStringConvertible {
    let description: String
  }

  let pty: Pty
  let signals = Signals()
  let editor: LineEditor
  let emulator: TerminalEmulator
  private let idle: Mailbox<Int>
  private var bytesTyped = 0
  private var markCount = 0

  init(
    columns: Int, rows: Int, configure: (inout LineEditor.Configuration) -> Void = { _ in }
  ) throws {
    pty = try Pty(columns: UInt16(columns), rows: UInt16(rows))
    emulator = TerminalEmulator(columns: columns, rows: rows)
    var configuration = LineEditor.Configuration(programName: "edsh", terminalName: "xterm")
    configuration.input = pty.terminal
    configuration.output = pty.terminal
    configuration.settingsFile = "/dev/null"
    configure(&configuration)
    let idle = try Mailbox<Int>()
    self.idle = idle
    editor = try LineEditor(configuration, signals: signals) { idle.post($0) }
  }

  /// Types keys and waits until they are answered and drawn.
  func type(_ keys: String) throws {
    bytesTyped += keys.utf8.count
    pty.type(keys)
    try settle()
  }

  /// Types keys that end the line: there is nothing to wait for but the line.
  func typeLast(_ keys: String) {
    bytesTyped += keys.utf8.count
    pty.type(keys)
  }

  /// Waits until all that was typed is answered, and shows it.
  func settle() throws {
    var answered = -1
    while answered < bytesTyped {
      var ready = pollfd(fd: idle.doorbell, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 30_000) == 1 else {
        throw Stuck(description: "\(answered) bytes of \(bytesTyped) answered")
      }
      answered = idle.takeAll().last ?? answered
    }
    try show()
  }

  /// Shows what was written to the terminal so far.
  func show() throws {
    markCount += 1
    // An order to the terminal that it ignores: what stands before it was written before.
    let mark = "\u{1B}]777;\(markCount)\u{7}"
    let bytes = Array(mark.utf8)
    _ = write(pty.terminal, bytes, bytes.count)
    emulator.feed(try pty.read(upTo: bytes))
  }

  func resize(columns: Int, rows: Int) throws {
    pty.resize(columns: UInt16(columns), rows: UInt16(rows))
    emulator.resize(columns: columns, rows: rows)
    signals.deliver(.resize)
    try settleAfterMessage()
  }

  /// Waits until a message was answered that was sent a moment ago.
  func settleAfterMessage() throws {
    // The editor answers messages before keys.
    try type("x\u{7F}")
  }
}
