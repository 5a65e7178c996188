import CommandModel
import Rendering
import RunEngine
import Synchronization

/// Shows how far a run or a wait has come, as the setting `progress` says.
final class ProgressReporter: Sendable {
  fileprivate enum Form {
    /// One line of the screen that is drawn again and again.
    case bar
    /// Now and then a line for a person who reads a log.
    case lines
    /// The same among diagnostics for programs.
    case notes
    /// One JSON object now and then, and one at the end.
    case json
    case none

    /// The least time between two drawings or lines.
    var pause: Duration {
      switch self {
      case .bar: .milliseconds(100)
      case .lines, .notes, .none: .seconds(30)
      case .json: .seconds(10)
      }
    }
  }

  private struct State {
    var lastShown: Duration
    var rate: RequestRate
    /// What was told last of all; nil when there is nothing newer than what was shown.
    var unshown: Progress?
  }

  private let session: Session
  private let run: String?
  private let form: Form
  private let state: Mutex<State>

  init(session: Session, run: String?) {
    self.session = session
    self.run = run
    form = Form(session)
    let now = session.environment.timekeeper.uptime
    // The first bar is drawn at once, the first line only after its time.
    state = Mutex(
      State(
        lastShown: form == .bar ? now - form.pause : now,
        rate: RequestRate(from: session.requestCount, at: now)))
  }

  func update(_ told: Progress) {
    guard form != .none else { return }
    let now = session.environment.timekeeper.uptime
    let count = session.requestCount
    let due = state.withLock { state -> Progress? in
      var progress = told
      progress.run = run
      progress.rate = state.rate.perSecond(after: count, at: now)
      progress.gate = told.gate ?? session.limiter?.pause
      guard now - state.lastShown >= form.pause else {
        state.unshown = progress
        return nil
      }
      state.lastShown = now
      state.unshown = nil
      return progress
    }
    if let due { show(due) }
  }

  /// Takes the bar away; a program is told how it ended.
  func end() {
    session.console.showProgress(nil)
    let last = state.withLock { state in
      defer { state.unshown = nil }
      return state.unshown
    }
    if form == .json, let last { show(last) }
  }

  private func show(_ progress: Progress) {
    var style = session.errorStyle
    style.isTerminal = form == .bar
    switch form {
    case .bar:
      session.console.showProgress { [style] width in
        var style = style
        style.width = width
        return ProgressRenderer.line(progress, style: style)
      }
    case .lines: session.console.writeError(ProgressRenderer.line(progress, style: style) + "\n")
    case .notes: session.note(ProgressRenderer.line(progress, style: style))
    case .json: session.console.writeError(ProgressRenderer.json(progress))
    case .none: return
    }
  }
}

extension ProgressReporter.Form {
  /// `-q` silences what is for people; a program that asked is told all the same.
  fileprivate init(_ session: Session) {
    switch session.settings.text("progress") ?? "auto" {
    case "json": self = .json
    case "none": self = .none
    case _ where session.options.isQuiet: self = .none
    case _ where session.options.errorForm == .json: self = .notes
    default: self = session.environment.canDrawProgress ? .bar : .lines
    }
  }
}

extension Session {
  /// The limiter of the connection in use; nil before the first request.
  fileprivate var limiter: Limiter? { state.withLock(\.connection)?.limiter }

  /// How many requests left so far.
  fileprivate var requestCount: Int { limiter?.taken ?? 0 }
}
