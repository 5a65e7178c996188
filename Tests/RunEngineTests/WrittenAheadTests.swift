import CommandModel
import TestSupport
import Testing

@testable import RunEngine

/// Requests that are written down before there is a place for them, where no limit holds
/// them back.
struct WrittenAheadTests {
  @Test func theDiskIsNotWaitedFor() throws {
    let bench = try unlimited { $0.journalLatency = .milliseconds(100) }
    // 25 times 4 at a time, 100 ms each, not once more as long for the disk.
    #expect(bench.summary.elapsed < .seconds(3))
    #expect(bench.count(.ok) == 100)
  }

  @Test func neverMoreAreOnTheirWayThanAsked() throws {
    let bench = try unlimited { $0.journalLatency = .milliseconds(30) }
    // Each takes 100 ms and arrives in the middle of it.
    for entry in bench.ledger {
      let together = bench.ledger.count {
        (entry.arrivedAt - .milliseconds(99)...entry.arrivedAt).contains($0.arrivedAt)
      }
      #expect(together <= 4)
    }
  }

  @Test func theJournalKnowsWhenARequestLeft() throws {
    // What waits behind three others for 45 s each is written down once more before it leaves.
    let bench = try unlimited {
      $0.items = 12
      $0.options.parallel = 1
      $0.latency = { _ in .seconds(45) }
    }
    var times: [Int: [Time]] = [:]
    for case .sent(let key, let time) in bench.journal { times[key.item, default: []].append(time) }
    for entry in bench.ledger {
      let left = Time.simulationStart + entry.arrivedAt - .seconds(22.5)
      let last = try #require(Int(entry.id).flatMap { times[$0]?.last })
      #expect((left - .seconds(1)...left).contains(last))
    }
    #expect(times.values.contains { $0.count > 1 })
    let attempts = try history(of: bench).items.flatMap(\.attempts)
    #expect(attempts.count == 12)
    #expect(attempts.allSatisfy { $0.answeredAt.map { $0 - .seconds(45) } == $0.sentAt })
  }

  @Test func aSlowDiskDoesNotWriteForEver() throws {
    let bench = try unlimited { $0.journalLatency = .seconds(3) }
    #expect(bench.count(.ok) == 100)
    #expect(bench.sent < 200)
  }

  @Test func underALimitNothingIsWrittenAhead() throws {
    let bench = try Bench { $0.latency = { _ in .seconds(5) } }
    let first = bench.journal.prefix { if case .answered = $0 { false } else { true } }
    #expect(Bench.sent(of: first) == 4)
  }

  @Test(arguments: [(Operation.reload, LookupPolicy()), (.traced, .never)])
  func whatNobodyCouldLookUpIsNotWrittenAhead(
    operation: CommandModel.Operation, lookups: LookupPolicy
  ) throws {
    let bench = try unlimited {
      $0.operation = operation
      $0.options.lookups = lookups
    }
    let first = bench.journal.prefix { if case .answered = $0 { false } else { true } }
    #expect(Bench.sent(of: first) == 4)
  }

  // MARK: - The end

  @Test(arguments: [0, 130, 450, 1010], [Duration.zero, .milliseconds(30)])
  func whatDidNotLeaveIsTakenBackWhenTheRunStops(milliseconds: Int, latency: Duration) throws {
    let bench = try unlimited {
      $0.journalLatency = latency
      $0.stopsAt = [.milliseconds(milliseconds)]
    }
    #expect(bench.count(.ok) == bench.ledger.count)
    #expect(bench.count(.ok) + bench.count(.planned) == 100)
    #expect(bench.summary.requests == bench.ledger.count)
    #expect(bench.results.filter { $0.result == .planned }.allSatisfy { $0.attempts == 0 })
    #expect(bench.sent - bench.takenBack == bench.ledger.count)
    let history = try history(of: bench)
    #expect(history.facts.requests == bench.ledger.count)
    #expect(history.items.allSatisfy { $0.attempts.count == ($0.result.result == .ok ? 1 : 0) })
  }

  @Test func aSecondStopDoesNotCutAWriteShort() throws {
    let bench = try unlimited {
      $0.latency = { _ in .seconds(10) }
      $0.journalLatency = .milliseconds(200)
      // What was taken back at the first is being written at the second.
      $0.stopsAt = [.milliseconds(500), .milliseconds(510)]
    }
    #expect(bench.summary.halt?.problem == nil)
    #expect(bench.count(.unknown) == 4)
    #expect(bench.count(.planned) == 96)
    #expect(bench.sent - bench.takenBack == 4)
  }

