package import CommandModel

/// How the rounds of a block stand, and whether further ones may begin; pure.
///
/// The rules are those of a run whose items are single requests: `--halt`, a key that may
/// do nothing, and what would be the same for every further round.
package struct RoundLedger: Sendable {
  private let total: Int?
  private let limit: HaltLimit
  /// `--max-time`, and the moment when it is over.
  private let deadline: (limit: Duration, moment: Duration)?
  private var forbidden = ForbiddenWatch()
  private var begun = 0
  private var counts: [ResultRecord.Result: Int] = [:]
  /// Why no further round begins.
  package private(set) var halt: Problem?

  /// Creates the ledger of so many rounds; nil where nobody knows how many will come.
  package init(
    total: Int?, limit: HaltLimit, deadline: (limit: Duration, moment: Duration)? = nil
  ) {
    self.total = total
    self.limit = limit
    self.deadline = deadline
  }

  /// Notes how late it is.
  package mutating func noteTime(_ now: Duration) {
    guard let deadline, now >= deadline.moment, left != 0 else { return }
    halt = halt ?? Halt.timeIsUp(deadline.limit).problem
  }

  /// Notes that a round begins.
  package mutating func begin() { begun += 1 }

  /// Notes that a round ended well.
  package mutating func noteSuccess() {
    counts[.ok, default: 0] += 1
    _ = forbidden.isHopeless(afterStatus: nil)
  }

  /// Notes that a round ended before its end.
  package mutating func noteStop(because problem: Problem? = nil, wasAtWork: Bool = true) {
    if wasAtWork { begun -= 1 }
    halt = halt ?? problem
  }

  /// Notes what stands for a round that failed.
  package mutating func note(_ result: ResultRecord, after problem: Problem) {
    counts[result.result, default: 0] += 1
    let isForbidden = forbidden.isHopeless(afterStatus: result.httpStatus)
    if problem.concernsAll {
      halt = halt ?? problem
    } else if isForbidden {
      halt = halt ?? problem.failure.flatMap { Halt.forbidden($0).problem } ?? problem
    } else if left != 0, limit.isReached(by: wrong, of: total ?? begun) {
      halt = halt ?? Halt.tooManyWrong(wrong).problem
    }
  }

  private var ended: Int { counts.values.reduce(0, +) }
  private var wrong: Int { ended - counts[.ok, default: 0] }
  private var left: Int? { total.map { $0 - ended } }

  /// How far they are, for who shows it.
  package func progress(_ action: String, after elapsed: Duration) -> Progress {
    let unknown = counts[.unknown, default: 0]
    return Progress(
      action: action, total: total ?? 0, ok: counts[.ok, default: 0], failed: wrong - unknown,
      unknown: unknown, running: begun - ended, elapsed: elapsed)
  }
}
