import CommandModel
import RunEngine
import TestSupport
import Testing

/// When a run ends early, and what becomes of the items that are left.
struct RunHaltTests {
  @Test(arguments: [RateLimit(budget: 1), .off])
  func oneRefusalOfTheWholeTeamStopsTheRest(limit: RateLimit) throws {
    let bench = try Bench {
      $0.items = 1000
      $0.operation = .traced
      $0.limit = limit
      $0.latency = { _ in .seconds(1) }
      $0.fault = { $0.number >= 37 ? .status(401, .halt) : nil }
    }
    #expect(bench.ledger.count <= 36 + 4)
    #expect(bench.count(.ok) == 36)
    #expect(bench.count(.planned) == 1000 - bench.ledger.count)
    #expect(bench.summary.category == .notAllowed)
    #expect(bench.results.count == 1000)
    #expect(Set(bench.results.map(\.sequence)) == Set(1...1000))
  }

  @Test func anItemWhosePlaceComesTooLateStaysPlanned() throws {
    // The answer comes at 75 ms, between asking for a place and getting it at 100 ms,
    // while the second request is under way until 125 ms.
    let bench = try Bench {
      $0.options.parallel = 3
      $0.latency = { _ in .milliseconds(75) }
      $0.fault = { $0.number == 1 ? .status(401, .halt) : nil }
    }
    #expect(bench.ledger.count == 2)
    #expect(bench.count(.planned) == 98)
  }

  @Test func whatMayHaveHappenedIsNotCalledPlanned() throws {
    let bench = try Bench {
      $0.operation = .refresh
      $0.options.parallel = 1
      $0.fault = { arrival in
        switch arrival.number {
        case 1: .status(503, .ambiguous, executed: true)
        case 2: .status(429, .rejected, retryAfter: .zero)
        case 10: .status(401, .halt)
        default: nil
        }
      }
    }
    #expect(bench.results.filter { $0.result == .unknown }.map(\.sequence) == [1])
    #expect(bench.results.first { $0.sequence == 2 }?.result == .planned)
  }

  @Test(arguments: [
    (401, Problem.Category.notAllowed), (402, .notAllowed), (400, .failed), (302, .network),
    (200, .network),
  ])
  func aHaltHasItsClassOfTrouble(status: Int, expected: Problem.Category) throws {
    let bench = try Bench { $0.fault = { _ in .status(status, .halt) } }
    #expect(bench.summary.halt?.problem?.category == expected)
    #expect(bench.summary.halt?.problem?.failure?.status == status)
  }

  @Test func threeForbiddenAtTheStartStopTheRun() throws {
    let bench = try Bench { $0.fault = { _ in .status(403, .failed) } }
    #expect(bench.ledger.count <= 3 + 4)
    #expect(bench.summary.category == .notAllowed)
  }

  @Test func twentyForbiddenInARowStopTheRun() throws {
    let bench = try Bench { $0.fault = { $0.number > 10 ? .status(403, .failed) : nil } }
    #expect((30...34).contains(bench.ledger.count))
    #expect(bench.summary.category == .notAllowed)
  }

  @Test func forbiddenItemsHereAndThereDoNot() throws {
    let bench = try Bench {
      $0.fault = { $0.number.isMultiple(of: 2) ? .status(403, .failed) : nil }
    }
    #expect(bench.count(.failed) == 50)
    #expect(bench.summary.halt == nil)
  }

  @Test(arguments: [
    (HaltLimit.count(1), 2), (.count(5), 10), (.percent(10), 20), (.percent(25), 50),
  ])
  func stopsAtTheHaltLimit(halt: HaltLimit, answered: Int) throws {
    let bench = try Bench {
      $0.options.halt = halt
      $0.fault = { Int($0.id)?.isMultiple(of: 2) ?? false ? .status(404, .failed) : nil }
    }
    #expect((answered...answered + 4).contains(bench.ledger.count))
    #expect(bench.count(.planned) == 100 - bench.ledger.count)
    #expect(bench.summary.category == .failed)
  }

