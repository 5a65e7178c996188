import CommandLanguage
import CommandModel
import TestSupport
import Testing

@testable import Shell

/// What the completions of bash, zsh and fish offer, asked of these shells themselves.
@Suite(.enabled(if: OtherShell.areThere, "needs bash, zsh and fish: scripts/setup --test"))
struct ShellCompletionTests {
  private typealias Operation = CommandModel.Operation

  private static let vocabulary = Vocabulary(operations: [
    Operation(
      "gizmos list", "Lists it's gizmos: all.", .get, "gizmos/", effect: .reads,
      parameters: [Parameter("size", .choice(["big", "small"], isOpen: true), "How big.")],
      answer: .pages("source"), isRepeatable: true),
    Operation(
      "gizmos polish", "Polishes one.", .post, "gizmos/{id}/polish/", effect: .changes,
      parameters: [
        Parameter("id", .text, "Which.", form: .positional, place: .path, isRequired: true),
        Parameter("shine_level", .choice(["dull", "bright"], isOpen: false), "How much."),
        Parameter("whole", .boolean, "All of it."), Parameter("note", .text, "Why."),
      ], answer: .report("source"), isRepeatable: true),
  ])

  /// Lines up to the cursor, and what stands there.
  private static let rows: KeyValuePairs = [
    // Commands.
    "edsh gi": ["gizmos"],
    "edsh gizmos ": ["list", "polish", "size="],
    "edsh gizmos po": ["polish"],
    "edsh runs res": ["resume"],
    "edsh runs show ": [],
    "edsh plan gizmos li": ["list"],
    "edsh watch 5s gizmos li": ["list"],
    // A stage has nothing before it here.
    "edsh wher": [],
    "edsh nothing gi": [],
    // Flags.
    "edsh gizmos polish x --par": ["--parallel"],
    "edsh gizmos polish --max_time 5m --ret": ["--retries"],
    "edsh gizmos list --par": [],
    "edsh --dem": ["--demo"],
    "edsh gizmos list --dem": ["--demo"],
    "edsh run --sha": ["--shard", "--shards"],
    "edsh fmt --w": ["--write"],
    // Values.
    "edsh --errors ": ["json", "text"],
    "edsh --errors=j": ["json"],
    "edsh -o js": ["json", "jsonl"],
    "edsh gizmos list -o js": ["json", "jsonl"],
    "edsh --host http://a:1 gizmos po": ["polish"],
    "edsh --generate z": ["zsh"],
    "edsh explain unknown-fi": ["unknown-field"],
    // Parameters.
    "edsh gizmos polish x sh": ["shine_level="],
    "edsh gizmos polish x shine_level=": ["bright", "dull"],
    "edsh gizmos polish x shine-level=b": ["bright"],
    "edsh gizmos polish x whole=": ["false", "true"],
    "edsh gizmos size=b": ["big"],
    "edsh gizmos list size=big ": ["size="],
    "edsh gizmos list size= ": ["size="],
    // What help explains.
    "edsh help gizmos po": ["polish"],
    "edsh help wher": ["where"],
    "edsh help wat": ["watch"],
    "edsh help set bud": ["budget"],
    // Files.
    "edsh run ni": ["nightly.edsh"],
    "edsh open ni": ["nightly.edsh"],
    "edsh save ni": ["nightly.edsh"],
    "edsh --state ni": ["nightly.edsh"],
    "edsh gizmos polish x note=@ni": ["nightly.edsh"],
    "edsh gizmos polish x note=ni": [],
  ]

  @Test(arguments: OtherShell.allCases)
  func offersWhatMayFollow(_ shell: OtherShell) async throws {
    let page = try #require(GeneratedText(rawValue: shell.rawValue))
    let folder = try TemporaryFolder()
    try folder.write("", to: "nightly.edsh")
    let rows = ShellCompletionTests.rows
    let offers = try await shell.offers(
      at: rows.map(\.key), page.text(ShellCompletionTests.vocabulary), in: folder)
    let seen = zip(rows, offers).map { "\($0.key)| \($1.joined(separator: " "))" }
    let expected = rows.map { "\($0.key)| \($0.value.joined(separator: " "))" }
    expectText(seen.joined(separator: "\n"), equals: expected.joined(separator: "\n"))
  }

  @Test(arguments: [OtherShell.zsh, .fish])
  func tellsWhatEachIs(_ shell: OtherShell) throws {
    let page = try #require(GeneratedText(rawValue: shell.rawValue))
    let text = page.text(ShellCompletionTests.vocabulary)
    #expect(text.contains("Polishes one."))
    #expect(text.contains("list, polish"))
  }
}