  @Test func aJournalThatIsLostBehindTheLastAnswerIsTold() throws {
    // The run was stopped and has all its answers when the write of one of them fails.
    let bench = try unlimited {
      $0.options.parallel = 2
      $0.latency = { .milliseconds($0.number == 1 ? 100 : 110) }
      $0.journalLatency = .milliseconds(30)
      $0.stopsAt = [.milliseconds(100)]
      $0.journalBreaksAt = 16
    }
    #expect(bench.ledger.count == 2)
    #expect(bench.summary.category == .local)
  }

  @Test(arguments: [3, 10, 57, 120])
  func aLostJournalLeavesNoMoreInDoubtThanWereWrittenAhead(entry: Int) throws {
    let bench = try unlimited { $0.journalBreaksAt = entry }
    #expect(bench.summary.category == .local)
    #expect(bench.sent - bench.ledger.count <= 3 * 4)
    #expect(bench.count(.ok) == bench.ledger.count)
    #expect(bench.count(.planned) == 100 - bench.ledger.count)
  }

  @Test func whatWasTakenBackIsDoneByTheNextProcess() throws {
    let (ledger, history) = try Simulation.run { clock in
      // Some are refused once, so that also second tries are taken back.
      let server = ModelServer(
        clock: clock, windows: [],
        fault: {
          $0.attempt == 1 && $0.number.isMultiple(of: 3)
            ? .status(429, .rejected, retryAfter: .seconds(1)) : nil
        })
      let store = try await RunStore(.memory, on: clock.serialExecutor)
      var plan = Plan.reload(40, .refresh)
      for stopsAt in [Duration.milliseconds(150), .milliseconds(1250), .seconds(1000)] {
        let runner = Runner(
          server, limiter: Limiter(.off, timekeeper: clock, random: { 0 }), journal: store,
          timekeeper: clock, random: { 0 })
        await withThrowingTaskGroup(of: Void.self) { group in
          let stop = StopSignal()
          group.addTask {
            try await clock.sleep(for: stopsAt)
            stop.request()
          }
          _ = await runner.run(plan, options: RunOptions(), stop: stop) { _ in }
          group.cancelAll()
        }
        let past = try await store.resumption(of: plan.id, isRepeatable: true)
        plan = Plan(past.head, operation: .refresh, items: past.items, past: past.past)
      }
      return (server.ledger, try await store.history(of: plan.id))
    }
    #expect(history.facts.state == .done)
    #expect(ledger.filter(\.wasExecuted).map(\.id).sorted() == (1...40).map(String.init).sorted())
    for item in history.items {
      #expect(item.attempts.map(\.number) == Array(1...item.attempts.count))
      #expect(item.attempts.count == ledger.count { $0.id == item.result.target.id })
    }
  }

  // MARK: - A server in trouble

  @Test func aServerInTroubleIsNotSentWhatWasWrittenAhead() throws {
    let bench = try unlimited {
      $0.items = 500
      $0.fault = { $0.time < .seconds(60) ? .status(503, .ambiguous) : nil }
    }
    #expect(bench.count(.ok) == 500)
    #expect(bench.outages == 1)
    // When the tokens are used up, one probe goes at a time.
    #expect(bench.ledger.count { $0.arrivedAt < .seconds(60) } < 70)
  }

  @Test func aProbeIsAlone() throws {
    let bench = try Bench {
      $0.operation = .refresh
      $0.fault = { $0.time < .seconds(120) ? .status(503, .ambiguous) : nil }
    }
    #expect(bench.count(.ok) == 100)
    #expect(bench.sent == bench.ledger.count, "nothing is written down that does not leave")
  }

  @Test func whatWaitsForTheServerIsTakenBackWhenTimeIsUp() throws {
    let bench = try unlimited {
      $0.options.timeMax = .seconds(30)
      $0.fault = { _ in .status(503, .ambiguous) }
    }
    #expect(bench.summary.elapsed < .seconds(31))
    #expect(bench.count(.ok) == 0)
    #expect(try history(of: bench).facts.requests == bench.ledger.count)
  }

  private func unlimited(_ change: @Sendable (inout Bench.Setup) -> Void) throws -> Bench {
    try Bench {
      $0.limit = .off
      $0.windows = []
      $0.operation = .refresh
      change(&$0)
    }
  }

  private func history(of bench: Bench) throws -> RunHistory {
    try Simulation.run { clock in
      let store = try await RunStore(.memory, on: clock.serialExecutor)
      for entry in bench.journal { try await store.record(entry) }
      return try await store.history(of: "7f3a")
    }
  }
}

extension Bench {
  fileprivate var sent: Int { Bench.sent(of: journal) }

  /// Requests that were written down, those once more that were late.
  fileprivate static func sent(of entries: some Sequence<JournalEntry>) -> Int {
    entries.count { if case .sent = $0 { true } else { false } }
  }

  fileprivate var takenBack: Int {
    journal.count { if case .takenBack = $0 { true } else { false } }
  }
}
