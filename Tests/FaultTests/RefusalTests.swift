import CommandModel
import DemoServer
import RunEngine
import TestSupport
import Testing

extension FaultTests {
  /// Answers that are none, or no good ones.
  struct RefusalTests {
    @Test(arguments: runsSlowTests ? 1...10 : 1...1 as ClosedRange<Int>)
    func whatGotNoAnswerIsLookedUp(round: Int) async throws {
      // Every tenth reload gets one of these, whether it was carried out or not.
      let kinds = [500, 502, 503, 504].map { DemoResponse(status: $0) } + [.dropped]
      let faults = (0..<20).map { number in
        let kind = kinds[number % kinds.count]
        let turn = 10 * number + round
        return Fault.reload(
          turn...turn, number < 10 ? .executeAndAnswer(kind) : .answer(kind))
      }
      let scene = try await Scene(items: 220, faults: faults)
      #expect(try await scene.run(Scene.begin(parallel: 8)) == 0, "\(scene.outputs.errors)")
      #expect(await scene.reloads().count == 220 + 10)
      try await scene.expectAgreement()
      await scene.close()
    }

    @Test func aStormOfRefusalsLosesAndDoublesNothing() async throws {
      // Every so many, and all of a while; the gate opens within a second.
      let refusal = DemoResponse(status: 429, headers: ["Retry-After": "0"])
      let turns = stride(from: 4, to: 120, by: runsSlowTests ? 4 : 16).map { $0...$0 } + [50...56]
      let faults = turns.map { Fault.reload($0, .answer(refusal)) }
      let scene = try await Scene(items: 60, faults: faults)
      #expect(try await scene.run(Scene.begin()) == 0, "\(scene.outputs.errors)")
      let reloads = await scene.reloads()
      #expect(reloads.count { $0.status == 429 } == reloads.count - 60)
      try await scene.expectAgreement()
      await scene.close()
    }

    @Test func oneBadItemDoesNotStopTheRest() async throws {
      let (items, bad) = runsSlowTests ? (1000, 100) : (60, 6)
      let faults = (1...bad).map {
        Fault.reload($0 * 10...$0 * 10, .answer(DemoResponse(status: $0 % 2 == 0 ? 404 : 400)))
      }
      let scene = try await Scene(items: items, faults: faults)
      #expect(try await scene.run(Scene.begin()) == 1)
      #expect(try await scene.runs().first?.counts == [.ok: items - bad, .failed: bad])
      #expect(await scene.reloads().count == items)
      try await scene.expectAgreement(isComplete: false)
      await scene.close()
    }

    @Test func oneRefusalOfTheWholeTeamStopsTheRest() async throws {
      let scene = try await Scene(
        items: 100, faults: [.reload(37...40, .answer(DemoResponse(status: 401)))])
      #expect(try await scene.run(Scene.begin()) == 4, "\(scene.outputs.errors)")
      let sent = await scene.reloads().count
      #expect((37...36 + 4).contains(sent))
      let counts = try #require(try await scene.runs().first?.counts)
      #expect(counts == [.ok: 36, .failed: sent - 36, .planned: 100 - sent])
      try await scene.expectAgreement(isComplete: false)
      // With a key that works again the rest is done, until the last refusal is met.
      var status: Int32 = 4
      for _ in 0..<4 where status == 4 { status = try await scene.run(Scene.resume()) }
      #expect(try await scene.runs().first?.counts == [.ok: 96, .failed: 4])
      try await scene.expectAgreement(isComplete: false)
      await scene.close()
    }
  }
}
