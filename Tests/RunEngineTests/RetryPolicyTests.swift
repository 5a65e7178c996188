import CommandModel
import RunEngine
import Testing

struct RetryPolicyTests {
  typealias Decision = RetryPolicy.Decision

  /// The table of reliability.md, section 2.
  @Test(arguments: [
    (
      Failure.Class.notSent, nil, Decision.again(after: .milliseconds(250)),
      Decision.again(after: .milliseconds(250))
    ),
    (.rejected, 429, .again(after: .zero), .again(after: .zero)),
    (.rejected, 408, .again(after: .milliseconds(250)), .again(after: .milliseconds(250))),
    (.rejected, 425, .again(after: .milliseconds(250)), .again(after: .milliseconds(250))),
    (.ambiguous, nil, .settle(.unknown), .again(after: .milliseconds(250))),
    (.ambiguous, 503, .settle(.unknown), .again(after: .milliseconds(250))),
    (.failed, 404, .settle(.failed), .settle(.failed)),
    (.failed, 403, .settle(.failed), .settle(.failed)),
    (.halt, 401, .halt, .halt),
    (.halt, 302, .halt, .halt),
  ])
  func followsTheTable(
    fate: Failure.Class, status: Int?, once: Decision, repeatable: Decision
  ) {
    let failure = Failure(fate, status: status, message: "")
    #expect(decide([failure], .reload) == once)
    #expect(decide([failure], .refresh) == repeatable)
  }

  @Test func triesFiveTimesInAll() {
    let down = Failure(.notSent, message: "")
    #expect(decide(Array(repeating: down, count: 4), .reload) == .again(after: .seconds(2)))
    #expect(decide(Array(repeating: down, count: 5), .reload) == .settle(.failed))
    let broken = Failure(.ambiguous, status: 503, message: "")
    #expect(decide(Array(repeating: broken, count: 5), .refresh) == .settle(.unknown))
  }

  @Test func doesNotCountThrottling() {
    let throttled = Failure(.rejected, status: 429, message: "")
    #expect(decide(Array(repeating: throttled, count: 50), .reload) == .again(after: .zero))
    #expect(decide(Array(repeating: throttled, count: 101), .reload) == .stop)
  }

  @Test func obeysTheServersWish() {
    #expect(decide([busy(.seconds(7))], .refresh) == .again(after: .seconds(7)))
    #expect(decide([busy(.seconds(3601))], .refresh) == .stop)
    #expect(decide([busy(.seconds(3601))], .reload) == .settle(.unknown))
  }

  @Test func takesADeletionForDoneWhenATryMayHaveDoneIt() {
    let lost = Failure(.ambiguous, message: "")
    let gone = Failure(.failed, status: 404, message: "")
    #expect(decide([lost, gone], .delete) == .settle(.ok))
    #expect(decide([gone], .delete) == .settle(.failed))
    #expect(decide([lost, gone], .refresh) == .settle(.failed))
  }

  private func busy(_ wait: Duration) -> Failure {
    Failure(.ambiguous, status: 503, message: "", retryAfter: wait)
  }

  /// The decision after the last of these failures.
  private func decide(_ failures: [Failure], _ operation: Operation) -> Decision? {
    var tries = Tries()
    for failure in failures { tries.noteFailure(failure) }
    return failures.last.map {
      RetryPolicy().decision(after: $0, of: operation, tries: tries, roll: 0.5)
    }
  }
}
