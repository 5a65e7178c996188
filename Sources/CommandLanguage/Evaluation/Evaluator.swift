package import CommandModel

/// How a text ended that ran without an error.
package enum Completion: Sendable, Hashable {
  /// The end was reached.
  case finished
  /// `exit`: with the status that was written, or nil for what the runs say.
  case exit(Int?)
}

/// Runs checked texts, one after the other, and remembers what they named.
///
/// It is used from one task; everything outside the language is the host's.
package final class Evaluator {
  let host: any Host
  let vocabulary: Vocabulary
  /// Whether a person types the lines: only then `$_` exists.
  let isInteractive: Bool

  /// Whether every pipeline is planned only: `--dry-run`.
  let isPlanning: Bool
  /// Whether the person has agreed to everything: `--yes` of the process.
  let isAgreed: Bool
  /// Whether all that it runs is a part of one statement, which is not over before that is.
  let isPartOfStatement: Bool

  /// What `let`, `param`, `for` and `catch` have named at the top of the script.
  var globals: [String: Value] = [:]
  /// The names of the scope at work, of a `def` or a round of `each`; nil at the top.
  var locals: [String: Value]?
  /// The commands that scripts have defined.
  var definitions = Definitions()
  /// The text that runs, and the script of it or included by it that is at work.
  var checked: Checked
  var script: LoadedScript
  /// The statement at work.
  var statement = SourceRange(0, 0)
  /// What the arguments of the text were given as.
  var arguments: [String: Value] = [:]
  /// What is around the statement at work.
  var surroundings = Surroundings()
  /// What the pipelines of the scope at work have yielded; nil where they are shown.
  var yielded: Yielded?

  /// Creates an evaluator that knows no variables yet.
  package init(
    host: any Host, vocabulary: Vocabulary, isInteractive: Bool = false,
    isPlanning: Bool = false, isAgreed: Bool = false, isPartOfStatement: Bool = false
  ) {
    self.host = host
    self.vocabulary = vocabulary
    self.isInteractive = isInteractive
    self.isPlanning = isPlanning
    self.isAgreed = isAgreed
    self.isPartOfStatement = isPartOfStatement
    script = LoadedScript(
      source: SourceText(""), script: Script([], range: SourceRange(0, 0)))
    checked = Checked(loaded: script, diagnostics: [])
  }

  /// The names that `$` can be followed by, for completion.
  package var variableNames: [String] { globals.keys.sorted() }

  /// The commands that scripts have defined, for completion.
  package var definedCommands: [CommandSignature] { definitions.signatures }

  /// What the records in variables look like, for completion; those in `$_` were shown last.
  package var seenRecords: [String: SeenRecords] { globals.mapValues { SeenRecords(of: $0) } }

  /// Reads and checks a text, with the scripts it includes.
  package func check(_ source: SourceText) async -> Checked {
    check(await loader.load(source))
  }

  /// Checks a tree that was made without parsing: a command of the process's arguments.
  package func check(
    _ script: Script, of source: SourceText, diagnostics: [Diagnostic] = []
  ) async -> Checked {
    check(await loader.load(script, of: source, diagnostics: diagnostics))
  }

  /// Runs a checked text; `arguments` are the values of its `param`s that were given.
  ///
  /// - Throws: `Problem` where a statement fails, or before anything is done when the
  ///   check has found errors; `CancellationError` when the person interrupts.
  package func run(
    _ checked: Checked, arguments: [String: Value] = [:]
  ) async throws -> Completion {
    guard checked.isRunnable else { throw Problem(.usage, checked.diagnostics) }
    self.checked = checked
    self.arguments = arguments
    script = checked.loaded
    surroundings = Surroundings()
    surroundings.isPlanned = isPlanning
    do {
      try await runStatements(of: script.script)
      return .finished
    } catch let exit as Exit {
      return .exit(exit.status)
    }
  }

  private var loader: ScriptLoader { ScriptLoader(host: host, vocabulary: vocabulary) }

  private func check(_ loaded: LoadedScript) -> Checked {
    Checker.check(
      loaded, vocabulary: vocabulary, variables: globals.mapValues { Flow(of: $0) },
      definitions: definitions, isInteractive: isInteractive, isAgreed: isAgreed,
      isPlanned: isPlanning)
  }
}

/// `exit` on its way out of the statements around it.
struct Exit: Error {
  let status: Int?
}

// MARK: - Places

extension Evaluator {
  /// Runs `work`; a problem that points nowhere gets the place of `range`.
  func located<Result>(
    at range: SourceRange, _ work: () async throws -> Result
  ) async throws -> Result {
    do {
      return try await work()
    } catch var problem as Problem {
      for index in problem.diagnostics.indices where problem.diagnostics[index].source == nil {
        problem.diagnostics[index].source = script.source
        if problem.diagnostics[index].range == nil {
          problem.diagnostics[index].range = range
        }
      }
      throw problem
    } catch let error as ValueError {
      throw Problem(
        error.code.category,
        [
          Diagnostic(error.code, error.message, at: range, hint: error.hint)
            .placed(in: script.source)
        ])
    }
  }

  /// The same for a stream, whose problems come when it is read.
  func located(_ records: Records, at range: SourceRange) -> Records {
    Records(records.shape) { [self] in
      try await located(at: range) { try await records.nextBatch() }
    }
  }
}
