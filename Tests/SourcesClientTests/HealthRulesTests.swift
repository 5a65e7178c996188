import CommandModel
import SourcesClient
import Testing

/// What is a problem and what is none, each rule on both sides of its threshold.
struct HealthRulesTests {
  private typealias World = HealthWorld

  // MARK: - Lateness

  @Test(arguments: [
    // Every five minutes: stale behind twice that, silent behind an hour more than once that.
    ("5min", 600, nil), ("5min", 601, "stale"), ("5min", 3930, "stale"),
    ("5min", 3931, "schedule_silent"),
    // Every six hours the schedule is found silent before the data is stale.
    ("6hour", 25_230, nil), ("6hour", 25_231, "schedule_silent"),
    ("6hour", 50_000, "schedule_silent"),
    ("1hour", 7200, nil), ("1hour", 7201, "stale"), ("7day", 608_431, "schedule_silent"),
    // Without a schedule nothing is late; a word that is not known says nothing.
    ("never", 8_000_000, nil), ("fortnightly", 8_000_000, nil), ("0min", 8_000_000, nil),
  ])
  func tellsWhatIsLate(_ frequency: String, _ secondsAgo: Int, _ cause: String?) {
    // The job took 30 s; a schedule begins to count at its end.
    check(
      World.table([
        "sync_frequency": .text(frequency), "last_synced_at": World.time(secondsAgo),
      ]),
      [World.job(secondsAgo)], is: cause)
  }

  @Test(arguments: [Value.null, "(left out)"])
  func whatHasNoFrequencyIsNeverLate(_ frequency: Value) {
    check(
      World.table(["sync_frequency": frequency, "last_synced_at": World.time(8_000_000)]), [],
      is: nil)
  }

  @Test func theServersOf2024HaveOneFrequencyForAllTables() {
    let table = World.table([
      "sync_frequency": "(left out)", "last_synced_at": World.time(8_000_000),
    ])
    check(table, [], in: ["sync_frequency": "24hour"], is: "schedule_silent")
  }

  @Test func thresholdsMoveTheBounds() {
    var patient = HealthRules.Thresholds()
    patient.staleAfter = 4
    patient.grace = .seconds(60)
    let table = { (age: Int) in
      World.table(["sync_frequency": "5min", "last_synced_at": World.time(age)])
    }
    // No job since: the grace decides. A job that did not end well: the factor does.
    check(table(390), [World.job(390)], patient, is: nil)
    check(table(391), [World.job(391)], patient, is: "schedule_silent")
    let cancelled = World.job(50, took: 10, "Cancelled")
    check(table(1200), [cancelled, World.job(1200)], patient, is: nil)
    check(table(1201), [cancelled, World.job(1201)], patient, is: "stale")
  }

  @Test func aSyncThatFoundNothingNewIsOneToo() {
    let table = World.table(["last_synced_at": World.time(500_000)])
    check(table, [World.job(3600)], is: nil)
  }

  @Test func whatIsFedByEventsIsNeverLateButMayFail() {
    for type in ["cdc", "webhook"] {
      let old: Record = ["sync_type": .text(type), "last_synced_at": World.time(8_000_000)]
      check(World.table(old), [], is: nil)
      check(
        World.table(["sync_type": .text(type), "status": nil, "last_synced_at": nil]), [], is: nil)
      check(
        World.table(["sync_type": .text(type), "status": "Running"]),
        [
          World.job(900_000, took: nil, "Running")
        ], is: nil)
      check(World.table(["sync_type": .text(type), "status": "Failed"]), [], is: "failed")
    }
  }

  @Test func withoutJobsTheListAloneTells() {
    check(World.table(["last_synced_at": World.time(43_200)]), nil, is: nil)
    check(World.table(["last_synced_at": World.time(43_201)]), nil, is: "stale")
    check(World.table(["status": "Running", "last_synced_at": World.time(90_000)]), nil, is: nil)
  }

  @Test func jobsThatDoNotReachBackShowNoSilence() {
    let table = World.table(["last_synced_at": World.time(26_000)])
    let other = JobHistory([], from: World.now - .seconds(20_000))
    #expect(problems(World.source([table]), other).isEmpty)
    let whole = JobHistory([], from: World.now - .seconds(25_201))
    #expect(problems(World.source([table]), whole).map(\.cause) == [.scheduleSilent])
  }

  // MARK: - Running

  @Test(arguments: [
    // Usually 1000 s: three times that.
    (1000, 3, "6hour", 3000, nil), (1000, 3, "6hour", 3001, "running_long"),
    // Usually a minute: below ten minutes nothing is long.
    (60, 3, "6hour", 600, nil), (60, 3, "6hour", 601, "running_long"),
    // Two runs show nothing usual: then two intervals are too long.
    (60, 2, "6hour", 43_200, nil), (60, 2, "6hour", 43_201, "running_long"),
    (60, 2, "never", 900_000, nil),
  ])
  func tellsWhatRunsTooLong(
    _ usual: Int, _ runs: Int, _ frequency: String, _ secondsAgo: Int, _ cause: String?
  ) {
    let past = (1...runs).map { World.job(1_000_000 * $0, took: usual) }
    check(
      World.table(["status": "Running", "sync_frequency": .text(frequency)]),
      [World.job(secondsAgo, took: nil, "Running")] + past, is: cause)
  }

