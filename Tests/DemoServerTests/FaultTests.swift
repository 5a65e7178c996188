import CommandModel
import DemoServer
import TestSupport
import Testing

/// Things that go wrong on purpose, and the ledger that knows the truth.
struct FaultTests {
  private static let overload = DemoResponse(status: 503)

  private func reloads(_ demo: Demo, _ count: Int) async throws -> [Int] {
    let source = try await demo.source("eu")
    var statuses: [Int] = []
    for _ in 1...count { statuses.append(try await demo.reload(source).status) }
    return statuses
  }

  private func executed(_ demo: Demo) async -> [Bool] {
    await demo.service.ledger.filter { $0.request.method == "POST" }.map(\.wasExecuted)
  }

  @Test func refusesTheTurnsItWasToldTo() async throws {
    let demo = Demo { $0.faults = [Fault(turns: 2...3, method: "POST", .answer(Self.overload))] }
    #expect(try await reloads(demo, 4) == [200, 503, 503, 200])
    #expect(await executed(demo) == [true, false, false, true])
  }

  @Test func losesTheAnswerOfWhatItDid() async throws {
    let demo = Demo { $0.faults = [Fault(path: "/reload/", .executeAndAnswer(.dropped))] }
    #expect(try await reloads(demo, 2) == [0, 200])
    #expect(await executed(demo) == [true, true])
  }

  @Test func takesItsTime() async throws {
    let demo = Demo { $0.faults = [Fault(method: "POST", .delay(.seconds(7)))] }
    #expect(try await reloads(demo, 1) == [200])
    #expect(demo.clock.uptime == .seconds(7))
  }

  @Test func writesDownEveryRequest() async throws {
    let demo = Demo()
    _ = await demo.send("GET", "external_data_sources/?limit=1")
    _ = await demo.send("DELETE", "nowhere/")
    let ledger = await demo.service.ledger
    #expect(ledger.map(\.number) == [1, 2])
    #expect(ledger.map(\.operation) == ["sources list", nil])
    #expect(ledger.map(\.status) == [200, 404])
    #expect(ledger.map(\.wasExecuted) == [true, false])
    #expect(ledger[0].request.query == "limit=1")
  }

  @Test func saysWhichOperationsItCannotAnswer() async {
    let unknown = Operation(
      "things list", "", .get, "things/", effect: .reads, answer: .array("thing"),
      isRepeatable: true)
    #expect(Demo(demoOperations).service.unansweredOperations == [])
    #expect(Demo([unknown]).service.unansweredOperations == ["things list"])
    #expect(Demo([unknown]).service.unaskedOperations.contains("sources list"))
    #expect(Demo(demoOperations).service.unaskedOperations == [])
  }
}
