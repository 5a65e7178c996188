import CommandModel
import Glibc
import RunEngine
import TestSupport
import Testing

/// What the journal keeps, and what it says of it later.
struct RunStoreTests {
  private static let start = Time(secondsSince1970: 1_777_629_600)

  /// A store with one run whose items are as the test says.
  private static func store(
    _ place: RunStore.Place = .memory, items: Int = 4, id: String = "7f3a0000",
    _ entries: [JournalEntry] = []
  ) async throws -> RunStore {
    let store = try await RunStore(place)
    let plan = Plan.reload(items, id: id)
    try await store.record(.began(plan.head, items: plan.items, at: start))
    for entry in entries { try await store.record(entry) }
    try await store.flush()
    return store
  }

  private static func sent(_ item: Int, attempt: Int = 1) -> JournalEntry {
    .sent(RequestKey(run: "7f3a0000", item: item, attempt: attempt), at: start + .seconds(item))
  }

  private static func answered(
    _ item: Int, attempt: Int = 1, _ fate: Failure.Class?, _ status: Int?
  ) -> JournalEntry {
    .answered(
      RequestKey(run: "7f3a0000", item: item, attempt: attempt),
      .init(fate: fate, status: status), sentAt: start + .seconds(item),
      at: start + .seconds(item + 1))
  }

  private static func settled(_ item: Int, _ result: ResultRecord.Result) -> JournalEntry {
    .settled(
      ResultRecord(
        run: "7f3a0000", sequence: item, target: .init(kind: "source", id: "\(item)"),
        action: "reload", result: result, attempts: 1), step: "")
  }

  // MARK: - What is left

  @Test func whatIsLeftIsFirstWhatWasNeverSentThenWhatMayHaveBeenDone() async throws {
    let store = try await Self.store(
      items: 6,
      [
        Self.sent(1), Self.answered(1, nil, 200), Self.settled(1, .ok),
        Self.sent(2),
        Self.sent(3), Self.answered(3, .rejected, 429),
        Self.sent(4), Self.answered(4, .ambiguous, 502), Self.settled(4, .unknown),
        Self.sent(5), Self.answered(5, .failed, 404), Self.settled(5, .failed),
      ])
    let left = try await store.resumption(of: "7f3a", isRepeatable: false)
    #expect(left.items.indices.map { left.items.sequence(at: $0) } == [3, 6, 2, 4])
    #expect(left.past.doubts.map(\.item) == [2, 3])
    #expect(left.past.doubts.map(\.sentAt) == [2, 4].map { Self.start + .seconds($0) })
    #expect(left.past.counts == [.ok: 1, .failed: 1])
    let doubtful = Plan.Tried(attempts: 1, mayHaveHappened: true)
    #expect(left.past.tries == [0: Plan.Tried(attempts: 1), 2: doubtful, 3: doubtful])
  }

