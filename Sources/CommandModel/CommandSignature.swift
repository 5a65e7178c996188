/// What a person can type and what comes of it; the face that operations of the
/// service, stages of the language and commands of edsh itself have in common.
///
/// Parser words, checks, completion, hints and help are functions of it.
package struct CommandSignature: Sendable {
  /// `["sources", "reload"]`.
  package let words: [String]
  /// The words as a person types them: `sources reload`.
  package let name: String
  package let summary: String
  /// Further lines of help, each one sentence.
  package let details: [String]
  package let parameters: [Parameter]
  package let input: Input
  package private(set) var yields: Yield
  package let effect: Effect
  /// Whether settings the table does not list are taken, and sent as they stand.
  package let otherSettings: OtherSettings
  /// What to say to names that are no parameters and that people try all the same.
  package let misnomers: [String: String]
  package let takesBlock: Bool
  /// Whether its positional arguments may be given as `--name value` too.
  package let namesPositionals: Bool
  /// Whether it follows the syncs that what comes in has started.
  package let followsSyncs: Bool
  /// The switch with which it yields a finished text instead of records.
  package let textSwitch: String?
  /// The flag with which it asks a person for its settings, so that none has to be given.
  package let askingFlag: String?
  /// The columns of a table of what it yields, in order, as field paths; empty where the
  /// fields themselves decide.
  package private(set) var columns: [String]
  package let examples: [Example]

  package init(
    _ words: String, _ summary: String, details: [String] = [], parameters: [Parameter] = [],
    input: Input = .none, yields: Yield, columns: [String] = [], effect: Effect = .reads,
    otherSettings: OtherSettings = .refused, misnomers: [String: String] = [:],
    takesBlock: Bool = false, namesPositionals: Bool = false, followsSyncs: Bool = false,
    textSwitch: String? = nil, askingFlag: String? = nil, examples: [Example] = []
  ) {
    self.words = words.split(separator: " ").map(String.init)
    name = self.words.joined(separator: " ")
    self.summary = summary
    self.details = details
    self.parameters = parameters
    self.input = input
    self.yields = yields
    self.columns = columns
    self.effect = effect
    self.otherSettings = otherSettings
    self.misnomers = misnomers
    self.takesBlock = takesBlock
    self.namesPositionals = namesPositionals
    self.followsSyncs = followsSyncs
    self.textSwitch = textSwitch
    self.askingFlag = askingFlag
    self.examples = examples
  }

  /// The verb: `reload` of `sources reload`.
  package var action: String { words.dropFirst().joined(separator: " ") }

  /// Whether an argument may be a secret.
  package var mayHoldSecrets: Bool {
    otherSettings == .secretFields || parameters.contains(where: \.isSecret)
  }

  /// The command as a call with such arguments makes it.
  package func called(with arguments: Record) -> CommandSignature {
    var called = self
    if let textSwitch, arguments[textSwitch] == true { called.yields = .text }
    if arguments[Parameter.allProjects.name] == true, !columns.isEmpty {
      called.columns = [Record.projectField] + columns
    }
    return called
  }

  /// The fields of the records that come in which a call looks at.
  package func fields(in arguments: Record) -> [String] {
    parameters.filter { $0.type == .field }.flatMap { parameter in
      arguments[parameter.name].map { $0.listValue ?? [$0] } ?? []
    }.compactMap(\.textValue)
  }

  /// The parameter that a typed name or flag means.
  package func parameter(named typed: some StringProtocol) -> Parameter? {
    parameters.first { !$0.isFlag && $0.isNamed(typed) }
  }

  /// The flag that `--typed` means.
  package func flag(named typed: some StringProtocol) -> Parameter? {
    parameters.first { $0.isFlag && $0.isNamed(typed) }
  }

  /// The flag that `-c` means.
  package func flag(short character: Character) -> Parameter? {
    parameters.first { $0.form == .flag(short: character) }
  }

  /// What may come through the pipe.
  package enum Input: Sendable, Hashable {
    /// Nothing: a record in the pipe before it is an error.
    case none
    /// Records that say which thing is meant: a verb with an id.
    case targets(KindName)
    /// Any values: a stage.
    case values
    /// Each record is one request's body: `create`.
    case bodies
  }

  /// What comes out.
  package enum Yield: Sendable, Hashable {
    case nothing
    case one(KindName?)
    case list(KindName?)
    /// As many as came in, of their kind.
    case same
    /// One value, whatever came in: `count`.
    case value
    /// A finished text, written as it stands whatever the format: `to`.
    case text
  }

  /// What becomes of settings the table does not list.
  package enum OtherSettings: Sendable, Hashable {
    case refused
    /// Taken as fields of the body; each leaf counts as a secret, because only the
    /// server's wizard knows which are none.
    case secretFields
  }
}

/// What running an operation does to the world. It decides confirmation, retry
/// class, journal and time limit, and is written out, never derived from the method.
package enum Effect: Sendable, Hashable {
  /// Changes nothing, whatever the method.
  case reads
  /// Changes configuration; can be changed back.
  case changes
  /// Starts work at the server.
  case triggers
  case creates
  /// Loses something; the text says what in one line.
  case destroys(String)

  /// Whether the command is a run: planned, confirmed, journaled.
  package var changesSomething: Bool { self != .reads }

  /// The word for it: `reads`, `destroys`.
  package var name: String {
    switch self {
    case .reads: "reads"
    case .changes: "changes"
    case .triggers: "triggers"
    case .creates: "creates"
    case .destroys: "destroys"
    }
  }

  /// Every word for an effect.
  package static let names =
    [Effect.reads, .changes, .triggers, .creates, .destroys("")].map(\.name)
}

/// A line that a person could type and what it does; run by the tests.
package struct Example: Sendable {
  package let line: String
  package let summary: String

  package init(_ line: String, _ summary: String) {
    self.line = line
    self.summary = summary
  }
}
