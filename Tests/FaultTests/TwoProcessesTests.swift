import CommandModel
import DemoServer
import RunEngine
import Synchronization
import TestSupport
import Testing

extension FaultTests {
  /// Two processes at a time.
  struct TwoProcessesTests {
    @Test func aRunHasOneOwner() async throws {
      let scene = try await Scene(items: 20, faults: [.trap(at: 5), .trap(at: 10)])
      // The first process is killed, and while the second has the run a third wants it.
      let killed = try scene.start(Scene.begin())
      scene.clock.set { killed.kill() }
      #expect(await killed.end().wasKilled)
      let owner = try scene.start(Scene.resume())
      let refused = Mutex<Int32?>(nil)
      scene.clock.set {
        let status = try await scene.run(Scene.resume(), outputs: "-of-the-third")
        refused.withLock { $0 = status }
      }
      #expect(await owner.end().status == 0, "\(scene.outputs.errors)")
      #expect(refused.withLock { $0 } == 6)
      let errors = try scene.folder.read("errors-of-the-third")
      #expect(errors.contains("is at work in process \(owner.id)"), "\(errors)")
      try await scene.expectAgreement()
      await scene.close()
    }

    @Test(arguments: [1, 4]) func twoRunsKeepTheLimitTogether(parallel: Int) async throws {
      let scene = try await Scene(items: 60, limits: [.init(20, per: .seconds(1))])
      for (half, ids) in [scene.ids.prefix(30), scene.ids.suffix(30)].enumerated() {
        try scene.folder.write("id\n" + ids.joined(separator: "\n"), to: "half\(half).csv")
      }
      let limit = ["--rate-limit", "20/1s", "--budget", "1.0"]
      let processes = try (0...1).map { half in
        try scene.start(
          Scene.flags + limit
            + ["-c", "open half\(half).csv | sources reload --parallel \(parallel)"])
      }
      for process in processes {
        #expect(await process.end().status == 0, "\(scene.outputs.errors)")
      }
      let reloads = await scene.reloads()
      #expect(reloads.count { $0.status == 429 } == 0)
      #expect(reloads.map(Scene.target).sorted() == scene.ids.sorted())
      #expect(try await scene.runs().map(\.counts) == [[.ok: 30], [.ok: 30]])
      try scene.expectNoSecret()
      await scene.close()
    }

    @Test(
      .enabled(if: Strace.works, "needs strace, and the right to use it"),
      arguments: 1...(runsSlowTests ? 50 : 4))
    func severalMayMakeTheJournalAtOnce(round: Int) async throws {
      let scene = try await Scene(items: 1)
      // Slow disks, so that they meet.
      let slowly = Strace.words("inject=fdatasync,pwrite64:delay_exit=20000")
      let processes = try (1...4).map { _ in
        try scene.start(Scene.flags + ["-c", "runs list"], behind: slowly)
      }
      for process in processes {
        #expect(await process.end().status == 0, "\(scene.outputs.errors)")
      }
      await scene.close()
    }

    @Test func aProcessThatWasKilledLeavesNoFreshPlaces() async throws {
      let scene = try await Scene(
        items: 40, faults: [.trap(at: 11), .trap(at: 23)],
        limits: [.init(20, per: .seconds(1))])
      let limit = ["--rate-limit", "20/1s", "--budget", "1.0"]
      var arguments = Scene.begin(limit: limit)
      var endings: [Bool] = []
      while endings.last != false, endings.count < 5 {
        let process = try scene.start(arguments)
        scene.clock.set { process.kill() }
        endings.append(await process.end().wasKilled)
        arguments = Scene.resume(limit: limit)
      }
      #expect(endings == [true, true, false])
      #expect(await scene.service.ledger.count { $0.status == 429 } == 0)
      try await scene.expectAgreement()
      await scene.close()
    }
  }
}
