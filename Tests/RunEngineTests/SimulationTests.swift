import Synchronization
import TestSupport
import Testing

/// The stage that the other suites stand on.
struct SimulationTests {
  @Test func passesHoursAtOnce() throws {
    let uptime = try Simulation.run { clock in
      try await clock.sleep(for: .seconds(7200))
      return clock.uptime
    }
    #expect(uptime == .seconds(7200))
  }

  @Test func wakesSleepersInTheOrderOfTheirTimes() throws {
    let woken = try Simulation.run { clock in
      await withTaskGroup(of: Int.self) { group in
        for seconds in [3, 1, 2] {
          group.addTask {
            do { try await clock.sleep(for: .seconds(seconds)) } catch { return -1 }
            return seconds
          }
        }
        return await group.reduce(into: []) { $0.append($1) }
      }
    }
    #expect(woken == [1, 2, 3])
  }

  @Test func keepsActorsInside() throws {
    let total = try Simulation.run { clock in
      let counter = Counter()
      await withTaskGroup { group in
        for _ in 0..<100 { group.addTask { await counter.add(after: clock) } }
      }
      return await counter.total
    }
    #expect(total == 100)
  }

  @Test func wakesWhoIsCancelled() throws {
    let uptime = try Simulation.run { clock in
      await withTaskGroup { group in
        group.addTask { try? await clock.sleep(for: .seconds(100)) }
        group.cancelAll()
      }
      return clock.uptime
    }
    #expect(uptime == .zero)
  }

  @Test func reportsADeadlock() {
    #expect(throws: Simulation.Stuck.deadlock(at: .seconds(1))) {
      try Simulation.run { clock in
        try await clock.sleep(for: .seconds(1))
        for await _ in AsyncStream<Void>(unfolding: { await Counter.never() }) {}
      }
    }
  }

  @Test func reportsWhatNeverEnds() {
    #expect(throws: Simulation.Stuck.self) {
      try Simulation.run(stepsMax: 1000) { clock in
        while true { try await clock.sleep(for: .seconds(1)) }
      }
    }
  }

  private actor Counter {
    private(set) var total = 0

    func add(after clock: SimulatedClock) async {
      try? await clock.sleep(for: .seconds(1))
      total += 1
    }

    /// Waits for a word that nobody says.
    static func never() async {
      let (stream, continuation) = AsyncStream<Void>.makeStream()
      for await _ in stream {}
      continuation.finish()
    }
  }
}
