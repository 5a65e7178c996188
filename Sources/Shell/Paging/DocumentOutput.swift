import CommandLanguage
import CommandModel
import Rendering
import Synchronization

/// Where a document is written: to the screen, or through a pager once it does not fit there.
struct DocumentOutput {
  private enum Way {
    /// So far it fits on the screen, and is not written yet.
    case open(String)
    case screen
    case pager(any Pager)
    /// The person has left the pager.
    case left(any Pager)
  }

  private let session: Session
  private let choice: PagerChoice?
  private var way: Way
  /// What a pager was given, for when it turns out that there is none.
  private var given: [String] = []
  private var trouble: String?

  init(_ session: Session) {
    self.session = session
    choice = session.pagerChoice
    way = choice == nil ? .screen : .open("")
  }

  /// Whether nobody wants to see any more of it.
  var isOver: Bool {
    if case .left = way { true } else { false }
  }

  /// Takes more of the document.
  ///
  /// - Throws: As ``Session/write(text:)``.
  mutating func write(_ text: String) async throws {
    switch way {
    case .screen: try session.write(text: text)
    case .open(let held): try await decide(held + text)
    case .pager(let pager): await give(text, to: pager)
    case .left: break
    }
  }

  /// Writes what is held back, or waits until the person has left the pager.
  mutating func finish() async throws {
    switch way {
    case .screen: break
    case .open(let held): try session.write(text: held)
    case .pager(let pager), .left(let pager):
      let end = await session.waitingForPager { await pager.close() }
      session.console.takeScreenBack()
      guard end == .notFound else { break }
      trouble = "no such command"
      for text in given { try session.write(text: text) }
    }
    way = .screen
    if let trouble, let choice {
      session.note("cannot start the pager `\(choice.command)`: \(trouble)")
    }
    trouble = nil
  }

  /// Who waits for a run sees what it yields as it comes, and leaving a pager stops none.
  private mutating func decide(_ text: String) async throws {
    guard let choice, !session.hasRunAtWork else {
      way = .screen
      return try session.write(text: text)
    }
    let terminal = session.environment.terminal
    // The prompt behind it takes a row.
    let fits = DrawnText.fits(text, width: terminal.width(), height: terminal.height() - 1)
    if fits && !choice.showsAll {
      way = .open(text)
    } else if !text.isEmpty {
      try await open(choice, with: text)
    }
  }

  private mutating func open(_ choice: PagerChoice, with text: String) async throws {
    do {
      let pager = try session.environment.openPager(choice.call(session.environment.variables))
      session.console.lendScreen()
      way = .pager(pager)
      await give(text, to: pager)
    } catch let error as PagerError {
      way = .screen
      if choice.isNamed { trouble = error.words }
      try session.write(text: text)
    }
  }

  private mutating func give(_ text: String, to pager: any Pager) async {
    let shown = session.settings.text("links") == "on" ? text : DrawnText.withoutLinks(text)
    given.append(shown)
    do {
      try await session.waitingForPager { try await pager.write(shown) }
    } catch {
      way = .left(pager)
    }
  }
}

extension Session {
  /// The pager of the shell; nil where a text is written as it is.
  fileprivate var pagerChoice: PagerChoice? {
    let terminal = environment.terminal
    guard isInteractive, terminal.inputIsTerminal, terminal.outputIsTerminal,
      environment.variables[.terminal] != "dumb", state.withLock({ $0.watch == nil })
    else { return nil }
    return PagerChoice(setting: settings.text("pager") ?? "", variables: environment.variables)
  }

  /// Does what takes as long as the person reads.
  fileprivate func waitingForPager<Result>(
    _ work: () async throws -> Result
  ) async rethrows -> Result {
    state.withLock { $0.waitsForPager = true }
    defer { state.withLock { $0.waitsForPager = false } }
    return try await work()
  }

  fileprivate var hasRunAtWork: Bool { state.withLock { $0.stop != nil } }
}
