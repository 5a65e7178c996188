import CommandModel

extension RunMachine {
  /// What happened.
  enum Event: Sendable {
    case began
    case granted(RateLimiter.Slot)
    case answered(item: Int, Exchange)
    /// The journal could not take it, so that it did not leave.
    case notSent(item: Int, Problem)
    case journalFailed(Problem)
    case woke
    case asked(StopSignal.Level)
  }

  /// What is to be done.
  enum Action: Sendable {
    case acquire(Limiter.Precedence)
    case giveBack(RateLimiter.Slot)
    case send(item: Int, attempt: Int, RateLimiter.Slot)
    /// Writes down that an attempt was not the last.
    case note(item: Int, attempt: Int, Failure.Class)
    case wake(after: Duration)
    case settle(item: Int, Verdict)
    /// These were never sent.
    case leave(Range<Int>)
    /// All is settled; what is still under way is given up.
    case finish
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
  }
}
