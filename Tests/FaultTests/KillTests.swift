import DemoServer
import TestSupport
import Testing

extension FaultTests {
  /// Processes that are killed at any moment.
  struct KillTests {
    @Test(arguments: runsSlowTests ? 1...10 : 1...2)
    func aKillLosesAndDoublesNothing(seed: UInt64) async throws {
      let (items, kills) = runsSlowTests ? (1000, 30) : (60, 4)
      let random = SeededRandom(seed: seed)
      // At its n-th reload the server kills who sent it; it arrives, or does not.
      let moments = (0..<kills).map { _ in random.next(in: 1..<items) }
      let scene = try await Scene(items: items, faults: moments.map { .trap(at: $0) })
      var deaths = 0
      let status = try await scene.goOn(processesMax: kills + 5) { arguments in
        let process = try scene.start(arguments)
        scene.clock.set {
          process.kill()
          if random.next() < 0.5 { throw TrapClock.Swallowed() }
        }
        deaths += 1
        return process
      }
      #expect(status == 0, "\(scene.outputs.errors)")
      #expect(deaths > 1, "nobody was killed")
      try await scene.expectAgreement()
      await scene.close()
    }
  }
}
