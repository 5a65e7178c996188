/// The line editor of a terminal: libedit as one type.
///
/// It sees strings and closures, never the language. libedit runs on a thread of its
/// own, because it blocks as long as a person thinks and wants all its calls there.
package final class LineEditor: Sendable {
  /// What reading a line came to.
  package enum Line: Sendable, Hashable {
    /// An entry; more than one row when the first was not complete, or was pasted.
    case text(String)
    /// Ctrl-C: what was typed is dropped.
    case interrupted
    /// Ctrl-D on an empty line, or the terminal is gone.
    case end
    /// `terminate` or `hangUp`.
    case terminated(Signal)
  }

  /// Whether a text is an entry, or wants another row.
  package enum Continuation: Sendable, Hashable {
    /// It is an entry.
    case complete
    /// The prompt for the next row.
    case open(prompt: String)
  }

  /// What came of editing a text elsewhere.
  package enum Edit: Sendable, Hashable {
    /// The text, as it came back.
    case text(String)
    /// Why none did, for the person; the line stays as it is.
    case failed(String)
  }

  /// What an editor is made of.
  package struct Configuration: Sendable {
    /// The name that lines of `.editrc` may begin with: `edsh:bind …`.
    package var programName: String
    /// The terminal's name in terminfo, `TERM`; nil is one without escape sequences.
    package var terminalName: String?
    /// The terminal's descriptor that keys come from.
    package var input: Int32 = 0
    /// The terminal's descriptor that is drawn on.
    package var output: Int32 = 1
    /// Settings of libedit; nil looks at `$EDITRC` and `~/.editrc`.
    package var settingsFile: String?
    /// Where history is kept, 0600; nil keeps it for this session only.
    package var historyFile: String?
    /// Entries that are kept.
    package var historySize = 10_000
    /// What could stand at a cursor, given in bytes of UTF-8.
    ///
    /// All closures are called on the editor's thread and hold up the keys.
    package var complete: @Sendable (_ text: String, _ cursor: Int) -> Completions
    /// How the parts of a text stand out, in order and apart from one another; asked again
    /// after each key, and not at all where there are no colours.
    package var highlight: @Sendable (_ text: String) -> [Highlight]
    /// What could come next, while the cursor is behind the text; nil shows how the newest
    /// entry of history that begins so went on.
    package var hint: @Sendable (_ text: String) -> Hint?
    /// Whether text and hint are shown in colours.
    package var isColored = true
    /// Opens a text in an editor of the person's own. The terminal is as a program expects
    /// it meanwhile.
    package var edit: @Sendable (_ text: String) -> Edit
    /// Whether what was typed so far is an entry.
    package var continuation: @Sendable (_ text: String) -> Continuation
    /// What history keeps of an entry: it, a text without its secrets, or nothing.
    package var redact: @Sendable (_ text: String) -> String?

    /// An editor that completes nothing, takes each row for an entry, and keeps it all.
    package init(programName: String, terminalName: String?) {
      self.programName = programName
      self.terminalName = terminalName
      complete = { _, _ in .none }
      highlight = { _ in [] }
      hint = { _ -> Hint? in nil }
      edit = { .text($0) }
      continuation = { _ in .complete }
      redact = { $0 }
    }
  }

  /// What the editor's thread is asked for.
  enum Message: Sendable {
    case read(Request)
    case notice(String)
    case signal(Signal)
    case completionsChanged
    case history(CheckedContinuation<[String], Never>)
    case clearHistory(CheckedContinuation<Result<Void, SystemError>, Never>)
    case close(CheckedContinuation<Void, Never>)
  }

  /// A line that somebody waits for.
  struct Request: Sendable {
    let prompt: String
    /// What stands in the line already.
    let text: String
    let continuation: CheckedContinuation<Line, Never>
  }

  private let mailbox: Mailbox<Message>

  /// Opens an editor on a terminal; ask ``Terminal/isTerminal(_:)`` before.
  ///
  /// - Throws: `SystemError` when descriptors, memory or threads are used up.
  package convenience init(
    _ configuration: Configuration, signals: Signals
  ) throws(SystemError) {
    try self.init(configuration, signals: signals, idle: { _ in })
  }

  /// `idle` hears, on the editor's thread, when all keys so far are answered and drawn, and
  /// how many bytes they were.
  init(
    _ configuration: Configuration, signals: Signals, idle: @escaping @Sendable (Int) -> Void
  ) throws(SystemError) {
    mailbox = try Mailbox()
    let loop = try EditingLoop(configuration, mailbox: mailbox, signals: signals, idle: idle)
    try BlockingThread.start { loop.run() }
  }

  /// Asks for an entry and remembers it in history; `text` stands in the line already.
  ///
  /// The prompt may hold colours (`ESC [ … m`), each of which replaces the one before.
  /// One call at a time; `.end` after ``close()``.
  package func readLine(prompt: String, text: String) async -> Line {
    await withCheckedContinuation { continuation in
      let request = Request(prompt: prompt, text: text, continuation: continuation)
      if !mailbox.post(.read(request)) { continuation.resume(returning: .end) }
    }
  }

  /// Tells that completions which were partial can be asked for again.
  package func completionsChanged() { mailbox.post(.completionsChanged) }

  /// What was entered, oldest first; none after ``close()``.
  package func history() async -> [String] {
    await withCheckedContinuation { continuation in
      if !mailbox.post(.history(continuation)) { continuation.resume(returning: []) }
    }
  }

  /// Forgets what was entered, here and in the file; other shells keep what they know.
  ///
  /// - Throws: `SystemError` when the file could not be emptied.
  package func clearHistory() async throws {
    let result = await withCheckedContinuation { continuation in
      if !mailbox.post(.clearHistory(continuation)) { continuation.resume(returning: .success(())) }
    }
    try result.get()
  }

  /// Prints a message above the line that is typed; else before the next prompt.
  package func post(_ message: String) { mailbox.post(.notice(message)) }

  /// Gives the terminal back; a line that is being typed is dropped.
  package func close() async {
    await withCheckedContinuation { continuation in
      if !mailbox.post(.close(continuation)) { continuation.resume() }
    }
  }
}