  @Test func saysWhatIsUsual() throws {
    // The median: one long run does not make long ones usual.
    let past = [90, 100, 5000, 110].enumerated().map {
      World.job(100_000 * ($0 + 1), took: $1)
    }
    let failed = World.job(50_000, took: 1, "Failed")
    let run = World.job(3600, took: nil, "Running")
    let found = problems(
      World.source([World.table(["status": "Running"])]), history([run, failed] + past))
    #expect(found.map(\.cause) == [.runningLong])
    #expect(found.first?.usual == .seconds(105))
    #expect(found.first?.limit == .seconds(600))
    #expect(found.first?.since == World.now - .seconds(3600))
  }

  @Test func aTableThatOnlyReadsRunningIsJudgedByItsJobs() {
    let table = World.table(["status": "Running", "last_synced_at": World.time(25_300)])
    check(table, [World.job(25_300)], is: "schedule_silent")
  }

  // MARK: - Never synced

  @Test(arguments: [
    (3600, "6hour", nil), (3601, "6hour", "never_synced"), (900_000, "never", nil),
    (900_000, "(left out)", "never_synced"),
  ])
  func tellsWhatNeverSynced(_ age: Int, _ frequency: String, _ cause: String?) {
    let table = World.table([
      "status": nil, "last_synced_at": nil, "sync_frequency": .text(frequency),
    ])
    check(table, [], in: ["created_at": World.time(age)], is: cause)
  }

  // MARK: - Trouble

  @Test(arguments: [
    ("Failed", "failed"), ("Error", "failed"), ("Billing limits", "billing"),
    ("Billing limits too low", "billing"), ("BillingLimitReached", "billing"),
    ("Paused", "billing"), ("Completed", nil), ("Cancelled", nil), ("Something new", nil),
  ])
  func readsTheWordsOfEveryAge(_ status: String, _ cause: String?) {
    check(World.table(["status": .text(status)]), [World.job(60)], is: cause)
  }

  @Test(arguments: [("no such table", "switched_off"), ("", nil), (nil, nil)])
  func tellsServerAndPersonApart(_ error: String?, _ cause: String?) {
    let table = World.table([
      "should_sync": false, "latest_error": error.map(Value.text) ?? .null,
      "last_synced_at": World.time(8_000_000),
    ])
    check(table, [], is: cause)
  }

  @Test func troubleBeganWithTheFirstBadSyncInARow() {
    let table = World.table(["status": "Failed", "latest_error": "no such table"])
    let jobs = [
      World.job(100, "Failed", error: "no such table"), World.job(200, "Failed"),
      World.job(300), World.job(400, "Failed"),
    ]
    let found = problems(World.source([table]), history(jobs))
    #expect(found.first?.since == World.now - .seconds(170))
    #expect(found.first?.detail == "no such table")
    // Without jobs the last good sync bounds it.
    let unseen = problems(World.source([table]), nil)
    #expect(unseen.first?.since == World.now - .seconds(60))
  }

  @Test(arguments: [
    ("Failed", "failed"), ("Billing limits", "billing"), ("Running", "running_long"),
  ])
  func oneTableHasOneProblem(_ status: String, _ cause: String) {
    let table = World.table([
      "status": .text(status), "last_synced_at": World.time(800_000), "latest_error": "old",
    ])
    check(table, [World.job(700_000, took: nil, "Running")], is: cause)
  }

  // MARK: - The source itself

  @Test func aSourceHasAProblemOfItsOwnWhereNoTableSaysWhy() {
    let failed = World.table(["status": "Failed"])
    let idle = World.table(["status": nil, "last_synced_at": nil])
    let off = World.table(["should_sync": false])
    let error: Record = ["status": "Error", "latest_error": "no credentials"]
    for (tables, expected) in [
      ([], ["failed of the source"]), ([failed], ["failed"]), ([off], []),
      ([off, World.table()], ["failed of the source"]),
      // Why a table never ran is told already.
      ([idle], ["failed of the source"]),
    ] {
      let found = problems(World.source(tables, changing: error), history([]))
      #expect(found.map(name) == expected)
    }
    let found = problems(World.source([], changing: error), nil)
    #expect(found.first?.detail == "no credentials")
  }

  @Test func aDirectSourceHasNothingToSync() {
    let table = World.table(["status": nil, "last_synced_at": nil])
    let direct: Record = ["access_method": "direct"]
    #expect(problems(World.source([table], changing: direct), history([])).isEmpty)
  }

  // MARK: - What would mend it

  @Test func noLineIsMadeOfAnIDThatIsNone() throws {
    let id = "1; schemas resync 018f0000-0000-7000-8000-000000000001 --yes"
    let table = World.table(["status": "Failed", "id": .text(id)])
    let found = problems(World.source([table]), nil)
    #expect(found.map(\.cause) == [.failed])
    #expect(found.first?.mend == nil)
  }

  // MARK: - Helpers

  private func check(
    _ table: Value, _ jobs: [SyncJob?]?, in source: Record = [:],
    _ thresholds: HealthRules.Thresholds = .init(), is cause: String?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = problems(
      World.source([table], changing: source), jobs.map { history($0) }, thresholds)
    #expect(
      found.map(\.cause.rawValue) == [cause].compactMap(\.self), sourceLocation: sourceLocation)
  }

  private func history(_ jobs: [SyncJob?]) -> JobHistory { JobHistory(jobs.compactMap(\.self)) }

  private func problems(
    _ source: Value, _ history: JobHistory?, _ thresholds: HealthRules.Thresholds = .init()
  ) -> [HealthProblem] {
    guard let facts = SourceFacts(source) else { return [] }
    return HealthRules(thresholds, at: World.now).problems(of: facts, history)
  }

  private func name(_ problem: HealthProblem) -> String {
    problem.id == World.sourceID
      ? "\(problem.cause.rawValue) of the source" : problem.cause.rawValue
  }
}
