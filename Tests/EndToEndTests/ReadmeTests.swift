import ShellWorld
import TestSupport
import Testing

/// The sessions of the README show what a person would see on a terminal.
struct ReadmeTests {
  private static let blocks =
    (try? Markdown.blocks(marked: "console", ofFile: "README.md")) ?? []

  @Test func hasThreeSessions() {
    #expect(ReadmeTests.blocks.count >= 3)
  }

  @Test(arguments: blocks)
  func showsWhatHappens(_ block: String) throws {
    let lines = block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let command = try #require(lines.first?.wholeMatch(of: /\$ (.*)/)).1
    let words = try #require(ShellWords.split(String(command)))
    #expect(words.first == "edsh")
    let seen = try Simulation.run { clock in
      var world = try ShellWorld(clock: clock)
      world.isTerminal = true
      world.variables["NO_COLOR"] = "1"
      _ = await world.run(Array(words.dropFirst()))
      return world.screen.lines.joined().map(\.text)
    }
    let expected = lines.dropFirst().dropLast()
    let patterns = expected.map { $0 == "..." ? Matching.Pattern.anyLines : .line($0) }
    guard !Matching.fits(seen[...], patterns[...]) else { return }
    expectText(seen.joined(separator: "\n"), equals: expected.joined(separator: "\n"))
  }
}
