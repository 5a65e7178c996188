import CEditline

/// The editor's thread: the only place where libedit is called.
///
/// libedit answers the keys: it has the text, the cursor, what was cut, the settings of
/// `.editrc` and the keys of vi. What is seen is drawn here, from that text, whenever no key
/// waits.
final class EditingLoop {
  let configuration: LineEditor.Configuration
  let handle: OpaquePointer
  let mailbox: Mailbox<LineEditor.Message>
  let idle: @Sendable (Int) -> Void
  private let signals: Signals
  var memory: HistoryKeeper

  /// Who waits for a line, and who waits until the editor is closed.
  private var requests: [LineEditor.Request] = []
  private var closing: [CheckedContinuation<Void, Never>] = []
  /// Notices that came between two lines.
  private var notices: [String] = []

  var isReading = false
  /// The rows of the entry above the one that is typed, each with its newline; libedit
  /// draws them, or a key of the person's own ended them.
  private(set) var earlierRows = ""
  private(set) var prompt = ""
  /// What stands in the line when it begins.
  var initialText = ""
  /// What the entry comes to, when libedit cannot know it.
  var outcome: LineEditor.Line?
  /// Whether another program had the terminal when the messages at hand came.
  var isLent = false
  /// Whether the line was drawn after Ctrl-Z already, so that SIGCONT needs no drawing.
  var isAwake = false

  var display = Display()
  /// Whether the line was left: nothing more is drawn for it.
  var isLeft = false
  /// Whether completions were announced that can be asked for again.
  var hasNewCompletions = false
  var walk: CompletionWalk?
  /// The layout of what is walked through, for the window as it is.
  var menu: CandidateMenu?
  var recall: Recall?
  var historyHint = HistoryHint()
  var search: HistorySearch?
  var undone = UndoStack()
  var gutters = Gutters()

  init(
    _ configuration: LineEditor.Configuration, mailbox: Mailbox<LineEditor.Message>,
    signals: Signals, idle: @escaping @Sendable (Int) -> Void
  ) throws(SystemError) {
    self.configuration = configuration
    self.mailbox = mailbox
    self.signals = signals
    self.idle = idle
    memory = HistoryKeeper(path: configuration.historyFile, sizeMax: configuration.historySize)
    handle = try EditingLoop.open(configuration, doorbell: mailbox.doorbell)
  }

  private static func open(
    _ configuration: LineEditor.Configuration, doorbell: Int32
  ) throws(SystemError) -> OpaquePointer {
    let opened = configuration.programName.withCString { program in
      (configuration.terminalName ?? "dumb").withCString { terminal in
        var settings = ce_configuration()
        settings.program = program
        settings.terminal = terminal
        settings.input = configuration.input
        settings.output = configuration.output
        settings.is_drawn = configuration.isDrawn
        settings.history_size = Int32(clamping: configuration.historySize)
        settings.doorbell = doorbell
        settings.woken = { EditingLoop.from($0).takeMessages() }
        settings.begun = { EditingLoop.from($0).lineHasBegun() }
        settings.idle = { EditingLoop.from($0).keysAreAnswered(bytesRead: $1) }
        settings.perform = { EditingLoop.from($0).perform($1) }
        return ce_open(&settings)
      }
    }
    guard let opened else { throw .last("open the line editor") }
    return opened
  }

  private static func from(_ context: UnsafeMutableRawPointer?) -> EditingLoop {
    guard let context else { preconditionFailure("libedit calls back only while a line is read") }
    return Unmanaged<EditingLoop>.fromOpaque(context).takeUnretainedValue()
  }

  /// Reads one entry after the other until the editor is closed.
  func run() {
    bindKeys()
    memory.load()
    recallAll()
    while closing.isEmpty {
      mailbox.wait()
      takeMessages()
      while closing.isEmpty, !requests.isEmpty {
        let request = requests.removeFirst()
        request.continuation.resume(returning: readEntry(request))
      }
    }
    ce_close(handle)
    for request in requests { request.continuation.resume(returning: .end) }
    mailbox.close().forEach(refuse)
    closing.forEach { $0.resume() }
  }

  private func refuse(_ message: LineEditor.Message) {
    switch message {
    case .read(let request): request.continuation.resume(returning: .end)
    case .close(let continuation): continuation.resume()
    case .history(let continuation): continuation.resume(returning: [])
    case .clearHistory(let continuation): continuation.resume(returning: .success(()))
    case .notice, .signal, .completionsChanged: break
    }
  }

