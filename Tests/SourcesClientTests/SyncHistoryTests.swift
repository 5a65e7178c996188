import CommandModel
import SourcesClient
import TestSupport
import Testing

/// What was synced since a moment: by the list where that tells, else by the jobs.
@Suite struct SyncHistoryTests {
  typealias World = SyncWorld

  @Test(arguments: [
    // Began and ended since; runs since; runs from before; ended before.
    ("source", [World.Job(id: "j", start: 20, end: 40)], "done", 1),
    ("source", [World.Job(id: "j", start: 20, end: nil)], "joined", 1),
    ("source", [World.Job(id: "j", start: -50, end: nil)], "joined", 1),
    ("source", [World.Job(id: "j", start: -50, end: 5)], "absent", 1),
    ("schema", [World.Job(id: "j", start: 20, end: 40)], "done", 1),
    ("schema", [], "absent", 1),
    // What failed leaves no time in the list: its jobs are asked for.
    ("source", [World.Job(id: "j", start: 20, end: 21, status: "Failed")], "done", 2),
    ("source", [World.Job(id: "j", start: -50, end: -40, status: "Failed")], "absent", 2),
    ("source", [World.Job(id: "j", start: -50, end: 15, status: "Failed")], "joined", 2),
  ])
  func finds(kind: String, jobs: [World.Job], expected: String, requests: Int) async throws {
    let world = World([World.Source(id: "a", tables: [World.Table(id: "t", jobs: jobs)])])
    world.clock.advance(by: .seconds(100))
    let target = kind == "source" ? "a" : "t"
    #expect(try await find([target], kind, in: world) == [expected])
    #expect(world.requests.count == requests)
  }

  @Test func aSourceIsDoneWhenAllItsEnabledTablesAre() async throws {
    let synced = [World.Job(id: "j", start: 20, end: 40)]
    let world = World([
      World.Source(
        id: "some", tables: [World.Table(id: "t1", jobs: synced), World.Table(id: "t2")]),
      World.Source(
        id: "all",
        tables: [
          World.Table(id: "t3", jobs: synced), World.Table(id: "t4", isEnabled: false),
          World.Table(id: "t5", jobs: [World.Job(id: "k", start: 21, end: nil)]),
        ]),
    ])
    world.clock.advance(by: .seconds(100))
    #expect(try await find(["some", "all"], in: world) == ["absent", "done"])
  }

  @Test func whatHasNothingToSyncIsUnclear() async throws {
    let world = World([
      World.Source(id: "direct", isDirect: true, tables: [World.Table(id: "t1")]),
      World.Source(id: "off", tables: [World.Table(id: "t2", isEnabled: false)]),
    ])
    #expect(
      try await find(["direct", "off", "gone"], in: world) == ["unclear", "unclear", "unclear"])
  }

  @Test func aServerThatCannotBeAskedIsAnError() async throws {
    let failure = Failure(.notSent, message: "connection refused")
    let world = World([World.Source(id: "a", tables: [])], failing: [failure])
    await #expect(throws: failure) { try await find(["a"], in: world) }
  }

  private func find(
    _ ids: [String], _ kind: String = "source", in world: World
  ) async throws -> [String] {
    let since = Time.simulationStart + .seconds(10)
    let history = SyncHistory(since: since, over: world, timekeeper: world.clock)
    let targets = ids.map { Invocation.Target(kind: KindName(kind), id: $0) }
    return try await history.findings(for: targets).map { finding in
      switch finding {
      case .happened(let proof):
        proof.startedAt == since ? (proof.isJoined ? "joined" : "done") : "at another time"
      case .absent: "absent"
      case .unclear: "unclear"
      }
    }
  }
}
