import CommandModel
import DemoServer
import ShellWorld
import SourcesClient
import TestSupport
import Testing

/// `health` finds what the demo's plot has made wrong, all of it and nothing else.
struct HealthTests {
  @Test(arguments: [(40, false), (400, false), (40, true)])
  func findsWhatIsPlantedAndNothingElse(_ sources: Int, _ pauses: Bool) throws {
    let (found, planted, asked) = try Simulation.run { clock in
      var options = DemoOptions()
      options.sourceCount = sources
      options.pausesOneTable = pauses
      let demo = DemoService(
        operations: Catalogue.operations, timekeeper: clock, options: options)
      let world = try ShellWorld(
        clock: clock, server: DemoTransport(demo, key: DemoKey.full.text))
      let line = "health | select problem source.id schema.id"
      #expect(await world.run(["-o", "tsv", "-c", line]) == 0)
      let rows = world.screen.text(of: .output).split(separator: "\n").dropFirst()
      return (rows.map(String.init), await demo.plantedTroubles, await demo.ledger)
    }
    let expected = planted.map { "\($0.trouble.rawValue)\t\($0.sourceID)\t\($0.tableID)" }
    #expect(found.sorted() == expected.sorted())
    #expect(Set(found).count == found.count)
    #expect(Set(planted.map(\.trouble)) == Set(Trouble.allCases))
    // The pages of the list, and the jobs of those sources alone that need a second look.
    let pages = (sources + 99) / 100
    let needed = Set(planted.filter { $0.trouble != .neverSynced }.map(\.sourceID)).count
    let running = 2
    #expect(asked.count { $0.operation == "sources list" } == pages)
    #expect(asked.count { $0.operation == "sources jobs" } == needed + running)
    #expect(asked.count == pages + needed + running)
  }
}
