import CommandLanguage
import CommandModel
import LineEditing
import Synchronization

/// What the line editor asks while a line is typed: what could stand here, is the entry
/// whole, and what may history keep of it.
final class EditorHelper: Sendable {
  private let session: Session
  private let known = Mutex(Completer.Session())
  /// Who hears of the things whose names were asked for, while a line is typed.
  private let wishes = Mutex<AsyncStream<KindName>.Continuation?>(nil)

  init(session: Session) { self.session = session }

  /// What the session has named so far.
  var names: Completer.Session {
    get { known.withLock(\.self) }
    set { known.withLock { $0 = newValue } }
  }

  var configuration: LineEditor.Configuration {
    let variables = session.environment.variables
    let vocabulary = session.vocabulary
    var configuration = LineEditor.Configuration(
      programName: "edsh", terminalName: variables[.terminal])
    configuration.historyFile =
      Profiles.stateFolder(variables: variables).map { $0 + "/history" }
    configuration.historySize = session.settings.integer("history_size")
    configuration.continuation = { text in
      switch Completeness(of: text, vocabulary: vocabulary) {
      case .complete: .complete
      case .open(let what): .open(prompt: "\(what) … ")
      }
    }
    configuration.redact = { HistoryText.redacted($0, vocabulary: vocabulary) }
    configuration.complete = { [weak self] text, cursor in
      self?.completions(of: text, at: cursor) ?? .none
    }
    return configuration
  }

  /// The kinds of things whose names completion is asked for from now on.
  func wishedNames() -> AsyncStream<KindName> {
    let (stream, sender) = AsyncStream.makeStream(
      of: KindName.self, bufferingPolicy: .bufferingNewest(1))
    wishes.withLock { $0 = sender }
    return stream
  }

  /// Offers what is known and waits for nothing: the keys wait for it.
  private func completions(of text: String, at cursor: Int) -> Completions {
    var names = names
    names.directories = session.knownNames
    let found = Completer.complete(
      text, cursor: cursor, vocabulary: session.vocabulary, session: names)
    if let kind = found.wantedKind { wishes.withLock { _ = $0?.yield(kind) } }
    let range = found.replaced.lower..<found.replaced.upper
    if let partial = found.partialFile {
      let start = range.upperBound - partial.utf8.count
      return Completions(
        replacing: start..<range.upperBound,
        with: session.files.names(startingWith: partial).map { .init($0) }, suffix: "")
    }
    let candidates = found.candidates.map { Completions.Candidate($0.text, summary: $0.summary) }
    // Behind `name=` the value follows at once.
    let isOpen = found.candidates.first?.text.hasSuffix("=") ?? false
    return Completions(replacing: range, with: candidates, suffix: isOpen ? "" : " ")
  }
}
