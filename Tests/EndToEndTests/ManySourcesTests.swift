import CommandModel
import DemoServer
import ShellWorld
import SourcesClient
import TestSupport
import Testing

/// A thousand sources are reloaded and waited for: by lists and jobs, inside the budget.
struct ManySourcesTests {
  private static let count = 1000

  @Test func areWaitedForInsideTheBudget() throws {
    let (status, output, errors, ledger) = try Simulation.run { clock in
      var options = DemoOptions()
      options.sourceCount = ManySourcesTests.count
      let demo = DemoService(
        operations: Catalogue.operations, timekeeper: clock, options: options)
      let screen = Screen()
      let world = try ShellWorld(
        clock: clock, server: DemoTransport(demo, key: DemoKey.full.text), screen: screen)
      let status = await world.run([
        "--yes", "--progress", "none", "-c", "set budget 1.0",
        "-c", "sources list | reload | wait --timeout 1h | count result",
      ])
      return (
        status, screen.text(of: .output), screen.text(of: .error), await demo.ledger
      )
    }
    // Four sources of the demo do not recover, three have nothing to sync.
    #expect(status == 1)
    #expect(output.contains(#"{"result":"ok","count":993}"#), "\(output)")
    #expect(errors.contains("993 ok, 4 failed, 3 skipped in "), "\(errors)")
    #expect(!ledger.contains { $0.status == 429 })
    let reloads = ledger.count { $0.operation == "sources reload" }
    let lists = ledger.count { $0.operation == "sources list" }
    let jobs = ledger.count { $0.operation == "sources jobs" }
    #expect(reloads <= ManySourcesTests.count)
    // A source is asked for its jobs when the list shows a change, not at each look.
    #expect(jobs <= reloads * 2, "\(lists) lists and \(jobs) questions about jobs")
  }
}
