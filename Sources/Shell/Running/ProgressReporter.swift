import CommandModel
import Rendering
import Synchronization

/// Shows how far a run or a wait has come: a bar where one can be drawn, else a plain
/// line every 30 seconds; for programs that line is a note.
final class ProgressReporter: Sendable {
  /// A bar is drawn at most so often.
  private static let barEvery = Duration.milliseconds(100)
  private static let lineEvery = Duration.seconds(30)

  private let session: Session
  private let isBar: Bool
  private let lastShown: Mutex<Duration>

  init(session: Session) {
    self.session = session
    isBar = session.environment.canDrawProgress && session.options.errorForm == .text
    let now = session.environment.timekeeper.uptime
    // The first bar is drawn at once, the first plain line only after its time.
    lastShown = Mutex(isBar ? now - ProgressReporter.barEvery : now)
  }

  func update(_ progress: Progress) {
    guard !session.options.isQuiet, isDue() else { return }
    var style = session.errorStyle
    style.isTerminal = isBar
    let line = ProgressRenderer.line(progress, style: style)
    switch (isBar, session.options.errorForm) {
    case (true, _): session.console.showProgress(line)
    case (false, .text): session.console.writeError(line + "\n")
    case (false, .json): session.note(line)
    }
  }

  /// Takes the bar away.
  func end() { session.console.showProgress(nil) }

  private func isDue() -> Bool {
    let now = session.environment.timekeeper.uptime
    let pause = isBar ? ProgressReporter.barEvery : ProgressReporter.lineEvery
    return lastShown.withLock { last in
      guard now - last >= pause else { return false }
      last = now
      return true
    }
  }
}
