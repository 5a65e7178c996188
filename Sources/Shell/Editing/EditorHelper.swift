import CommandLanguage
import CommandModel
import LineEditing
import Rendering
import Synchronization

/// What the line editor asks while a line is typed: what could stand here, how it is
/// painted, what may follow, is the entry whole, and what may history keep of it.
final class EditorHelper: Sendable {
  private let session: Session
  private let known: Mutex<Knowledge>
  /// Who hears of the things whose names were asked for, while a line is typed.
  private let wishes = Mutex<AsyncStream<KindName>.Continuation?>(nil)

  /// The forms of statements, by their word.
  private static let forms = Dictionary(
    uniqueKeysWithValues: StatementHelp.all.map { ($0.word, $0.form) })
  /// So many openers a continuation prompt shows.
  private static let openersMax = 3

  /// What is known beyond the tables.
  private struct Knowledge {
    var names = Completer.Session()
    /// The session's, and the commands that entries have defined.
    var vocabulary: Vocabulary
  }

  init(session: Session) {
    self.session = session
    known = Mutex(Knowledge(vocabulary: session.vocabulary))
  }

  /// What the session has named and seen so far.
  private var names: Completer.Session { known.withLock(\.names) }

  private var vocabulary: Vocabulary { known.withLock(\.vocabulary) }

  /// Takes what the session knows after an entry; what was seen before is still known.
  func learn(_ names: Completer.Session, and commands: [CommandSignature]) {
    known.withLock { known in
      let seenKinds = known.names.seenKinds
      known.names = names
      known.names.environment = session.environment.variables.keys.sorted()
      known.names.seenKinds = seenKinds.merging(names.seenKinds) { $0.merging($1) }
      known.vocabulary = session.vocabulary.including(commands)
    }
  }

  /// An editor that asks here.
  var configuration: LineEditor.Configuration {
    let variables = session.environment.variables
    var configuration = LineEditor.Configuration(
      programName: "edsh", terminalName: variables[.terminal])
    configuration.historySize = session.settings.integer("history_size")
    if configuration.historySize > 0 {
      configuration.historyFile =
        Profiles.stateFolder(variables: variables).map { $0 + "/history" }
    }
    configuration.isColored = isColored
    configuration.continuation = { [weak self] in self?.continuation(of: $0) ?? .complete }
    configuration.redact = { [weak self] in self?.kept($0) }
    configuration.complete = { [weak self] text, cursor in
      self?.completions(of: text, at: cursor) ?? .none
    }
    configuration.highlight = { [weak self] in self?.highlights(of: $0) ?? [] }
    configuration.hint = { [weak self] in self?.hint(for: $0) }
    return configuration
  }

  /// The kinds of things whose names completion is asked for from now on.
  func wishedNames() -> AsyncStream<KindName> {
    let (stream, sender) = AsyncStream.makeStream(
      of: KindName.self, bufferingPolicy: .bufferingNewest(1))
    wishes.withLock { $0 = sender }
    return stream
  }

  /// `{ ( … `: the openers of what is open, as far as there is room, the innermost last.
  private func continuation(of text: String) -> LineEditor.Continuation {
    switch Completeness(of: text, vocabulary: vocabulary) {
    case .complete: .complete
    case .open(let openers):
      .open(prompt: (openers.suffix(Self.openersMax) + ["… "]).joined(separator: " "))
    }
  }

  /// What history keeps of an entry; nothing where it is switched off.
  private func kept(_ text: String) -> String? {
    guard session.settings.integer("history_size") > 0 else { return nil }
    return HistoryText.redacted(text, vocabulary: vocabulary)
  }

  private func hint(for text: String) -> Hint? {
    Hinter.hint(for: text, vocabulary: vocabulary, forms: Self.forms)
      .map { Hint($0.shown, taken: $0.taken) }
  }
}

// MARK: - Colours

extension EditorHelper {
  /// A longer text is a pasted file, and each key would wait for all of it.
  private static let highlightedBytesMax = 8192

  /// A terminal that knows no colours shows none, whatever was asked for.
  private var isColored: Bool {
    let terminal = session.environment.variables[.terminal] ?? "dumb"
    return session.outputStyle.color && terminal != "dumb"
  }

  private func highlights(of text: String) -> [LineEditing.Highlight] {
    guard text.utf8.count <= Self.highlightedBytesMax, isColored else { return [] }
    return Highlighter.highlights(of: text, vocabulary: vocabulary, session: names)
      .compactMap { part in
        part.style.rendition.map {
          LineEditing.Highlight(part.range.lower..<part.range.upper, rendition: $0)
        }
      }
  }
}

extension CommandLanguage.Highlight.Style {
  /// The parameters of SGR; nil for what looks like any other text. The eight colours are
  /// those that a person has chosen for the terminal.
  fileprivate var rendition: String? {
    switch self {
    case .keyword: "1;35"
    case .command: "1;34"
    case .flag, .name: "36"
    case .text: "32"
    case .number: "33"
    case .variable: "35"
    case .comment: "90"
    case .error: "4;31"
    case .sign: nil
    }
  }
}

// MARK: - Completion

extension EditorHelper {
  /// Offers what is known and waits for nothing: the keys wait for it.
  private func completions(of text: String, at cursor: Int) -> Completions {
    var names = names
    names.directories = session.knownNames
    names.choices = session.choices
    names.peek = { [files = session.files] in files.peek(at: $0) }
    let found = Completer.complete(
      text, cursor: cursor, vocabulary: vocabulary, session: names)
    let range = found.replaced.lower..<found.replaced.upper
    if let file = found.wantedFile {
      let paths = session.files.names(startingWith: file.partial)
      let isFolder = paths.count == 1 && paths.first?.hasSuffix("/") == true
      return Completions(
        replacing: range, with: paths.map { .init(file.whole($0)) }, suffix: isFolder ? "" : " ")
    }
    let candidates = found.candidates.map { found in
      var candidate = Completions.Candidate(found.text, summary: found.summary)
      candidate.rendition = found.kind.style.rendition ?? ""
      return candidate
    }
    // Behind `name=` the value follows at once, and behind a variable perhaps a dot.
    let isOpen = found.candidates.first?.isContinued ?? false
    var completions = Completions(
      replacing: range, with: candidates, suffix: isOpen ? "" : " ")
    if let kind = found.wantedKind { completions.isPartial = asks(forNamesOf: kind) }
    return completions
  }

  /// Has names read that are not new any more; whether nothing is known of them yet.
  private func asks(forNamesOf kind: KindName) -> Bool {
    let isAwaited = session.awaitsNames(of: kind)
    wishes.withLock { _ = $0?.yield(kind) }
    return isAwaited
  }
}

extension Candidate.Kind {
  /// As the highlighter shows it in the line.
  fileprivate var style: CommandLanguage.Highlight.Style {
    switch self {
    case .keyword: .keyword
    case .command: .command
    case .flag, .setting: .flag
    case .field: .name
    case .value: .text
    case .variable: .variable
    }
  }
}

extension Candidate {
  /// Whether more follows without a blank.
  fileprivate var isContinued: Bool { text.hasSuffix("=") || kind == .variable }
}