  @Test func findsWhatSaysThatThereIsNothingToDo() {
    // Only a target's own reason counts, not a name that looks like one.
    let targets = [nil, "idle", nil, "idle"].enumerated().map { index, reason in
      Invocation.Target(
        kind: "source", id: "\(index)", name: #"a "skip": b"#, reasonToSkip: reason)
    }
    var items = PlanItems(targets.map { .init(arguments: ["id": .text($0.id)], target: $0) })
    #expect(items.skipped.isEmpty)
    items.skipWhatSaysSo()
    #expect(items.skipped == [1, 3])
    var none = PlanItems()
    none.skipWhatSaysSo()
    #expect(none.skipped.isEmpty)
  }

  @Test func whatMayBeSentAgainIsNoDoubt() async throws {
    let store = try await Self.store(items: 4, [Self.sent(2)])
    let left = try await store.resumption(of: "7f3a", isRepeatable: true)
    #expect(left.past.doubts.isEmpty)
    #expect(left.items.indices.map { left.items.sequence(at: $0) } == [1, 2, 3, 4])
    // A deletion that then finds nothing has done its work.
    #expect(left.past.tries == [1: Plan.Tried(attempts: 1, mayHaveHappened: true)])
  }

  @Test func anAnswerWhoseResultWasLostIsADoubt() async throws {
    let store = try await Self.store(items: 4, [Self.sent(1), Self.answered(1, nil, 200)])
    let left = try await store.resumption(of: "7f3a", isRepeatable: false)
    #expect(left.past.doubts.map { left.items.sequence(at: $0.item) } == [1])
  }

  @Test func aWaitOpensAgainWhatItHasNotSeenTheEndOf() async throws {
    let store = try await Self.store(
      items: 2,
      [
        Self.sent(1), Self.settled(1, .ok), Self.sent(2), Self.settled(2, .ok),
        .waiting(run: "7f3a0000"),
      ])
    #expect(try await store.facts(of: "last").state == .stopped)
    let left = try await store.resumption(of: "last", isRepeatable: false)
    #expect(left.items.isEmpty)
    #expect(left.waits.map(\.sequence) == [1, 2])
    for item in 1...2 {
      guard case .settled(let result, _) = Self.settled(item, .ok) else { continue }
      try await store.record(.waited(result, at: Self.start))
    }
    #expect(try await store.facts(of: "last").state == .done)
    // Whoever waits once more, as `runs resume` does, waits for what is left.
    try await store.record(.waiting(run: "7f3a0000"))
    #expect(try await store.facts(of: "last").state == .done)
  }

  // MARK: - What is known

  @Test func tellsOfEveryAttempt() async throws {
    let store = try await Self.store(
      items: 2,
      [
        Self.sent(1), Self.answered(1, .rejected, 429), Self.sent(1, attempt: 2),
        Self.answered(1, attempt: 2, nil, 200), Self.settled(1, .ok), Self.sent(2),
      ])
    let history = try await store.history(of: "7f3a0000")
    #expect(history.items.map(\.result.result) == [.ok, .unknown])
    #expect(history.items.map { $0.attempts.map(\.number) } == [[1, 2], [1]])
    #expect(history.items[0].attempts.map(\.status) == [429, 200])
    #expect(history.items[1].attempts[0].answeredAt == nil)
    #expect(history.facts.requests == 3)
    #expect(history.facts.state == .stopped)
    #expect(history.facts.counts == [.ok: 1, .unknown: 1], "as its items tell")
  }

  @Test func resultsComeInPages() async throws {
    let store = try await Self.store(items: 5, [Self.sent(2), Self.settled(2, .ok)])
    let first = try await store.results(of: "7f3a", from: 1, count: 3)
    #expect(first.map(\.sequence) == [1, 2, 3])
    #expect(first.map(\.result) == [.planned, .ok, .planned])
    #expect(try await store.results(of: "7f3a", from: 4, count: 3).map(\.sequence) == [4, 5])
    #expect(try await store.results(of: "7f3a", from: 6).isEmpty)
  }

  // MARK: - Names

  @Test func aRunIsNamedByTheBeginningOfItsID() async throws {
    let store = try await Self.store()
    for id in ["7f3b0000", "7f3b1111"] {
      let plan = Plan.reload(1, id: id)
      try await store.record(.began(plan.head, items: plan.items, at: Self.start))
    }
    #expect(try await store.facts(of: "7F3A").id == "7f3a0000")
    #expect(try await store.facts(of: "last").id == "7f3b1111")
    #expect(try await store.shortName(of: "7f3a0000") == "7f3a")
    #expect(try await store.shortName(of: "7f3b1111") == "7f3b1")
    for name in ["7f3b", "ffff", "", "7*", "x' OR 1"] {
      await #expect(throws: Problem.self, "\(name)") { try await store.facts(of: name) }
    }
  }

  @Test func anIDThatIsTakenIsNotGivenAgain() async throws {
    let store = try await Self.store(id: "80000000")
    #expect(try await store.freeID { 0.5 } == "80000001")
  }

  // MARK: - The file

  @Test func isForItsOwnerAlone() async throws {
    let folder = try TemporaryFolder()
    let store = try await Self.store(.folder("\(folder.path)/state"), [Self.sent(1)])
    #expect(try await store.list().count == 1)
    for (name, mode) in [
      ("state", 0o700), ("state/locks", 0o700), ("state/runs.sqlite", 0o600),
      ("state/runs.sqlite-wal", 0o600),
    ] {
      var facts = stat()
      #expect(stat("\(folder.path)/\(name)", &facts) == 0)
      #expect(facts.st_mode & 0o777 == mode, "\(name)")
    }
  }

  @Test func outlivesItsProcess() async throws {
    let folder = try TemporaryFolder()
    _ = try await Self.store(.folder(folder.path), [Self.sent(1)])
    let other = try await RunStore(.folder(folder.path))
    #expect(try await other.history(of: "last").items[0].attempts.count == 1)
  }

  @Test func oneProcessHasARun() async throws {
    let folder = try TemporaryFolder()
    let store = try await Self.store(.folder(folder.path))
    var lock = try await store.lock("7f3a0000")
    #expect(try await store.facts(of: "last").state == .running)
    let problem = await #expect(throws: Problem.self) { try await store.lock("7f3a0000") }
    #expect(problem?.category == .stopped)
    #expect(problem?.diagnostics.first?.message.contains("process ") == true)
    await #expect(throws: Problem.self) { try await store.delete("7f3a") }
    #expect(lock != nil)
    lock = nil
    #expect(try await store.facts(of: "last").state == .stopped)
    try await store.delete("7f3a")
    #expect(try await store.list().isEmpty)
  }

  @Test func aFileThatIsNoJournalIsLeftAlone() async throws {
    let folder = try TemporaryFolder()
    let text = String(repeating: "this is no database. ", count: 100)
    try folder.write(text, to: "runs.sqlite")
    let problem = await #expect(throws: Problem.self) {
      try await RunStore(.folder(folder.path))
    }
    #expect(problem?.category == .local)
    #expect(problem?.diagnostics.first?.hint?.contains("move its file away") == true)
    #expect(try folder.read("runs.sqlite") == text)
  }

  @Test func forgetsWhatIsOld() async throws {
    let store = try await Self.store()
    let plan = Plan.reload(1, id: "7f3b0000")
    try await store.record(
      .began(plan.head, items: plan.items, at: Self.start + .seconds(86_400)))
    let gone = try await store.prune(before: Self.start + .seconds(3600))
    #expect(gone.map(\.id) == ["7f3a0000"])
    #expect(try await store.list().map(\.id) == ["7f3b0000"])
  }
}
