package import CommandModel

/// Why a run ended before all its items had been tried.
package enum Halt: Sendable {
  /// A person or the system asked for it.
  case asked
  /// `--max-time` is over.
  case timeIsUp(Duration)
  /// One answer that speaks for every further request.
  case refused(Failure)
  /// So many items were forbidden that the others will be.
  case forbidden(Failure)
  /// More items went wrong than `--halt` allows.
  case tooManyWrong(Int)
  /// The server failed for longer than anybody waits.
  case outage(Failure)
  /// The server wants requests to wait longer than allowed.
  case longWait(Failure)
  /// What happens could not be written down any more.
  case journal(Problem)
}

extension Halt {
  /// What a person is told; nil when the run was stopped by wish.
  package var problem: Problem? {
    switch self {
    case .asked: nil
    case .journal(let problem): problem
    case .timeIsUp(let limit):
      Problem(
        .stopped, code: .timeIsUp, "the run stopped after \(DurationText.brief(limit))",
        hint: "`--max-time` allows no more; resume it to go on")
    case .refused(let failure):
      Halt.problem(
        failure.halting, .halted, "the run stopped: \(failure.message)", failure,
        hint: "nothing more was sent; the items left are `planned`")
    case .forbidden(let failure):
      Halt.problem(
        .notAllowed, .halted, "the run stopped, because all is forbidden: \(failure.message)",
        failure, hint: "check the scopes of the key and the project")
    case .tooManyWrong(let count):
      Problem(
        .failed, code: .haltLimit,
        "the run stopped after \(count == 1 ? "1 item" : "\(count) items") went wrong",
        hint: "`--halt never` goes on whatever happens")
    case .outage(let failure):
      Halt.problem(
        .network, .outage, "the run stopped, because the server kept failing: \(failure.message)",
        failure, hint: "resume it when the server is back")
    case .longWait(let failure):
      Halt.problem(
        .stopped, .longWait, "the run stopped, because the server asks to wait \(failure.asked)",
        failure, hint: "resume it later")
    }
  }

  private static func problem(
    _ category: Problem.Category, _ code: ErrorCode, _ message: String, _ failure: Failure,
    hint: String
  ) -> Problem {
    Problem(
      category, [Diagnostic(code: code, message, hint: hint)], failure: failure, concernsAll: true)
  }
}

extension Failure {
  /// The class of trouble of an answer that speaks for every further request.
  fileprivate var halting: Problem.Category {
    switch status {
    case 401, 402, 403: .notAllowed
    case .some(400..<500): .failed
    default: .network
    }
  }

  fileprivate var asked: String { retryAfter.map(DurationText.brief) ?? "longer than allowed" }
}

/// Watches for a key that may do nothing: 403 on the first 3 answers or on 20 in a row.
struct ForbiddenWatch: Sendable {
  private var answered = 0
  private var inARow = 0

  /// Takes the next answer; true when there is no point in asking further.
  mutating func isHopeless(after outcome: Outcome) -> Bool {
    if let failure = outcome.failure, failure.status == nil || failure.isThrottled { return false }
    return isHopeless(afterStatus: outcome.failure?.status)
  }

  /// The same by the status of a refusal alone; nil for a good answer.
  mutating func isHopeless(afterStatus status: Int?) -> Bool {
    answered += 1
    inARow = status == 403 ? inARow + 1 : 0
    return inARow >= 20 || (inARow == 3 && answered == 3)
  }
}
