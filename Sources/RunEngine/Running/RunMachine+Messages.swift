import CommandModel

extension RunMachine {
  /// What happened.
  enum Event: Sendable {
    /// At this moment of the clock that people read.
    case began(at: Time)
    case granted(RateLimiter.Slot)
    /// When it left, on the clock that people read.
    case answered(item: Int, Exchange, sentAt: Time)
    /// The journal has its request, so that it may leave.
    case written(item: Int)
    /// The journal could not take its request, so that it does not leave.
    case notWritten(item: Int, Problem)
    case journalFailed(Problem)
    case woke
    /// A second has passed.
    case ticked
    /// A look at what was unknown is over.
    case looked([(item: Int, finding: Finding)])
    case asked(StopSignal.Level)
  }

  /// What is to be done.
  enum Action: Sendable {
    case acquire(Limiter.Precedence)
    case giveBack(RateLimiter.Slot)
    /// Writes down that an attempt is about to leave; when that is late, once more.
    case write(item: Int, attempt: Int)
    /// Lets the attempt leave that was written down.
    case send(item: Int, RateLimiter.Slot)
    /// Strikes out an attempt that was written down and did not leave.
    case takeBack(item: Int, attempt: Int)
    /// Writes down that an attempt was not the last.
    case note(item: Int, attempt: Int, JournalEntry.Answered)
    case wake(after: Duration)
    /// Tells that nobody knows what became of an item, and that it will be looked up.
    case doubt(item: Int, Failure)
    /// Tells that the server only fails, so that one request at a time looks whether it is back.
    case tellOutage(Failure)
    /// Looks up what became of these.
    case look([Doubts.Entry])
    case settle(item: Int, Verdict)
    /// Gives up what is under way. Of each request is still told what is known: who sends it
    /// knows whether a byte of it had left.
    case withdraw
    /// These were never sent.
    case leave(Range<Int>)
    /// All is settled.
    case finish
  }

  /// An item that will be sent, or sent again.
  struct Waiting: Sendable {
    let item: Int
    let due: Duration
    let last: Exchange?
  }

  /// One request and its answer.
  struct Exchange: Sendable {
    let outcome: Outcome
    let elapsed: Duration
  }

  /// What became of an item.
  struct Verdict: Sendable {
    let result: ResultRecord.Result
    let tries: Tries
    /// The last one; nil when it was given up under way.
    let exchange: Exchange?
    /// Since it first left.
    let elapsed: Duration
    /// How a look shows it to have happened.
    var proof: Proof?
  }
}
