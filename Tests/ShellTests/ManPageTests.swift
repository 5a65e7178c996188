import CommandLanguage
import CommandModel
import TestSupport
import Testing

@testable import Shell

/// The man page says what the tables say, whatever signs that takes.
@Suite struct ManPageTests {
  private static let hasMandoc = ChildProcess.works("mandoc", "-V")

  /// An operation whose texts hold everything that roff would read.
  private static let vocabulary = Vocabulary(operations: [
    CommandModel.Operation(
      "gizmos list", "Lists .dot 'quote' \\back `tick` \"two\" — all.", .get, "gizmos/",
      effect: .destroys(".Sh is no section, and nor is 'br"),
      parameters: [
        Parameter("no", .text, "It is said: \\fBno\\fP. Twice."),
        .flag("an", .choice(["a|b", ".c"], isOpen: false), "A."),
      ],
      answer: .pages("source"), isRepeatable: true,
      details: [String(repeating: ".word ", count: 40) + "ends."],
      examples: [Example("gizmos list no='a \\ b' | where a == \"x\"", "Does it.")])
  ])

  @Test(arguments: [
    (".Sh", "\\&.Sh"), ("a -b", "a \\-b"), ("'a'", "\\(aqa\\(aq"), ("a\\b", "a\\eb"),
    ("\"~^`", "\\(dq\\(ti\\(ha\\(ga"), ("0199…", "0199\\[u2026]"), ("😀", "\\[u1F600]"),
  ])
  func aTextMeansItself(text: String, line: String) {
    #expect(Roff.line(text) == line)
  }

  @Test(arguments: [
    ("No", "\\&No"), ("|", "\\&|"), ("FILE", "FILE"), ("a b", "\"\\&a b\""),
    ("sources list", "\"sources list\""), (".json", "\\&.json"), ("", "\\&"),
  ])
  func anArgumentIsOneAndNoMacro(text: String, argument: String) {
    #expect(Roff.argument(text) == argument)
  }

  @Test func eachSentenceBeginsALine() {
    #expect(Roff.prose("It ends. It begins (or not).") == ["It ends.", "It begins (or not)."])
  }

  @Test func hasTheSectionsOfAManPage() {
    let sections = ManPage(vocabulary: .edsh).text.split(separator: "\n")
      .filter { $0.hasPrefix(".Sh ") }.map { String($0.dropFirst(4)) }
    #expect(
      sections == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "SETTINGS", "ENVIRONMENT",
        "FILES", "EXIT STATUS", "EXAMPLES",
      ])
  }

  @Test(
    .enabled(if: hasMandoc, "needs mandoc: scripts/setup --test"),
    arguments: [Vocabulary.edsh, ManPageTests.vocabulary])
  func mandocFindsNothingToComplainOf(_ vocabulary: Vocabulary) async throws {
    let folder = try TemporaryFolder()
    try folder.write(ManPage(vocabulary: vocabulary).text, to: "edsh.1")
    #expect(try await mandoc("-Tlint", in: folder) == "")
  }

  @Test(.enabled(if: hasMandoc, "needs mandoc: scripts/setup --test"))
  func aReaderSeesTheTextsOfTheTable() async throws {
    let folder = try TemporaryFolder()
    try folder.write(ManPage(vocabulary: ManPageTests.vocabulary).text, to: "edsh.1")
    let page = try await mandoc("-Tutf8", "-Owidth=200", in: folder)
      // A letter is made bold by printing it twice.
      .replacing(/.\u{8}/, with: "")
    for text in [
      "Lists .dot 'quote' \\back `tick` \"two\" — all.", ".Sh is no section, and nor is 'br",
      "--an a|b|.c", "gizmos list [no=text]", "\\fBno\\fP",
      "gizmos list no='a \\ b' | where a == \"x\"",
    ] {
      #expect(page.contains(text), "\(text)\n\(page)")
    }
  }

  private func mandoc(_ flags: String..., in folder: TemporaryFolder) async throws -> String {
    let output = folder.path + "/output"
    let process = try ChildProcess(
      ["mandoc"] + flags + [folder.path + "/edsh.1"],
      variables: ["PATH": ChildProcess.searchPath, "LC_ALL": "C.UTF-8"], output: output,
      errors: output)
    let status = await process.end().status
    #expect(status == 0)
    return try folder.read("output")
  }
}
