import CommandModel
import RunEngine
import TestSupport
import Testing

/// What the store promises to those that write into it.
struct RunStoreFailureTests {
  @Test func whoeverWaitsForAWriteIsToldThatAReaderSawItFail() throws {
    let (written, read) = try Simulation.run { clock in
      let store = try await RunStore(.memory, on: clock.serialExecutor)
      // A request of a run that is not there cannot be written. The reader comes first to
      // where both are due.
      async let written = Self.succeeds { try await store.record(Self.strayRequest) }
      async let read = Self.succeeds { _ = try await store.list() }
      return await (written, read)
    }
    #expect(!read)
    #expect(!written, "a request would leave that no journal knows")
  }

  @Test func aWriteThatFailedIsNotInTheWayOfTheNext() throws {
    try Simulation.run { clock in
      let store = try await RunStore(.memory, on: clock.serialExecutor)
      #expect(await !Self.succeeds { try await store.record(Self.strayRequest) })
      let plan = Plan.reload(2)
      try await store.record(.began(plan.head, items: plan.items, at: clock.now))
      #expect(try await store.facts(of: "last").counts == [.planned: 2])
    }
  }

  private static let strayRequest = JournalEntry.sent(
    RequestKey(run: "none", item: 1, attempt: 1), at: .simulationStart)

  private static func succeeds(_ body: () async throws -> Void) async -> Bool {
    do {
      try await body()
      return true
    } catch {
      return false
    }
  }
}
