import CommandModel
import SourcesClient
import Synchronization
import TestSupport
import Testing

@Suite struct SyncWatcherTests {
  typealias World = SyncWorld

  @Test func followsEachTableToItsEnd() async throws {
    let world = World([
      source(
        "a", World.Table(id: "t1", jobs: [job(3, 30)]), World.Table(id: "t2", jobs: [job(4, 9)]))
    ])
    let results = try await wait([reload("a")], in: world)
    #expect(results == ["a ok sent ok=2 failed=0 left=0 rows=20"])
  }

  @Test func followsTheFirstSyncOfWhatWasMade() async throws {
    let world = World([source("a", World.Table(id: "t1", jobs: [job(3, 30)]))])
    var made = try #require(ResultRecord(reload("a")))
    made.action = "create"
    made.response = .record(["id": "a"])
    #expect(try await wait([made.record], in: world) == ["a ok sent ok=1 failed=0 left=0 rows=10"])
  }

  @Test func yieldsInTheOrderOfTheEnds() async throws {
    let world = World([
      source("slow", World.Table(id: "t1", jobs: [job(2, 300)])),
      source("fast", World.Table(id: "t2", jobs: [job(2, 5)])),
    ])
    let results = try await wait([reload("slow"), reload("fast")], in: world)
    #expect(results.map { $0.prefix(4) } == ["fast", "slow"])
  }

