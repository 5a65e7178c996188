import CommandLanguage
import CommandModel
import Shell
import ShellWorld
import SourcesClient
import TestSupport
import Testing

/// One more row of the table, and nothing else, is enough for an operation to be explained,
/// completed and listed everywhere.
struct MadeUpOperationTests {
  private static let madeUp = CommandModel.Operation(
    "gizmos polish", "Polishes a gizmo until it shines.", .post, "gizmos/{id}/polish/",
    effect: .destroys("the patina is gone"), input: .targets("source"),
    parameters: [
      Parameter(
        "id", .identifier("source"), "The id of the gizmo.", form: .positional, place: .path,
        isRequired: true),
      Parameter("shine", .choice(["dull", "bright"], isOpen: false), "How much it shines."),
    ],
    answer: .report("source"), isRepeatable: true, columns: ResultRecord.columns,
    details: ["A gizmo is polished by hand."],
    examples: [Example("gizmos polish 0199… shine=bright", "Polishes it well.")])

  private static let operations = Catalogue.operations + [madeUp]
  private static let vocabulary = Vocabulary(operations: operations)

  private func output(of words: String...) throws -> String {
    let outcome = try Simulation.run { clock in
      let world = try ShellWorld(clock: clock, operations: MadeUpOperationTests.operations)
      let status = await world.run(words)
      return (status, world.screen.text(of: .output), world.screen.text(of: .error))
    }
    try #require(outcome.0 == 0, "\(outcome.2)")
    return outcome.1
  }

  @Test func helpListsAndExplainsIt() throws {
    #expect(try output(of: "help").contains("\n  gizmos "))
    #expect(try output(of: "help", "gizmos").hasPrefix("gizmos polish ID… [shine=dull|bright]"))
    let page = try output(of: "gizmos", "polish", "--help")
    for text in ["Polishes a gizmo", "destroys: the patina is gone", "How much it shines."] {
      #expect(page.contains(text), "\(text)")
    }
  }

  @Test(arguments: [
    ("giz", ["gizmos"]), ("gizmos ", ["polish"]), ("gizmos polish x sh", ["shine="]),
    ("gizmos polish x shine=", ["bright", "dull"]), ("gizmos polish --para", ["--parallel"]),
    ("help gizmos ", ["polish"]), ("sources list | gizmos ", ["polish"]),
  ])
  func thePromptCompletesIt(_ text: String, _ candidates: [String]) {
    let found = Completer.complete(
      text, cursor: text.utf8.count, vocabulary: MadeUpOperationTests.vocabulary)
    #expect(found.candidates.map(\.text) == candidates)
  }

  @Test(
    arguments: [
      (.man, ["\"gizmos polish\"", "Polishes a gizmo until it shines.", "the patina is gone"]),
      (.reference, ["### gizmos polish", "Polishes a gizmo until", "`shine`", "patina is gone"]),
      (.bash, ["gizmos", "polish", "shine=", "bright"]),
      (.zsh, ["gizmos:polish", "polish:Polishes a gizmo", "shine=:How much", "bright"]),
      (.fish, ["'gizmos' 'polish'", "'polish' 'Polishes a gizmo", "'shine=' 'How", "'bright'"]),
    ] as [(GeneratedText, [String])])
  func everyGeneratedTextHasIt(_ page: GeneratedText, _ texts: [String]) throws {
    let text = try output(of: "--generate", page.rawValue)
    #expect(text == page.text(MadeUpOperationTests.vocabulary))
    for expected in texts { #expect(text.contains(expected), "\(expected)") }
    #expect(!page.text(.edsh).contains("gizmos"))
  }

  @Test func theTableForProgramsHasIt() throws {
    let line = "operations | where name == 'gizmos polish'"
    let record = try output(of: "-o", "jsonl", "-c", line)
    for text in [
      #""effect":"destroys","loses":"the patina is gone","method":"POST""#,
      #""path":"/api/projects/{project_id}/gizmos/{id}/polish/""#,
      #""choices":["dull","bright"]"#, #""line":"gizmos polish 0199… shine=bright""#,
    ] {
      #expect(record.contains(text), "\(text)")
    }
    #expect(try output(of: "-c", "operations | count") == "\(Catalogue.operations.count + 1)\n")
  }
}