  private func bindKeys() {
    func bind(_ bindings: [KeyBindings.Binding]) {
      for (key, command) in bindings { ce_bind(handle, key, command) }
    }
    bind(KeyBindings.habits)
    bind(KeyBindings.arrows)
    ce_read_settings(handle, configuration.settingsFile)
    bind(KeyBindings.own)
    guard ce_has_vi_keys(handle) else { return }
    bind(KeyBindings.habits)
    bind(KeyBindings.arrows)
    bind(KeyBindings.vi)
    for (key, command) in KeyBindings.viCommands { ce_bind_in_command_mode(handle, key, command) }
  }
}

// MARK: - Messages

extension EditingLoop {
  /// Does what messages ask for, in the middle of a line or between two.
  ///
  /// - Returns: whether the line goes on.
  @discardableResult
  func takeMessages() -> Bool {
    for message in mailbox.takeAll() {
      switch message {
      case .read(let request): requests.append(request)
      case .notice(let text): isReading ? showAbove(text) : notices.append(text)
      case .signal(let signal): isReading ? answer(signal) : signals.deliver(signal)
      case .completionsChanged: hasNewCompletions = true
      case .history(let continuation): continuation.resume(returning: memory.history.entries)
      case .clearHistory(let continuation):
        continuation.resume(returning: memory.clear())
        recallAll()
      case .close(let continuation):
        closing.append(continuation)
        if isReading { leave(with: .end) }
      }
    }
    return outcome == nil
  }

  private func answer(_ signal: Signal) {
    switch signal {
    case .resume where isLent: isAwake = false
    case .interrupt where isLent, .stop where isLent, .resize where isLent: break
    case .interrupt: leave(with: .interrupted, mark: "^C")
    case .hangUp, .terminate: leave(with: .terminated(signal))
    case .stop: stop()
    case .resume: resumeEditing()
    case .resize: followWindow()
    }
  }

  private func leave(with outcome: LineEditor.Line, mark: String = "") {
    guard self.outcome == nil else { return }
    self.outcome = outcome
    leaveLine(mark: mark)
  }
}

// MARK: - Entries

extension EditingLoop {
  /// Row after row until the entry is complete.
  ///
  /// A line that is drawn here holds all of its rows; it comes to more than one only by keys
  /// of the person's own.
  private func readEntry(_ request: LineEditor.Request) -> LineEditor.Line {
    (earlierRows, outcome, isReading, initialText) = ("", nil, true, request.text)
    (recall, undone, historyHint) = (nil, UndoStack(), HistoryHint())
    signals.lend { [mailbox] in mailbox.post(.signal($0)) }
    defer {
      signals.takeBack()
      isReading = false
    }
    tellNotices()
    prompt = request.prompt
    while true {
      guard let row = readRow() else { return outcome ?? endOfInput() }
      let text = earlierRows + row
      guard case .open(let next) = configuration.continuation(text) else {
        remember(text)
        return .text(text)
      }
      (earlierRows, prompt) = (text + "\n", next)
    }
  }

  /// One row without its newline; nil when there is none.
  private func readRow() -> String? {
    measure()
    beginLine()
    var length = 0
    let context = Unmanaged.passUnretained(self).toOpaque()
    let row: String? = StyledText(prompt).plain.withCString { prompt in
      guard let line = ce_read_line(handle, prompt, context, &length) else { return nil }
      let bytes = UnsafeRawBufferPointer(start: line, count: length)
      let row = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
      return String(decoding: row, as: UTF8.self)
    }
    // Keys of the person's own, and Ctrl-D, end a line without a word.
    leaveLine(text: row)
    return row
  }

  /// Ctrl-D on an empty row.
  ///
  /// An entry that was begun is handed over, so that its reader can say what is missing.
  private func endOfInput() -> LineEditor.Line {
    if !configuration.isDrawn { write("\n") }
    return earlierRows.isEmpty ? .end : .text(String(earlierRows.dropLast()))
  }

  private func tellNotices() {
    if let problem = memory.takeProblem() { notices.append(problem.description) }
    for notice in notices { write(notice.withoutControlsInRows + "\n") }
    notices = []
  }

  private func remember(_ text: String) {
    guard History.keeps(text), let kept = configuration.redact(text) else { return }
    if memory.append(kept) { recallAll() } else { ce_history_enter(handle, kept) }
  }

  /// Gives libedit the list: it could drop a repetition only of its newest entry.
  private func recallAll() {
    ce_history_clear(handle)
    for entry in memory.history.entries { ce_history_enter(handle, entry) }
  }
}