  @Test(arguments: ["Failed", "Billing limits", "Billing limit too low", "Exploded"])
  func takesEveryOtherEndAsABadOne(_ status: String) async throws {
    let bad = World.Job(id: "j", start: 3, end: 20, status: status, error: "no access")
    let world = World([
      source("a", World.Table(id: "t1", jobs: [bad]), World.Table(id: "t2", jobs: [job(3, 9)]))
    ])
    #expect(
      try await wait([reload("a")], in: world) == [
        "a failed sent ok=1 failed=1 left=0 rows=20: name-t1: no access"
      ])
  }

  @Test func joinsASyncThatWasRunning() async throws {
    for tellsEnds in [true, false] {
      let world = World(
        [source("a", World.Table(id: "t1", jobs: [job(-500, 40)]))], tellsEnds: tellsEnds)
      #expect(
        try await wait([reload("a")], in: world) == ["a ok joined ok=1 failed=0 left=0 rows=10"])
    }
  }

  @Test func doesNotTakeAnOldJobForTheNewOne() async throws {
    let world = World([source("a", World.Table(id: "t1", jobs: [job(-500, -100)]))])
    #expect(
      try await wait([reload("a")], in: world) == [
        "a not_started sent ok=0 failed=1 left=0 rows=0: name-t1: no sync was started"
      ])
    #expect((120..<140).contains(world.second))
  }

  @Test func seesAFailureThatLeftNoTrace() async throws {
    let quick = World.Job(id: "j", start: 1, end: 1, status: "Failed", error: "x")
    let world = World([source("a", World.Table(id: "t1", statusBefore: "Failed", jobs: [quick]))])
    let results = try await wait([reload("a")], in: world)
    #expect(results == ["a failed sent ok=0 failed=1 left=0 rows=10: name-t1: x"])
  }

  @Test func asksForJobsOnlyWhenTheListMoves() async throws {
    let world = World([source("a", World.Table(id: "t1", jobs: [job(3, 100)]))])
    _ = try await wait([reload("a")], in: world)
    #expect(world.requests.count { $0 == "sources jobs" } == 1)
    #expect(world.requests.count { $0 == "sources list" } < 16)
  }

  @Test func countsOnlyTablesEnabledAtTheStart() async throws {
    let world = World([
      source(
        "a", World.Table(id: "t1", jobs: [job(3, 9)]),
        World.Table(id: "t2", isEnabled: false, statusBefore: nil))
    ])
    #expect(
      try await wait([reload("a")], in: world) == ["a ok sent ok=1 failed=0 left=0 rows=10"])
  }

  @Test func saysWhenNothingIsEnabled() async throws {
    let world = World([source("a", World.Table(id: "t1", isEnabled: false))])
    #expect(
      try await wait([reload("a")], in: world) == [
        "a not_started sent ok=0 failed=0 left=0 rows=0: none of its tables is enabled"
      ])
  }

  @Test func warnsOfATableSwitchedOffMeanwhile() async throws {
    let world = World([
      source(
        "a", World.Table(id: "t1", leavesAt: 20), World.Table(id: "t2", jobs: [job(3, 60)]))
    ])
    let warnings = Mutex<[String]>([])
    let results = try await wait([reload("a")], in: world) { diagnostic in
      warnings.withLock { $0.append(diagnostic.message) }
    }
    #expect(results == ["a ok sent ok=1 failed=0 left=0 rows=10"])
    #expect(warnings.withLock { $0 } == ["the server switched off `name-t1`: old trouble"])
  }

  @Test func countsAFailureEvenWhenItSwitchedTheTableOff() async throws {
    let bad = World.Job(id: "j", start: 3, end: 20, status: "Failed", error: "no access")
    let world = World([source("a", World.Table(id: "t1", leavesAt: 20, jobs: [bad]))])
    #expect(
      try await wait([reload("a")], in: world) == [
        "a failed sent ok=0 failed=1 left=0 rows=10: name-t1: no access"
      ])
  }

  @Test func stopsWaitingInTime() async throws {
    let world = World([
      source(
        "a", World.Table(id: "t1", jobs: [job(3, 9000)]), World.Table(id: "t2", jobs: [job(3, 9)]))
    ])
    #expect(
      try await wait([reload("a")], in: world, timeout: .seconds(90)) == [
        "a timeout sent ok=1 failed=0 left=1 rows=10: it had not finished in time"
      ])
    #expect(world.second == 90)
  }

  @Test func leavesToItselfWhatAnInterruptionLeavesOpen() async throws {
    let world = World([source("a", World.Table(id: "t1", jobs: [job(3, 9000)]))])
    let found = try await withThrowingTaskGroup(of: [String].self) { group in
      group.addTask { try await wait([reload("a")], in: world) }
      group.cancelAll()
      return try await group.next()
    }
    #expect(
      found == ["a interrupted sent ok=0 failed=0 left=1 rows=0: the wait was interrupted"])
  }

  @Test func leavesToItselfWhatAServerThatIsGoneLeavesOpen() async throws {
    let gone = Failure(.failed, status: 404, message: "gone")
    let world = World(
      [source("a", World.Table(id: "t1", jobs: [job(3, 9000)]))], failing: [gone])
    let records = watcher(world).wait(for: .list([.record(reload("a"))]))
    #expect(
      try await records.nextBatch()?.map(describe) == [
        "a timeout sent ok=0 failed=0 left=0 rows=0: the server could not be asked any more"
      ])
    await #expect(throws: gone) { try await records.nextBatch() }
  }

  @Test func saysWhatIsGone() async throws {
    let world = World([
      World.Source(id: "a", goneAt: 10, tables: [World.Table(id: "t1", jobs: [job(3, 90)])])
    ])
    #expect(
      try await wait([reload("a")], in: world) == [
        "a failed sent ok=0 failed=0 left=1 rows=0: it is gone"
      ])
  }

  @Test func waitsForOneTable() async throws {
    let world = World([
      source("a", World.Table(id: "t0", jobs: [job(3, 999)])),
      source("b", World.Table(id: "t1", jobs: [World.Job(id: "j7", start: 2, end: 8)])),
    ])
    let results = try await records([reload("t1", kind: "schema")], in: world)
    #expect(results.first?.value(at: "result") == "ok")
    #expect(results.first?.value(at: "job") == "j7")
  }

  @Test func waitsAfterwardsFromASavedReport() async throws {
    let world = World([source("a", World.Table(id: "t1", jobs: [job(3, 60)]))])
    world.clock.advance(by: .seconds(3600))
    var report = reload("a")
    report["result"] = "timeout"
    report["started_at"] = .text(Time.simulationStart.description)
    #expect(
      try await wait([report], in: world) == ["a ok sent ok=1 failed=0 left=0 rows=10"])
  }

  @Test(arguments: ["failed", "unknown", "skipped", "planned", "cancelled"])
  func passesOnWhatIsNotOK(_ result: String) async throws {
    let world = World([])
    var record = reload("a")
    record["result"] = .text(result)
    #expect(try await records([record], in: world) == [.record(record)])
    #expect(world.requests.isEmpty)
  }

  @Test func passesOnWhatStartsNoSync() async throws {
    var refresh = reload("a")
    refresh["action"] = "refresh-schemas"
    var direct = reload("b")
    direct["response"] = .record(["added": 1])
    let world = World([])
    #expect(
      try await records([refresh, direct], in: world) == [.record(refresh), .record(direct)])
  }

  @Test func passesOnDirectSources() async throws {
    let world = World([World.Source(id: "a", isDirect: true, tables: [World.Table(id: "t1")])])
    #expect(try await wait([reload("a")], in: world) == ["a ok sent"])
  }

  @Test func waitsForWhatRunsNow() async throws {
    let world = World([
      source("a", World.Table(id: "t1", jobs: [job(-50, 40)]), World.Table(id: "t2")),
      source("b", World.Table(id: "t3")),
    ])
    let things = ["a", "b"].map { Record([("id", .text($0))], kind: "source") }
    let results = try await records(things, in: world)
    #expect(results.first == .record(things[1]))
    #expect(results.last?.value(at: "action") == "wait")
    #expect(results.last?.value(at: "tables_ok") == 1)
  }

  @Test(arguments: [Value.text("abc"), .record(Record([("id", "x")], kind: "project")), 7])
  func refusesWhatCannotBeWaitedFor(_ value: Value) async throws {
    let world = World([])
    await #expect(throws: Problem.self) {
      try await watcher(world).wait(for: .list([value])).collect()
    }
  }

  @Test func bearsAPassingFailure() async throws {
    let blip = Failure(.ambiguous, status: 502, message: "HTTP 502")
    let world = World(
      [source("a", World.Table(id: "t1", jobs: [job(3, 20)]))], failing: [blip, blip])
    #expect(
      try await wait([reload("a")], in: world) == ["a ok sent ok=1 failed=0 left=0 rows=10"])
  }

  @Test(arguments: [(Failure.Class.halt, 1), (.failed, 1), (.ambiguous, 5)])
  func givesUpWhenItCannotAsk(_ fate: Failure.Class, _ requests: Int) async throws {
    let failure = Failure(fate, message: "no")
    let world = World(
      [source("a", World.Table(id: "t1"))], failing: Array(repeating: failure, count: 9))
    await #expect(throws: failure) { try await wait([reload("a")], in: world) }
    #expect(world.requests.count == requests)
  }

  @Test func findsTablesBeyondTheFirstFiftyJobs() async throws {
    let tables = (0..<120).map {
      World.Table(id: "t\($0)", jobs: [job(3 + $0 / 10, 60, id: "j\($0)")])
    }
    let world = World([World.Source(id: "a", tables: tables)])
    #expect(
      try await wait([reload("a")], in: world) == ["a ok sent ok=120 failed=0 left=0 rows=1200"])
  }

  @Test func findsSourcesOnLaterPages() async throws {
    let others = (0..<150).map { source("o\($0)", World.Table(id: "ot\($0)")) }
    let world = World(others + [source("a", World.Table(id: "t1", jobs: [job(3, 9)]))])
    #expect(
      try await wait([reload("a")], in: world) == ["a ok sent ok=1 failed=0 left=0 rows=10"])
  }

  @Test func tellsProgress() async throws {
    let world = World([
      source("a", World.Table(id: "t1", jobs: [job(3, 9)])),
      source(
        "b", World.Table(id: "t2", jobs: [World.Job(id: "j", start: 3, end: 60, status: "x")])),
    ])
    let seen = Mutex<[Progress]>([])
    let watcher = SyncWatcher(
      over: world, timekeeper: world.clock, random: { 0.5 },
      report: .init(progress: { progress in seen.withLock { $0.append(progress) } }))
    let results: [Value] = [.record(reload("a")), .record(reload("b"))]
    _ = try await watcher.wait(for: .list(results)).collect()
    let all = seen.withLock { $0 }
    let last = try #require(all.last)
    #expect(last.total == 2 && last.ok == 1 && last.failed == 1 && last.running == 0)
    #expect(all.contains { $0.running == 1 && $0.ok == 1 })
  }

  // MARK: -

  private func source(_ id: String, _ tables: World.Table...) -> World.Source {
    World.Source(id: id, tables: tables)
  }

  private func job(_ start: Int, _ end: Int, id: String = "j") -> World.Job {
    World.Job(id: id, start: start, end: end)
  }

  private func reload(_ id: String, kind: KindName = "source") -> Record {
    ResultRecord(
      run: "r", sequence: 1, target: .init(kind: kind, id: id), action: "reload", result: .ok,
      how: .sent, startedAt: .simulationStart
    ).record
  }

  private func watcher(
    _ world: World, timeout: Duration? = nil,
    warning: @escaping @Sendable (Diagnostic) -> Void = { _ in }
  ) -> SyncWatcher {
    SyncWatcher(
      over: world, timekeeper: world.clock, random: { 0.5 }, settings: .init(timeout: timeout),
      report: .init(warning: warning))
  }

  private func records(_ input: [Record], in world: World) async throws -> [Value] {
    try await watcher(world).wait(for: .list(input.map(Value.record))).collect()
  }

  private func wait(
    _ input: [Record], in world: World, timeout: Duration? = nil,
    warning: @escaping @Sendable (Diagnostic) -> Void = { _ in }
  ) async throws -> [String] {
    try await watcher(world, timeout: timeout, warning: warning)
      .wait(for: .list(input.map(Value.record))).collect().map(describe)
  }

  private func describe(_ value: Value) -> String {
    let text = { (path: String) in value.value(at: path)?.plainText ?? "?" }
    var words = [text("id"), text("result"), text("how")]
    if value.value(at: "tables_left") != nil {
      words += ["ok=" + text("tables_ok"), "failed=" + text("tables_failed")]
      words += ["left=" + text("tables_left"), "rows=" + text("rows_synced")]
    }
    let error = text("error")
    return words.joined(separator: " ") + (error.isEmpty ? "" : ": " + error)
  }
}

