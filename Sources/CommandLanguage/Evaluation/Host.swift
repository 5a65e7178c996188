package import CommandModel

/// What the language asks of the program around it. The language itself does no
/// I/O, knows no clock and no service.
package protocol Host: Sendable {
  /// Carries out a command that is not the language's own: an operation of the
  /// service, `wait`, `open`, `save`, `help`, ….
  ///
  /// - Throws: `Problem`; `CancellationError` or `Interruption` when the person interrupts.
  func run(_ call: Call, input: Records?) async throws -> Records

  /// The thing of a kind that a text means which is no whole id.
  ///
  /// - Throws: `Problem`, of usage where it means none or several; else what kept the
  ///   listing from being read.
  func thing(_ reference: Reference, of kind: Kind) async throws -> Invocation.Target

  /// What is wrong with the bodies of requests beyond what their parameters tell, by body; a
  /// body may lack what is a mistake already.
  ///
  /// - Throws: `Problem` when that cannot be found out.
  func complaints(
    about bodies: [Record], of command: CommandSignature
  ) async throws -> [[Diagnostic]]

  /// The value of a setting; null when it has none. A secret one is never given.
  func setting(_ name: String) async -> Value
  /// Changes a setting to a value its parameter has read; nil takes it back to its default.
  func change(setting name: String, to value: Value?) async throws
  /// All settings as records `{name, value, from, summary}`.
  func listSettings() async -> [Value]

  /// Writes a statement's records as one document.
  func emit(_ records: Records, as presentation: Presentation) async throws
  /// Writes a text as it stands, with a newline: `print`.
  func write(_ text: String, to stream: OutputStream) async throws
  /// A value as compact JSON: what `print` writes for a list or a record.
  func json(_ value: Value) -> String
  /// Tells the person something that is no result.
  func note(_ diagnostic: Diagnostic) async

  /// The text of a script for `include`, its path relative to `script`'s.
  func script(at path: String, includedBy script: String?) async throws -> SourceText
  /// What `@file` stands for: parsed by its ending, else its text.
  func file(at path: String) async throws -> Value
  /// What `@file` begins a pipeline with; records may be read as they are asked for.
  func records(at path: String) async throws -> Records
  /// A secret typed without echo, for `=?`.
  func askSecret(for name: String) async throws -> Value
  /// A variable of the process's environment.
  func environment(_ name: String) async -> String?
  /// When the current script, line or round began.
  var now: Time { get async }

  /// Whether a script goes on behind a statement that failed; who says yes has told of it.
  func goesOn(after problem: Problem) async -> Bool
  /// The answer that a result tells of, if it was none that was wished for.
  func failure(behind result: ResultRecord) async -> Failure?
  /// A statement came to its end, or what broke it off was handled: the time for its
  /// summaries. Of one that ends the text the host is told by the error itself.
  func statementEnded() async

  /// Whether the person stopped a run of this text, which has come to its end since.
  var wasStopped: Bool { get async }

  /// Asks once before the rounds of a block that changes something.
  ///
  /// - Throws: `Problem` when the answer is no.
  func confirm(rounds: Int, of block: String) async throws

  /// Keeps the books of the rounds of an `each` while `work` runs them.
  func keepingBooks<Result>(
    of each: EachCall, _ work: (any RoundBooks) async throws -> Result
  ) async throws -> Result

  /// Does `round` again and again, so often, until the person ends it; what a round emits
  /// stands in the place of what the one before did.
  ///
  /// - Throws: `CancellationError` at the end; what a round throws that would meet the next
  ///   one too.
  func watch(every interval: Duration?, _ round: () async throws -> Void) async throws
}

extension Host {
  /// Nothing is known beyond the parameters.
  package func complaints(
    about bodies: [Record], of command: CommandSignature
  ) async throws -> [[Diagnostic]] {
    bodies.map { _ in [] }
  }

  /// The file as a whole.
  package func records(at path: String) async throws -> Records {
    .starting(with: try await file(at: path))
  }
}

/// What is known about the records of a statement, for whoever draws them.
package struct Presentation: Sendable {
  /// The format that `-o` asks for; nil means the session's.
  package var format: String?
  /// The command whose records these still are; nil after `select`, `count`, `flatten`
  /// and for values that came from elsewhere.
  package var producer: CommandSignature?
  /// The columns that what made them asks for, `select` above all; nil where nothing does.
  package var columns: [String]?
  /// Whether no document is due where no record comes: they are failures at most.
  package var omitsEmpty: Bool

  /// Creates what is known; nothing unless said.
  package init(
    format: String? = nil, producer: CommandSignature? = nil, columns: [String]? = nil,
    omitsEmpty: Bool = false
  ) {
    self.format = format
    self.producer = producer
    self.columns = columns
    self.omitsEmpty = omitsEmpty
  }
}

/// Where a text is written.
package enum OutputStream: Sendable, Hashable {
  case output, error
}

/// A command with its checked arguments, ready to be carried out.
package struct Call: Sendable {
  /// The command that is meant, also where only its verb was typed.
  package let command: CommandSignature
  /// Arguments by parameter name, read by their types: positional ones, the list of a
  /// rest parameter, settings (dotted ones as nested records) and flags that were given.
  package var arguments: Record
  /// What a verb is about: from its id argument, or from the records of the pipe, each
  /// once, in order. Nil for a command that is not about things.
  package var targets: Targets?
  /// The records that `create` takes its bodies from.
  package var bodies: [Record]?
  /// Whether it yields one thing or a list.
  package var shape: Records.Shape
  /// The kind of the records that come in, where it is known.
  package var inputKind: KindName?
  /// The columns that what made the records that come in asks for.
  package var inputColumns: [String]?
  /// What is around it.
  package var surroundings: Surroundings
  /// The statement as typed, for plans and the journal; secrets stand in it as `?` or `$env.X`.
  package var text: String
  /// Where it stands.
  package var source: SourceText
  package var range: SourceRange

  /// Creates a call.
  package init(
    _ command: CommandSignature, arguments: Record, targets: Targets? = nil,
    bodies: [Record]? = nil, shape: Records.Shape, inputKind: KindName? = nil,
    surroundings: Surroundings = Surroundings(), text: String = "",
    source: SourceText = SourceText(""),
    range: SourceRange = SourceRange(0, 0)
  ) {
    self.command = command
    self.arguments = arguments
    self.targets = targets
    self.bodies = bodies
    self.shape = shape
    self.inputKind = inputKind
    self.surroundings = surroundings
    self.text = text
    self.source = source
    self.range = range
  }
}
