import CommandModel
import Testing

@testable import RunEngine

struct BreakerTests {
  private static let down = Outcome.failure(Failure(.notSent, message: "refused"))
  private static let fine = Outcome.success(Answer(value: .null))

  @Test func staysOpenWhileTokensLast() {
    var breaker = Breaker()
    fail(&breaker, times: 49)
    #expect(breaker.admission(at: .zero) == .open)
    fail(&breaker, times: 1)
    #expect(breaker.admission(at: .zero) == .from(.seconds(5)))
  }

  @Test func probesLessAndLessOftenAndGivesUp() {
    var breaker = Breaker()
    fail(&breaker, times: 50)
    var pauses: [Duration] = []
    var now = Duration.zero
    while breaker.lastStraw == nil, case .from(let moment) = breaker.admission(at: now) {
      pauses.append(moment - now)
      now = moment
      #expect(breaker.admission(at: now) == .probe)
      breaker.noteSent()
      #expect(breaker.admission(at: now) == .afterProbe)
      breaker.note(Self.down, at: now)
    }
    #expect(Array(pauses.prefix(6)) == [5, 10, 20, 40, 60, 60].map { Duration.seconds($0) })
    #expect(now == .seconds(615))
  }

  @Test func opensAgainWhenAProbeIsAnswered() {
    var breaker = Breaker()
    fail(&breaker, times: 50)
    breaker.noteSent()
    breaker.note(Self.fine, at: .seconds(5))
    #expect(breaker.admission(at: .seconds(5)) == .open)
    fail(&breaker, times: 1)
    #expect(breaker.admission(at: .zero) == .from(.seconds(5)))
  }

  @Test func letsStragglersFailInPeace() {
    var breaker = Breaker()
    fail(&breaker, times: 60)
    #expect(breaker.admission(at: .zero) == .from(.seconds(5)))
  }

  @Test func doesNotTakeThrottlingForTrouble() {
    var breaker = Breaker()
    for _ in 0..<200 {
      breaker.note(
        .failure(Failure(.rejected, status: 429, message: "")), at: .zero)
    }
    #expect(breaker.admission(at: .zero) == .open)
  }

  @Test func earnsATenthByASuccess() {
    var tokens = RetryTokens()
    for _ in 0..<50 { tokens.spend() }
    #expect(!tokens.allowRetry)
    tokens.earn()
    #expect(tokens.allowRetry)
    tokens.spend()
    for _ in 0..<9 { tokens.earn() }
    #expect(!tokens.allowRetry)
  }

  private func fail(_ breaker: inout Breaker, times: Int) {
    for _ in 0..<times { breaker.note(Self.down, at: .zero) }
  }
}