  @Test func aLimitThatIsReachedByTheLastItemStopsNothing() throws {
    let bench = try Bench {
      $0.options.halt = .count(1)
      $0.fault = { $0.id == "100" ? .status(404, .failed) : nil }
    }
    #expect(bench.summary.halt == nil)
  }

  @Test func aWaitThatIsTooLongStopsTheRun() throws {
    let bench = try Bench {
      $0.fault = { $0.number == 20 ? .status(429, .rejected, retryAfter: .seconds(7200)) : nil }
    }
    #expect(bench.summary.category == .stopped)
    #expect(bench.count(.failed) == 0)
    #expect(bench.count(.ok) + bench.count(.planned) == 100)
    #expect(bench.summary.elapsed < .seconds(60))
  }

  @Test func stoppingOnceFinishesWhatIsUnderWay() throws {
    let bench = try Bench {
      $0.latency = { _ in .seconds(2) }
      $0.stopsAt = [.seconds(3)]
    }
    #expect(bench.count(.ok) == bench.ledger.count)
    #expect(bench.count(.ok) == 8)
    #expect(bench.count(.planned) == 92)
    #expect(bench.summary.category == .stopped)
    #expect(bench.summary.halt?.problem == nil)
    #expect(bench.summary.elapsed < .seconds(5))
  }

  @Test func stoppingTwiceGivesUpWhatIsUnderWay() throws {
    let bench = try Bench {
      $0.latency = { _ in .seconds(10) }
      $0.stopsAt = [.seconds(12), .seconds(13)]
    }
    #expect(bench.count(.ok) == 4)
    #expect(bench.count(.unknown) == 4)
    #expect(bench.count(.planned) == 92)
    #expect(bench.summary.elapsed == .seconds(13))
    #expect(bench.summary.category == .unknown)
  }

  @Test func whatWasGivenUpBeforeAByteLeftIsLeftToDo() throws {
    let bench = try Bench {
      $0.latency = { _ in .seconds(10) }
      $0.fault = { $0.number > 4 && $0.number.isMultiple(of: 2) ? .unreachable : nil }
      $0.stopsAt = [.seconds(12), .seconds(13)]
    }
    #expect(bench.count(.ok) == 4)
    #expect(bench.results.filter { $0.result == .unknown }.map(\.sequence) == [5, 7])
    #expect(bench.count(.planned) == 94)
    // The journal says of each that was sent how it ended.
    var fates: [Int: Failure.Class] = [:]
    for case .answered(let key, let answered, _, _) in bench.journal {
      fates[key.item] = answered.fate
    }
    #expect(fates == [5: .ambiguous, 6: .notSent, 7: .ambiguous, 8: .notSent])
  }

  @Test func stoppingDoesNotWaitForThePlaceOfTheNextItem() throws {
    let bench = try Bench {
      $0.items = 481
      $0.stopsAt = [.seconds(30)]
    }
    #expect(bench.summary.elapsed == .seconds(30))
    #expect(bench.count(.planned) == 1)
  }

  @Test func aPlaceThatCameTooLateIsGivenBack() throws {
    try Simulation.run { clock in
      let limit = RateLimit(windows: [.init(2, per: .seconds(60))], budget: 1)
      let limiter = Limiter(limit, timekeeper: clock, random: { 0 })
      let runner = Runner(
        ModelServer(clock: clock, latency: { _ in .milliseconds(10) }), limiter: limiter,
        journal: MemoryJournal(), timekeeper: clock, random: { 0 })
      let plan = Plan.reload(3)
      let stop = StopSignal()
      // The place of the second item arrives while the first result is being shown.
      _ = await runner.run(plan, options: RunOptions(), stop: stop) { news in
        guard case .result(let result) = news, result.result == .ok else { return }
        stop.request()
        try? await clock.sleep(for: .seconds(1))
      }
      try await clock.sleep(for: .seconds(100))
      // With a place lost this would wait for ever.
      for _ in 1...2 { _ = try await limiter.acquire(.read) }
    }
  }
}
