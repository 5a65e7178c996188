import CommandLanguage
import CommandModel

/// The evaluator of a session, for whoever runs texts in it: one at a time, and so
/// that a running text can be cancelled from outside.
actor Interpreter {
  private let evaluator: Evaluator
  private let session: Session

  init(session: Session, isInteractive: Bool) {
    self.session = session
    evaluator = Evaluator(
      host: session, vocabulary: session.vocabulary, isInteractive: isInteractive,
      isPlanning: session.options.plansOnly, isAgreed: session.options.saysYes)
  }

  func check(_ source: SourceText) async -> Checked { await evaluator.check(source) }

  /// Checks a command of the process's arguments, each word one value.
  func check(words: [String]) async -> Checked {
    let (script, source) = Script.fromShellWords(words, vocabulary: session.vocabulary)
    return await evaluator.check(script, of: source)
  }

  /// Tells of what the check found, and runs the text when nothing forbids it.
  ///
  /// - Throws: `Problem`, of usage when the check has found errors.
  func run(_ checked: Checked, arguments: [String: Value] = [:]) async throws -> Completion {
    if checked.isRunnable { checked.diagnostics.forEach { session.show($0) } }
    session.roundStart = session.environment.timekeeper.now
    return try await evaluator.run(checked, arguments: arguments)
  }

  /// The commands that entries have defined.
  var definedCommands: [CommandSignature] { evaluator.definedCommands }

  /// What completion may offer besides the vocabulary.
  var names: Completer.Session {
    var names = Completer.Session(variables: evaluator.variableNames)
    names.seen = evaluator.seenRecords
    for seen in names.seen.values {
      if let shape = seen.shape {
        names.seenKinds[shape] = names.seenKinds[shape]?.merging(seen) ?? seen
      }
    }
    return names
  }
}
