import CommandModel
import Rendering
import Synchronization

/// A line for a screen of so many columns; the window may change between two drawings.
typealias ProgressLine = @Sendable (Int) -> String

/// The screen as one place: output, notes and the one progress line that must never
/// stand in either's way.
final class Console: Sendable {
  private let output: any TextSink
  private let errorOutput: any TextSink
  private let terminal: TerminalFacts
  private let canDraw: Bool
  /// The progress line that is on the screen now.
  private let shown = Mutex<ProgressLine?>(nil)
  /// What has been written since a frame began; nil while none is collected.
  private let frame = Mutex<String?>(nil)
  /// What is to be told when another program gives the screen back; nil while it is ours.
  private let untold = Mutex<String?>(nil)

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
    if collects(text) || puts(off: text) { return }
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
  func showProgress(_ next: ProgressLine?) {
    guard canDraw, untold.withLock({ $0 == nil }) else { return }
    shown.withLock { line in
      do {
        if next == nil { try erase(line) }
        try draw(next)
        line = next
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

  // MARK: - Another program's screen

  /// Leaves the screen to a pager: what would be told meanwhile is told when it comes back.
  func lendScreen() {
    showProgress(nil)
    untold.withLock { $0 = $0 ?? "" }
  }

  /// Ends ``lendScreen()``.
  func takeScreenBack() {
    let text = untold.withLock { untold in
      defer { untold = nil }
      return untold ?? ""
    }
    if !text.isEmpty { writeError(text) }
  }

  private func puts(off text: String) -> Bool {
    untold.withLock { untold in
      if untold == nil { return false }
      untold?.append(text)
      return true
    }
  }

  private func collects(_ text: String) -> Bool {
    frame.withLock { frame in
      if frame == nil { return false }
      frame?.append(text)
      return true
    }
  }

  private func erase(_ line: ProgressLine?) throws {
    if line != nil { try errorOutput.write("\r\u{1B}[J") }
  }

  /// Draws over what is there and goes back to the start.
  ///
  /// A window that becomes narrower breaks the line in two and takes the cursor along with
  /// its first character, so that everything below the cursor is the line's.
  private func draw(_ line: ProgressLine?) throws {
    if let line { try errorOutput.write("\r\(line(terminal.width()))\u{1B}[J\r") }
  }
}

extension Environment {
  /// Whether standard error is a terminal that can take a line back.
  var canDrawProgress: Bool { terminal.errorIsTerminal && variables[.terminal] != "dumb" }
}
