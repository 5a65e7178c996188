package import CommandModel

/// Carries a plan out: performs what ``RunMachine`` decides.
package struct Runner: Sendable {
  /// What a run has to tell while it runs.
  package enum News: Sendable {
    /// An item is settled; each is told once, in the order they come to an end.
    case result(ResultRecord)
    /// A request got this instead of an answer; whether it was carried out is looked up.
    case doubt(Invocation, Failure)
    /// The server only fails, the last time so; until it is back one request at a time looks
    /// for it, and after so long the run stops.
    case outage(Failure, patience: Duration)
    /// After every change and once a second; who shows it decides how often.
    case progress(Progress)
  }

  let performer: any Performer
  let limiter: Limiter
  let verifier: (any Verifier)?
  let journal: any Journal
  let timekeeper: any Timekeeper
  let random: @Sendable () -> Double

  /// Creates a runner over a performer that sends each request once.
  ///
  /// `random` gives numbers from 0 up to 1. Without a verifier nothing unknown is looked up.
  package init(
    _ performer: any Performer, limiter: Limiter, verifier: (any Verifier)? = nil,
    journal: any Journal, timekeeper: any Timekeeper, random: @escaping @Sendable () -> Double
  ) {
    self.performer = performer
    self.limiter = limiter
    self.verifier = verifier
    self.journal = journal
    self.timekeeper = timekeeper
    self.random = random
  }

  /// Runs to the end, or to the point where it has to stop.
  ///
  /// While `tell` is at work nothing new is sent, so that a slow reader slows the run.
  /// Cancelling the task is the same as asking `stop` twice. All of it runs on `executor`,
  /// where the performer has one that it is fastest on.
  package func run(
    _ plan: Plan, options: RunOptions, stop: StopSignal,
    on executor: (any TaskExecutor)? = nil, tell: (News) async -> Void
  ) async -> RunSummary {
    let execution = Execution(runner: self, plan: plan, options: options, stop: stop)
    return await withTaskExecutorPreference(executor) { await execution.run(tell: tell) }
  }
}
