import FoundationEssentials
import Glibc
import ShellWorld
import TestSupport
import Testing

/// The sessions of the README and of the reference show what a person would see on a
/// terminal.
struct ConsoleTests {
  /// One block: a command and what is seen of it.
  struct Block: Sendable, CustomTestStringConvertible {
    let page: String
    let text: String

    var testDescription: String { String(text.prefix { $0 != "\n" }) }
  }

  private static let reference = "Sources/Shell/Shell.docc/Reference.md"

  private static let blocks = ["README.md", reference].flatMap { page in
    ((try? Markdown.blocks(marked: "console", ofFile: page)) ?? [])
      .map { Block(page: page, text: $0) }
  }

  @Test func thePagesHaveSessions() {
    let pages = Dictionary(grouping: ConsoleTests.blocks, by: \.page)
    #expect(pages["README.md"]?.count ?? 0 >= 3)
    #expect(pages[ConsoleTests.reference]?.count ?? 0 >= 40)
  }

  @Test(arguments: blocks)
  func showsWhatHappens(_ block: Block) throws {
    let lines = block.text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(String.init)
    let seen = try seen(of: #require(lines.first))
    let expected = lines.dropFirst().dropLast()
    let patterns = expected.map { $0 == "..." ? Matching.Pattern.anyLines : .line($0) }
    guard !Matching.fits(seen[...], patterns[...]) else { return }
    expectText(seen.joined(separator: "\n"), equals: expected.joined(separator: "\n"))
  }

  /// `UPDATE_GOLDEN=1` writes what is seen into the reference; a person reads the difference.
  @Test(.enabled(if: getenv("UPDATE_GOLDEN") != nil))
  func theReferenceIsWrittenAnew() throws {
    let path = repositoryRoot + "/" + ConsoleTests.reference
    var page = try String(contentsOfFile: path, encoding: .utf8)
    for block in ConsoleTests.blocks where block.page == ConsoleTests.reference {
      let command = block.text.prefix { $0 != "\n" }
      let seen = try seen(of: String(command)).map { $0 + "\n" }.joined()
      page = page.replacing(
        "```console\n\(block.text)```", with: "```console\n\(command)\n\(seen)```",
        maxReplacements: 1)
    }
    try page.write(toFile: path, atomically: true, encoding: .utf8)
  }

  private func seen(of line: String) throws -> [String] {
    let command = try #require(line.wholeMatch(of: /\$ (.*)/)).1
    let words = try #require(ShellWords.split(String(command)))
    #expect(words.first == "edsh")
    return try Simulation.run { clock in
      var world = try ShellWorld(clock: clock)
      world.isTerminal = true
      world.answers = ["y", "y"]
      world.variables["NO_COLOR"] = "1"
      world.interruptions = command.contains("watch ") ? [.seconds(5)] : []
      _ = await world.run(Array(words.dropFirst()))
      // A question and its answer are no part of what a page shows.
      return world.screen.lines.joined().map(\.text).filter { !$0.hasSuffix("[y/N]") }
    }
  }
}
