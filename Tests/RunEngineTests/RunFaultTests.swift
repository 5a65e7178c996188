import CommandModel
import RunEngine
import TestSupport
import Testing

/// What the server's own ledger says after things went wrong.
struct RunFaultTests {
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func throttledItemsAreNeitherLostNorDoubled(seed: UInt64) throws {
    let unlucky = Self.pick(50, of: 500, seed: seed)
    let bench = try Bench {
      $0.items = 500
      $0.seed = seed
      $0.operation = .traced
      // Without a limit the server's own refusals are all that holds requests back.
      $0.limit = seed.isMultiple(of: 2) ? .off : RateLimit(budget: 1)
      $0.fault = { arrival in
        unlucky.contains(arrival.number) ? .status(429, .rejected, retryAfter: .seconds(7)) : nil
      }
    }
    #expect(bench.count(.ok) == 500)
    #expect(bench.executions.count == 500)
    #expect(bench.executions.values.allSatisfy { $0 == 1 })
    #expect(bench.summary.throttled == 50)
    expectNothingLeftWhileTheGateWasClosed(bench, wait: .seconds(7))
  }

  @Test(arguments: runsSlowTests ? 1...200 : 1...5 as ClosedRange<UInt64>)
  func aStormOfRefusalsLosesAndDoublesNothing(seed: UInt64) throws {
    let chance = SeededRandom(seed: seed)
    let bench = try Bench {
      $0.seed = seed
      $0.fault = { _ in
        guard chance.next() < 0.3 else { return nil }
        let seconds = [nil, 0, 1, 30][chance.next(in: 0..<4)]
        return .status(429, .rejected, retryAfter: seconds.map { .seconds($0) })
      }
    }
    #expect(bench.count(.ok) == 100)
    #expect(bench.executions.count == 100)
    #expect(bench.executions.values.allSatisfy { $0 == 1 })
    #expect(bench.summary.throttled == bench.ledger.count - 100)
    #expect(bench.summary.throttled > 20)
    let sent = bench.journal.count { if case .sent = $0 { true } else { false } }
    #expect(sent == bench.ledger.count)
  }

  @Test func anotherClientOfTheSameKeyCostsOnlyTime() throws {
    // The server lets through a third of what we believe it does.
    let bench = try Bench {
      $0.items = 400
      $0.windows = [.init(160, per: .seconds(60))]
    }
    #expect(bench.count(.ok) == 400)
    #expect(bench.executions.values.allSatisfy { $0 == 1 })
    #expect(bench.summary.elapsed < .seconds(200))
  }

  @Test func ambiguousIsNeverResentBlindly() throws {
    let faults: [ModelServer.Fault] =
      [500, 502, 503, 504].flatMap { status in
        [true, false].map { .status(status, .ambiguous, executed: $0) }
      } + [.lost(executed: true), .lost(executed: false)]
    let bench = try Bench {
      $0.items = 400
      $0.fault = { arrival in
        let number = Int(arrival.id) ?? 0
        return number.isMultiple(of: 5) ? faults[number / 5 % faults.count] : nil
      }
    }
    #expect(bench.count(.unknown) == 80)
    #expect(bench.count(.ok) == 320)
    #expect(bench.ledger.count == 400)
    #expect(bench.executions.values.allSatisfy { $0 == 1 })
  }

  @Test func repeatableIsSentAgain() throws {
    let bench = try Bench {
      $0.items = 100
      $0.operation = .refresh
      $0.fault = { $0.attempt < 3 && Int($0.id) ?? 0 < 10 ? .status(503, .ambiguous) : nil }
    }
    #expect(bench.count(.ok) == 100)
    #expect(bench.ledger.count == 100 + 9 * 2)
    #expect(bench.results.filter { $0.attempts == 3 }.count == 9)
    // They go last.
    #expect(Set(bench.results.suffix(9).map(\.sequence)) == Set(1...9))
  }

  @Test func whatNeverLeftIsSentAgain() throws {
    let bench = try Bench {
      $0.fault = { $0.number == 10 ? .unreachable : nil }
    }
    #expect(bench.count(.ok) == 100)
    #expect(bench.ledger.count == 100)
    #expect(bench.summary.requests == 101)
  }

  @Test func oneBadItemDoesNotStopTheRest() throws {
    let bench = try Bench {
      $0.items = 1000
      $0.fault = { arrival in
        let number = Int(arrival.id) ?? 0
        guard number.isMultiple(of: 10) else { return nil }
        return .status(number.isMultiple(of: 20) ? 404 : 400, .failed)
      }
    }
    #expect(bench.count(.ok) == 900)
    #expect(bench.count(.failed) == 100)
    #expect(bench.summary.category == .failed)
    #expect(bench.summary.halt == nil)
  }

  @Test func waitsForAServerThatComesBack() throws {
    let bench = try Bench {
      $0.items = 300
      $0.fault = { (5..<100).contains($0.time.seconds) ? .unreachable : nil }
    }
    #expect(bench.count(.ok) + bench.count(.failed) == 300)
    #expect(bench.count(.ok) >= 298)
    #expect(bench.executions.values.allSatisfy { $0 == 1 })
  }

  @Test func givesUpOnAServerThatStaysAway() throws {
    let bench = try Bench {
      $0.items = 300
      $0.fault = { $0.time > .seconds(1) ? .unreachable : nil }
    }
    #expect(bench.summary.category == .network)
    #expect(bench.count(.planned) > 200)
    #expect(bench.summary.requests < 100)
    #expect((600..<700).contains(bench.summary.elapsed.seconds))
    #expect(bench.results.count == 300)
  }

  private static func pick(_ count: Int, of total: Int, seed: UInt64) -> Set<Int> {
    let random = SeededRandom(seed: seed)
    var picked: Set<Int> = []
    while picked.count < count { picked.insert(random.next(in: 1..<total + 1)) }
    return picked
  }

  /// Requests that left before the refusal was known may still arrive: 100 ms.
  private func expectNothingLeftWhileTheGateWasClosed(_ bench: Bench, wait: Duration) {
    for refusal in bench.ledger where refusal.wasThrottled {
      let closed = refusal.arrivedAt + .milliseconds(101)..<refusal.arrivedAt + wait
      #expect(!bench.ledger.contains { closed.contains($0.arrivedAt) })
    }
  }
}
