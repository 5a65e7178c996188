import CommandModel
import Rendering
import Synchronization

/// The screen as one place: output, notes and the one progress line that must never
/// stand in either's way.
final class Console: Sendable {
  private let output: any TextSink
  private let errorOutput: any TextSink
  private let terminal: TerminalFacts
  private let canDraw: Bool
  /// The progress line that is on the screen now.
  private let shown = Mutex<String?>(nil)
  /// What has been written since a frame began; nil while none is collected.
  private let frame = Mutex<String?>(nil)

  init(environment: Environment) {
    output = environment.output
    errorOutput = environment.errorOutput
    terminal = environment.terminal
    canDraw = environment.canDrawProgress
  }

  /// Writes to standard output.
  ///
  /// - Throws: `SinkError`.
  func write(_ text: String) throws {
    if collects(text) { return }
    try shown.withLock { line in
      if terminal.outputIsTerminal { try erase(line) }
      try output.write(text)
      if terminal.outputIsTerminal { try draw(line) }
    }
  }

  /// Writes whole lines to standard error, above the progress line.
  ///
  /// A standard error that cannot be written is nothing a person could be told of.
  func writeError(_ text: String) {
    if collects(text) { return }
    shown.withLock { line in
      do {
        try erase(line)
        try errorOutput.write(text)
        try draw(line)
      } catch {
        return
      }
    }
  }

  /// Shows, changes or (nil) takes away the progress line; only where one can be drawn.
  func showProgress(_ text: String?) {
    guard canDraw else { return }
    shown.withLock { line in
      guard line != text else { return }
      do {
        try erase(line)
        try draw(text)
        line = text
      } catch {
        line = nil
      }
    }
  }

  // MARK: - Frames

  /// Collects what is written, to both streams, until the frame is taken.
  func beginFrame() { frame.withLock { $0 = "" } }

  /// What was written since the frame began, which ends here.
  func takeFrame() -> String {
    frame.withLock { frame in
      defer { frame = nil }
      return frame ?? ""
    }
  }

  private func collects(_ text: String) -> Bool {
    frame.withLock { frame in
      if frame == nil { return false }
      frame?.append(text)
      return true
    }
  }

  private func erase(_ line: String?) throws {
    if line != nil { try errorOutput.write("\r\u{1B}[K") }
  }

  private func draw(_ line: String?) throws {
    if let line { try errorOutput.write(line) }
  }
}

extension Environment {
  /// Whether standard error is a terminal that can take a line back.
  var canDrawProgress: Bool { terminal.errorIsTerminal && variables["TERM"] != "dumb" }
}
