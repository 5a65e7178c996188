import CommandModel

/// Finds everything that can be known to be wrong before anything is sent: commands,
/// arity, flags, settings, variables, literal values, and fields where a pipeline
/// begins with a command.
struct Checker {
  let vocabulary: Vocabulary
  /// Whether `$_` exists.
  let isInteractive: Bool
  /// Whether the person has agreed to everything: `--yes` of the process.
  let isAgreed: Bool
  /// The variables that exist here, with what is known about them.
  var variables: [String: Flow]
  /// The commands that the script has defined so far.
  var definitions: Definitions
  /// The variables of the scopes around: they are read and never assigned.
  var outerNames: Set<String> = []
  /// Those of the current script.
  private var diagnostics: [Diagnostic] = []
  /// Those of scripts that were looked at to their end, in their order.
  private var finished: [Diagnostic] = []
  var secrets: [String?: [SourceRange]] = [:]
  /// The script that is being looked at.
  var current: LoadedScript
  /// How many `for`s and `each`es are around.
  var loopDepth = 0
  /// How many blocks are around.
  private(set) var blockDepth = 0
  /// Whether the block of an `each` is around.
  var isInEach = false
  /// Whether `watch` is around.
  var isWatched = false
  /// Whether `plan` is around.
  var isPlanned = false
  /// What the pipelines of the block at hand yield; nil for a block that yields nothing.
  var yields: [Flow]?

  /// Checks a script and what it includes, given the variables that exist already.
  static func check(
    _ script: LoadedScript, vocabulary: Vocabulary, variables: [String: Flow] = [:],
    definitions: Definitions = Definitions(), isInteractive: Bool = false, isAgreed: Bool = false,
    isPlanned: Bool = false
  ) -> Checked {
    var checker = Checker(
      vocabulary: vocabulary, isInteractive: isInteractive, isAgreed: isAgreed,
      variables: variables, definitions: definitions, current: script)
    checker.isPlanned = isPlanned
    checker.checkCurrentScript()
    let places = HiddenPlaces(in: script, known: checker.secrets)
    return Checked(
      loaded: script.hiding(places),
      diagnostics: checker.finished.map { $0.hiding(places) })
  }

  /// What is known about the records that the last pipeline of a text yields.
  static func flow(
    of text: String, vocabulary: Vocabulary, variables: [String: Flow]
  ) -> Flow {
    let source = SourceText(text)
    let script = Parser.parse(source, vocabulary: vocabulary).script
    guard let pipeline = script.statements.last?.pipeline else { return Flow() }
    var checker = Checker(
      vocabulary: vocabulary, isInteractive: true, isAgreed: true, variables: variables,
      definitions: Definitions(), current: LoadedScript(source: source, script: script))
    return checker.check(pipeline, isStatement: false)
  }

  private init(
    vocabulary: Vocabulary, isInteractive: Bool, isAgreed: Bool, variables: [String: Flow],
    definitions: Definitions, current: LoadedScript
  ) {
    self.vocabulary = vocabulary
    self.isInteractive = isInteractive
    self.isAgreed = isAgreed
    self.variables = variables
    self.definitions = definitions
    self.current = current
  }

  private mutating func checkCurrentScript() {
    var mayTakeParam = true
    for statement in current.script.statements {
      check(statement, mayTakeParam: mayTakeParam)
      mayTakeParam = mayTakeParam && statement.mayPrecedeParam
    }
    diagnostics += current.diagnostics
    finished += diagnostics.sorted { ($0.range?.lower ?? 0) < ($1.range?.lower ?? 0) }
    diagnostics = []
  }

  /// Checks an included script in the place of the `include`.
  mutating func include(_ path: String, at range: SourceRange) {
    switch current.inclusions[path] {
    case .loaded(let script):
      let including = (current, diagnostics)
      (current, diagnostics) = (script, [])
      checkCurrentScript()
      (current, diagnostics) = including
    case .failed(var diagnostic):
      diagnostic.range = range
      report(diagnostic)
    case nil: report(.include, "`\(path)` cannot be included here", at: range)
    }
  }

  mutating func check(_ block: Block) {
    blockDepth += 1
    for statement in block.statements { check(statement, mayTakeParam: false) }
    blockDepth -= 1
  }
}

extension Statement {
  /// The pipeline that it runs by itself, or names the result of.
  var pipeline: Pipeline? {
    switch form {
    case .let(_, let pipeline), .pipeline(let pipeline): pipeline
    case .set, .unset, .param, .def, .if, .for, .try: nil
    }
  }

  /// Whether a `param` may still stand behind it.
  fileprivate var mayPrecedeParam: Bool {
    switch form {
    case .param: return true
    case .pipeline(let pipeline):
      guard case .command(let command)? = pipeline.elements.first?.form else { return false }
      return command.words.map(\.text) == [ControlCommand.include.rawValue]
    default: return false
    }
  }
}

// MARK: - Reporting

extension Checker {
  mutating func report(_ diagnostic: Diagnostic) {
    // Where the syntax is wrong already, nothing more needs to be said.
    guard !current.diagnostics.contains(where: { $0.range == diagnostic.range }) else { return }
    var placed = diagnostic
    placed.source = current.source
    diagnostics.append(placed)
  }

  mutating func report(
    _ code: ErrorCode, _ message: String, at range: SourceRange, hint: String? = nil
  ) {
    report(Diagnostic(code, message, at: range, hint: hint))
  }

  /// Keeps a secret that is written out from being shown.
  mutating func hide(_ node: ValueNode) {
    switch node.form {
    case .word("?"), .variable, .subpipe, .file, .missing: break
    case .list(let nodes): for node in nodes { hide(node) }
    case .record(let pairs): for pair in pairs { hide(pair.value) }
    case .raw, .text, .word, .group:
      secrets[current.source.name, default: []].append(node.range)
    }
  }
}
