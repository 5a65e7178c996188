import CommandModel
import RunEngine
import Testing

/// What is written down, and when.
struct RunJournalTests {
  @Test func writesEveryRequestBeforeItLeaves() throws {
    let bench = try Bench {
      $0.operation = .refresh
      $0.fault = { $0.number.isMultiple(of: 7) ? .status(503, .ambiguous) : nil }
    }
    let sent = bench.journal.filter { if case .sent = $0 { true } else { false } }
    #expect(sent.count == bench.ledger.count)
    #expect(sent.count == bench.summary.requests)
    #expect(sent.count > 100)
  }

  @Test func settlesWhatTheLedgerShows() throws {
    let bench = try Bench { $0.fault = { $0.number == 5 ? .status(404, .failed) : nil } }
    let settled = bench.journal.compactMap { entry -> ResultRecord? in
      if case .settled(let record, _) = entry { record } else { nil }
    }
    #expect(settled == bench.results)
    #expect(settled.count { $0.result == .ok } == bench.executions.count)
  }

  @Test func beginsWithThePlanAndEndsWithTheSummary() throws {
    let bench = try Bench { $0.items = 1 }
    let names = bench.journal.map(Self.name)
    #expect(names == ["began", "sent", "answered", "settled", "ended"])
  }

  @Test func notesATryThatWasNotTheLast() throws {
    let bench = try Bench {
      $0.items = 1
      $0.fault = { $0.number == 1 ? .unreachable : nil }
    }
    let names = bench.journal.map(Self.name)
    #expect(names == ["began", "sent", "answered", "sent", "answered", "settled", "ended"])
  }

  @Test func anAnswerIsWrittenWhenItComesAndNotAgainWhenItIsUnderstood() throws {
    let bench = try Bench {
      $0.items = 20
      $0.operation = .traced
      $0.canLookUp = true
      $0.fault = { $0.number.isMultiple(of: 5) ? .status(503, .ambiguous, executed: true) : nil }
    }
    #expect(bench.count(.ok) == 20)
    var answers: [RequestKey: [Duration]] = [:]
    for case .answered(let key, _, let sentAt, let time) in bench.journal {
      answers[key, default: []].append(time - sentAt)
    }
    #expect(answers.count == 20)
    // A look comes five seconds after it and later.
    #expect(answers.values.allSatisfy { $0 == [.milliseconds(100)] })
  }

  @Test(arguments: [1, 2, 3, 10, 57])
  func sendsNothingAfterAnEntryThatCouldNotBeWritten(entry: Int) throws {
    let bench = try Bench { $0.journalBreaksAt = entry }
    let sent = bench.journal.filter { if case .sent = $0 { true } else { false } }
    #expect(bench.ledger.count <= sent.count)
    #expect(bench.summary.category == .local)
    #expect(bench.results.count == 100)
    #expect(bench.count(.ok) + bench.count(.planned) == 100)
    #expect(bench.count(.ok) == bench.executions.count)
    #expect(bench.results.filter { $0.result == .planned }.allSatisfy { $0.attempts == 0 })
  }

  @Test func reportsAnEndThatCouldNotBeWritten() throws {
    let bench = try Bench {
      $0.items = 1
      $0.journalBreaksAt = 4
    }
    #expect(bench.count(.ok) == 1)
    #expect(bench.summary.category == .local)
  }

  @Test func memoryKeepsTheNewestRun() async throws {
    let journal = MemoryJournal()
    for id in ["aaaa", "bbbb"] {
      let plan = Plan.reload(0, id: id)
      try await journal.record(
        .began(plan.head, items: plan.items, at: Time(secondsSince1970: 0)))
    }
    #expect(journal.entries.count == 1)
  }

  private static func name(_ entry: JournalEntry) -> String {
    switch entry {
    case .began: "began"
    case .sent: "sent"
    case .takenBack: "taken back"
    case .answered: "answered"
    case .settled: "settled"
    case .ended: "ended"
    case .roundEnded, .waiting, .waited: "not of a run of one verb"
    }
  }
}
