import CommandLanguage
import CommandModel
import DemoServer
import FoundationEssentials
import Glibc
import Shell
import ShellWorld
import SourcesClient
import TestSupport
import Testing

/// What is made from the tables and lies in the repository is what they make now; so are the
/// routes of the demo server.
struct GeneratedTextTests {
  private static let kept = GeneratedText.allCases.filter { $0.path != nil }

  @Test(arguments: kept)
  func theFileIsCurrent(_ page: GeneratedText) throws {
    let path = try repositoryRoot + "/" + #require(page.path)
    let file = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    let text = page.text(.edsh)
    expectText(text, equals: file, "scripts/generate writes it anew")
    if getenv("UPDATE_GOLDEN") != nil {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
  }

  @Test func theScriptWritesEachOfThem() throws {
    let script = try String(
      contentsOfFile: repositoryRoot + "/scripts/generate", encoding: .utf8)
    for page in GeneratedTextTests.kept {
      #expect(script.contains("\(page.rawValue) \(page.path ?? "")\n"), "\(page.rawValue)")
    }
  }

  @Test(arguments: GeneratedText.allCases)
  func isPrintedTheSameEveryTime(_ page: GeneratedText) throws {
    let outcome = try ShellWorld.outcome(of: ["--generate", page.rawValue]) { world in
      // Nothing of where it runs is in it.
      world.variables = [:]
      world.isTerminal = true
      world.width = 30
    }
    #expect(outcome.status == 0)
    #expect(outcome.output == page.text(.edsh))
    #expect(outcome.output.hasSuffix("\n") && !outcome.output.hasSuffix("\n\n"))
  }

  @Test func theDemoServerHasARouteForEachOperationAndNoOther() {
    let demo = DemoService(operations: Catalogue.operations, timekeeper: VirtualTimekeeper())
    #expect(demo.unansweredOperations == [])
    #expect(demo.unaskedOperations == [])
  }
}
