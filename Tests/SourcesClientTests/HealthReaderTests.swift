import CommandModel
import SourcesClient
import Synchronization
import TestSupport
import Testing

/// What is asked to find problems, and no more than that.
struct HealthReaderTests {
  private typealias World = HealthWorld

  @Test func whereAllIsWellOneListIsRead() async throws {
    let server = server([World.source([World.table()])])
    #expect(try await read(server) == [])
    #expect(server.names == ["sources list"])
  }

  @Test func onlySourcesInTroubleAreAskedForJobs() async throws {
    let late = World.table(["last_synced_at": World.time(90_000)])
    let off = World.table(["should_sync": false])
    let server = server(
      [
        World.source([World.table()]), World.source([late], id: Self.otherID),
        World.source([off]), World.source([late], changing: ["access_method": "direct"]),
      ], jobs: [World.jobValue(90_000)])
    #expect(try await read(server) == ["schedule_silent charges@Stripe/eu"])
    #expect(server.names == ["sources list", "sources jobs"])
    let asked = try #require(server.invocations.last).arguments
    #expect(asked["id"] == .text(Self.otherID))
    #expect(asked["schemas"] == ["charges"])
  }

  @Test func aListThatLeavesOutFrequenciesIsCompleted() async throws {
    // Newest servers list tables without it (api-contract.md, section 5.1).
    let trimmed = World.table([
      "sync_frequency": "(left out)", "last_synced_at": World.time(90_000),
    ])
    let whole = World.table(["last_synced_at": World.time(90_000)])
    let server = server([World.source([trimmed])], tables: [whole])
    #expect(try await read(server) == ["schedule_silent charges@Stripe/eu"])
    #expect(server.names == ["sources list", "schemas list", "sources jobs"])
  }

  @Test func theServersClockCounts() async throws {
    let table = World.table(["last_synced_at": World.time(0)])
    let server = server([World.source([table])], date: World.now + .seconds(25_201))
    #expect(try await read(server) == ["schedule_silent charges@Stripe/eu"])
  }

  @Test func whatIsNotWantedIsNotAskedFor() async throws {
    let failed = World.table(["status": "Failed"])
    let server = server([
      World.source([failed]), World.source([failed], id: Self.otherID),
    ])
    let records = reader(server).problems()
    #expect(try await records.nextBatch()?.count == 1)
    #expect(server.names == ["sources list", "sources jobs"])
  }

  @Test func aServerThatHidesJobsIsToldOfOnce() async throws {
    let late = World.table(["last_synced_at": World.time(90_000)])
    let hidden = Failure(.failed, status: 403, message: "no scope")
    let server = server(
      [World.source([late]), World.source([late], id: Self.otherID)], failure: hidden)
    let warnings = Mutex<[String]>([])
    let found = try await read(server) { diagnostic in
      warnings.withLock { $0.append(diagnostic.message) }
    }
    #expect(found == ["stale charges@Stripe/eu", "stale charges@Stripe/eu"])
    #expect(
      warnings.withLock { $0 } == ["the jobs of `Stripe/eu` cannot be read: no scope"])
  }

  @Test func aServerThatCannotBeAskedIsAnError() async throws {
    let failure = Failure(.ambiguous, status: 502, message: "HTTP 502")
    let failed = World.table(["status": "Failed"])
    let server = server([World.source([failed])], failure: failure)
    await #expect(throws: failure) { try await read(server) }
  }

  @Test func jobsAreReadBackToTheBeginningOfTheTroubleAndNotForEver() async throws {
    let failed = World.table(["status": "Failed", "last_synced_at": nil])
    let endless = ScriptedPerformer { invocation in
      guard invocation.operation.name == "sources jobs" else {
        return .value(.record(["results": [World.source([failed])]]), date: World.now)
      }
      let before = invocation.arguments["before"]?.timeValue ?? World.now
      let first = Int((World.now - before).seconds)
      return .value(.list((1...50).map { World.jobValue(first + 100 * $0, "Failed") }))
    }
    #expect(try await read(endless).count == 1)
    #expect(endless.names.count { $0 == "sources jobs" } == 4)
  }

  // MARK: - Helpers

  private static let otherID = "01a2074f-1e84-0000-389e-c8590f1c8370"

  private func server(
    _ sources: [Value], tables: [Value] = [], jobs: [Value] = [], failure: Failure? = nil,
    date: Time = HealthWorld.now
  ) -> ScriptedPerformer {
    ScriptedPerformer { invocation in
      switch invocation.operation.name {
      case "sources list": .value(.record(["results": .list(sources)]), date: date)
      case "schemas list": .value(.record(["results": .list(tables)]), date: date)
      default: failure.map(Outcome.failure) ?? .value(.list(jobs), date: date)
      }
    }
  }

  private func reader(
    _ server: ScriptedPerformer, warning: @escaping @Sendable (Diagnostic) -> Void = { _ in }
  ) -> HealthReader {
    HealthReader(
      over: server, timekeeper: VirtualTimekeeper(), report: .init(warning: { warning($0) }))
  }

  private func read(
    _ server: ScriptedPerformer, warning: @escaping @Sendable (Diagnostic) -> Void = { _ in }
  ) async throws -> [String] {
    try await reader(server, warning: warning).problems().collect().map { value in
      let words = ["problem", "name"].map { value.value(at: $0)?.textValue ?? "" }
      return words.joined(separator: " ")
    }
  }
}

extension ScriptedPerformer {
  /// The operations that were asked for, in order.
  fileprivate var names: [String] { invocations.map(\.operation.name) }
}
