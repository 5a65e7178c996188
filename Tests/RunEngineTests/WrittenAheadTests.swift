import CommandModel
import RunEngine
import TestSupport
import Testing

/// Requests that are written down before there is a place for them, where no limit holds
/// them back.
struct WrittenAheadTests {
  @Test func theDiskIsNotWaitedFor() throws {
    let bench = try Bench {
      $0.limit = .off
      $0.journalLatency = .milliseconds(100)
    }
    // 25 times 4 at a time, 100 ms each, not once more as long for the disk.
    #expect(bench.summary.elapsed < .seconds(3))
    #expect(bench.count(.ok) == 100)
  }

  @Test func neverMoreAreOnTheirWayThanAsked() throws {
    let bench = try Bench {
      $0.limit = .off
      $0.journalLatency = .milliseconds(30)
    }
    // Each takes 100 ms and arrives in the middle of it.
    for entry in bench.ledger {
      let together = bench.ledger.count {
        (entry.arrivedAt - .milliseconds(99)...entry.arrivedAt).contains($0.arrivedAt)
      }
      #expect(together <= 4)
    }
  }

  @Test(arguments: [0, 130, 450, 1010])
  func whatDidNotLeaveIsTakenBackWhenTheRunStops(milliseconds: Int) throws {
    let bench = try Bench {
      $0.limit = .off
      $0.journalLatency = .milliseconds(30)
      $0.stopsAt = [.milliseconds(milliseconds)]
    }
    #expect(bench.count(.ok) == bench.ledger.count)
    #expect(bench.count(.ok) + bench.count(.planned) == 100)
    #expect(bench.summary.requests == bench.ledger.count)
    #expect(bench.results.filter { $0.result == .planned }.allSatisfy { $0.attempts == 0 })
    let left = try resumption(after: bench)
    #expect(left.items.count == bench.count(.planned))
    #expect(left.past.doubts.isEmpty, "what never left is not in doubt")
  }

  @Test func someWereTakenBack() throws {
    let bench = try Bench {
      $0.limit = .off
      $0.stopsAt = [.milliseconds(450)]
    }
    #expect(bench.sent > bench.ledger.count)
    #expect(bench.takenBack == bench.sent - bench.ledger.count)
    #expect(try resumption(after: bench).past.tries.count == bench.takenBack)
  }

  @Test(arguments: [3, 10, 57, 120])
  func aLostJournalLeavesNoMoreInDoubtThanWereWrittenAhead(entry: Int) throws {
    let bench = try Bench {
      $0.limit = .off
      $0.journalBreaksAt = entry
    }
    #expect(bench.summary.category == .local)
    #expect(bench.sent - bench.ledger.count <= 3 * 4)
    #expect(bench.count(.ok) == bench.ledger.count)
    #expect(bench.count(.planned) == 100 - bench.ledger.count)
  }

  @Test func aServerInTroubleIsNotSentWhatWasWrittenAhead() throws {
    let bench = try Bench {
      $0.items = 500
      $0.limit = .off
      $0.operation = .refresh
      $0.fault = { $0.time < .seconds(60) ? .status(503, .ambiguous) : nil }
    }
    #expect(bench.count(.ok) == 500)
    // When the tokens are used up, one probe goes at a time.
    #expect(bench.ledger.count { $0.arrivedAt < .seconds(60) } < 70)
  }

  @Test func underALimitNothingIsWrittenAhead() throws {
    let bench = try Bench { $0.latency = { _ in .seconds(5) } }
    let first = bench.journal.prefix { if case .answered = $0 { false } else { true } }
    #expect(Bench.sent(of: first) == 4)
  }

  private func resumption(after bench: Bench) throws -> Resumption {
    try Simulation.run { clock in
      let store = try await RunStore(.memory, on: clock.serialExecutor)
      for entry in bench.journal { try await store.record(entry) }
      return try await store.resumption(of: "7f3a", isRepeatable: false)
    }
  }
}

extension Bench {
  fileprivate var sent: Int { Bench.sent(of: journal) }

  fileprivate static func sent(of entries: some Sequence<JournalEntry>) -> Int {
    entries.count { if case .sent = $0 { true } else { false } }
  }

  fileprivate var takenBack: Int {
    journal.count {
      if case .answered(_, let answered, _) = $0 { answered.fate == .notSent } else { false }
    }
  }
}
