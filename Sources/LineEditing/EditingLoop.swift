import CEditline

/// The editor's thread: the only place where libedit is called.
final class EditingLoop {
  let configuration: LineEditor.Configuration
  let handle: OpaquePointer
  private let mailbox: Mailbox<LineEditor.Message>
  private let signals: Signals
  private var memory: HistoryKeeper

  /// Who waits for a line, and who waits until the editor is closed.
  private var requests: [LineEditor.Request] = []
  private var closing: CheckedContinuation<Void, Never>?
  /// Notices that came between two lines.
  private var notices: [String] = []

  private var isReading = false
  /// The rows of the entry above the one that is typed, each with its newline.
  private(set) var earlierRows = ""
  private(set) var prompt = Prompt("")
  /// Columns of the window when the row was drawn.
  var drawnWidth = 80
  /// What the entry comes to, when libedit cannot know it.
  private var outcome: LineEditor.Line?

  init(
    _ configuration: LineEditor.Configuration, mailbox: Mailbox<LineEditor.Message>,
    signals: Signals
  ) throws(SystemError) {
    self.configuration = configuration
    self.mailbox = mailbox
    self.signals = signals
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
        settings.has_escapes = configuration.hasEscapes
        settings.history_size = Int32(clamping: configuration.historySize)
        settings.doorbell = doorbell
        settings.woken = { EditingLoop.from($0).takeMessages() }
        settings.complete = { EditingLoop.from($0).complete() }
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
    for (key, command) in KeyBindings.habits { ce_bind(handle, key, command) }
    ce_read_settings(handle, configuration.settingsFile)
    for (key, command) in KeyBindings.own { ce_bind(handle, key, command) }
    memory.load()
    recallAll()
    while closing == nil {
      mailbox.wait()
      takeMessages()
      while closing == nil, !requests.isEmpty {
        let request = requests.removeFirst()
        request.continuation.resume(returning: readEntry(prompt: request.prompt))
      }
    }
    ce_close(handle)
    for request in requests { request.continuation.resume(returning: .end) }
    mailbox.close().forEach(refuse)
    closing?.resume()
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
}

// MARK: - Messages

extension EditingLoop {
  /// Does what messages ask for, in the middle of a line or between two.
  ///
  /// - Returns: whether the line goes on.
  @discardableResult
  private func takeMessages() -> Bool {
    for message in mailbox.takeAll() {
      switch message {
      case .read(let request): requests.append(request)
      case .notice(let text): isReading ? showAbove(text) : notices.append(text)
      case .signal(let signal): isReading ? answer(signal) : signals.deliver(signal)
      case .completionsChanged: break
      case .history(let continuation): continuation.resume(returning: memory.history.entries)
      case .clearHistory(let continuation):
        continuation.resume(returning: memory.clear())
        recallAll()
      case .close(let continuation):
        closing = continuation
        if isReading { leave(with: .end) }
      }
    }
    return outcome == nil
  }

  private func answer(_ signal: Signal) {
    switch signal {
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
    showWholeLine()
    write(mark + "\n")
  }
}

// MARK: - Entries

extension EditingLoop {
  /// Row after row until the entry is complete.
  private func readEntry(prompt first: String) -> LineEditor.Line {
    (earlierRows, outcome, isReading) = ("", nil, true)
    signals.lend { [mailbox] in mailbox.post(.signal($0)) }
    defer {
      signals.takeBack()
      isReading = false
    }
    tellNotices()
    var prompt = first
    while true {
      guard let row = readRow(prompt: prompt) else { return outcome ?? endOfInput() }
      let text = earlierRows + row
      guard case .open(let next) = configuration.continuation(text) else {
        remember(text)
        return .text(text)
      }
      (earlierRows, prompt) = (text + "\n", next)
    }
  }

  /// One row without its newline; nil when there is none.
  private func readRow(prompt text: String) -> String? {
    prompt = Prompt(text)
    measure()
    var length = 0
    let context = Unmanaged.passUnretained(self).toOpaque()
    return prompt.marked.withCString { marked in
      guard let line = ce_read_line(handle, marked, context, &length) else { return nil }
      let bytes = UnsafeRawBufferPointer(start: line, count: length)
      let row = bytes.last == UInt8(ascii: "\n") ? bytes.dropLast() : bytes[...]
      return String(decoding: row, as: UTF8.self)
    }
  }

  /// Ctrl-D on an empty row.
  ///
  /// An entry that was begun is handed over, so that its reader can say what is missing.
  private func endOfInput() -> LineEditor.Line {
    write("\n")
    return earlierRows.isEmpty ? .end : .text(String(earlierRows.dropLast()))
  }

  private func tellNotices() {
    if let problem = memory.takeProblem() { notices.append(problem.description) }
    for notice in notices { write(notice + "\n") }
    notices = []
  }

  private func remember(_ text: String) {
    guard History.keeps(text), let kept = configuration.redact(text) else { return }
    memory.append(kept)
    recallAll()
  }

  /// Gives libedit the list: it could drop a repetition only of its newest entry.
  private func recallAll() {
    ce_history_clear(handle)
    for entry in memory.history.entries { ce_history_enter(handle, entry) }
  }
}