@Suite struct JobProofTests {
  @Test(
    arguments: [
      (
        "first of the later ones", [("a", 5, nil, "Running"), ("b", 9, nil, "Running")], false, "a"
      ),
      (
        "a later one beats a running one", [("a", -5, nil, "Running"), ("b", 0, 9, "Failed")],
        false, "b"
      ),
      ("one that still runs", [("a", -5, nil, "Running")], false, "a joined"),
      ("one that ended after the trigger", [("a", -5, 3, "Completed")], false, "a joined"),
      ("none that ended before", [("a", -5, -3, "Completed")], false, "none"),
      ("an end nobody told, unseen", [("a", -5, nil, "Completed")], false, "none"),
      ("an end nobody told, seen", [("a", -5, nil, "Completed")], true, "a joined"),
      (
        "only the newest of the old", [("a", -9, 5, "x"), ("b", -5, -3, "Completed")], false, "none"
      ),
      ("no job", [], false, "none"),
    ] as [(String, [(String, Int, Int?, String)], Bool, String)])
  func decides(
    _ name: String, _ jobs: [(String, Int, Int?, String)], _ wasSeen: Bool, _ expected: String
  ) {
    let start = Time.simulationStart
    let other = job("z", start + .seconds(1), nil, "Running", of: "other")
    let mine = jobs.map { id, created, ended, status in
      job(id, start + .seconds(created), ended.map { start + .seconds($0) }, status, of: "t")
    }
    let proof = JobProof.find(
      for: "t", triggeredAt: start, among: ([other] + mine).compactMap { $0 },
      wasSeenRunning: wasSeen)
    #expect(proof.map { $0.job.id + ($0.isJoined ? " joined" : "") } ?? "none" == expected)
  }

  private func job(
    _ id: String, _ created: Time, _ ended: Time?, _ status: String, of table: Value
  ) -> SyncJob? {
    SyncJob(
      .record([
        "id": .text(id), "created_at": .time(created), "status": .text(status),
        "finished_at": ended.map(Value.time) ?? .null, "schema": .record(["id": table]),
      ]))
  }
}
