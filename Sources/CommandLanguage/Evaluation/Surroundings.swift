package import CommandModel

/// What is around a command and changes what it may do or what its failure means.
package struct Surroundings: Sendable {
  /// Whether the person has agreed to all rounds of a loop.
  package var isAgreed = false
  /// Whether the person has agreed to what the rounds of an `each` destroy: its `--yes`.
  package var isAgreedToLoss = false
  /// Whether nothing that changes anything is sent: `plan`.
  package var isPlanned = false
  /// Whether what it starts is waited for further down its pipeline.
  package var isWaitedFor = false
  /// Whether what it yields goes to the screen as it is, into no pipe and no value.
  package var isShown = false
  /// Whether a failure is the script's own business: the block of a `try`.
  package var isTried = false
  /// The round of an `each` that the command is part of.
  package var round: Round?

  /// One round: the run that all of them are, and its place among them, from 1.
  package struct Round: Sendable, Hashable {
    package let run: String
    package let sequence: Int
    /// Further tries for what its verbs send, where the `each` says so.
    package let retries: Int?

    package init(run: String, sequence: Int, retries: Int? = nil) {
      self.run = run
      self.sequence = sequence
      self.retries = retries
    }
  }

  /// Nothing around.
  package init() {}
}

/// An `each` that is about to begin.
package struct EachCall: Sendable {
  /// Its flags, read by their types.
  package let arguments: Record
  /// The block as a plan may keep it.
  package let block: String
  /// What the rounds are about, by their place; nil where they come one by one.
  package let items: [Item]?
  /// What it takes to run them again, and why that cannot be.
  package let recipe: RoundsRecipe?
  package let obstacle: String?
  /// Whether the block changes something, so that the rounds are a run.
  package let changesSomething: Bool
  /// What is around it.
  package let surroundings: Surroundings
  /// The statement as typed, and where it stands.
  package let text: String
  package let source: SourceText
  package let range: SourceRange

  /// A record on its way into a round.
  package struct Item: Sendable {
    package let value: Value
    /// What a result of the round is about.
    package let target: Invocation.Target
  }

  /// How many rounds there will be; nil where they come one by one.
  package var count: Int? { items?.count }
}

/// The books of the rounds of one `each`: how they ended, and whether more may begin.
package protocol RoundBooks: Sendable {
  /// The id of the run that the rounds are.
  var run: String { get }
  /// How many rounds may be at work at a time.
  var parallel: Int { get }
  /// Whether a further round may begin.
  var admits: Bool { get }

  /// The place in the run of the round that begins as the so-manieth, both from 1.
  func place(of round: Int) -> Int

  /// Notes that a round begins.
  func begin(_ sequence: Int)
  /// Notes how a round ended: well, or with the result that stands for its failure.
  func end(_ sequence: Int, failing failure: (result: ResultRecord, problem: Problem)?) async
  /// Notes that a round ended before its end: the whole was stopped, or cannot go on for a
  /// reason that may pass.
  func stop(_ sequence: Int, because problem: Problem?)
  /// Notes that so many rounds will never begin.
  func leave(_ count: Int)
  /// The error that the whole has to end with; nil when every round was tried.
  var ending: (any Error)? { get }
}
