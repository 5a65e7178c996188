import CommandLanguage
import CommandModel
import Testing

@testable import Shell

/// The process's own flags, and what is left for the language.
@Suite struct CommandLineTests {
  private func read(_ words: String...) throws -> CommandLine {
    try CommandLine(words, vocabulary: .edsh)
  }

  @Test func nothingMeansTheShell() throws {
    #expect(try read().task == .shell)
    #expect(try read("--demo").task == .shell)
    #expect(try read("--demo").isDemo)
  }

  @Test func wordsAreOneCommandAndKeepTheirFlags() throws {
    let line = try read("--host", "eu", "sources", "list", "-o", "csv", "--limit", "5")
    #expect(line.task == .command(["sources", "list", "--limit", "5"]))
    #expect(line.settings == ["host": "eu", "output": "csv"])
  }

  @Test func aFlagOfTheCommandIsTheCommands() throws {
    let line = try read("sources", "reload", "x", "--yes")
    #expect(line.task == .command(["sources", "reload", "x", "--yes"]))
    #expect(!line.saysYes)
  }

  @Test func flagsOfEdshStandBehindTheCommandToo() throws {
    let line = try read("sources", "list", "--demo", "--project-id=7")
    #expect(line.task == .command(["sources", "list"]))
    #expect(line.isDemo)
    #expect(line.settings == ["project_id": "7"])
  }

  @Test func linesMayBeGivenAgain() throws {
    #expect(try read("-c", "a", "-c", "b").task == .lines(["a", "b"]))
  }

  @Test func aScriptKeepsTheFlagsThatAreNotOurs() throws {
    let line = try read("run", "-q", "nightly.edsh", "--max", "500", "--host", "us")
    #expect(line.task == .script(path: "nightly.edsh", arguments: ["--max", "500"]))
    #expect(line.isQuiet)
    #expect(line.settings == ["host": "us"])
  }

  @Test func aScriptMayBeStandardInput() throws {
    #expect(try read("run", "-").task == .script(path: "-", arguments: []))
  }

  @Test(arguments: [
    (["--hots", "eu"], "unknown flag `--hots`", "did you mean `--host`?"),
    (["--host"], "--host needs a value", "--host TEXT"),
    (["--errors", "xml"], "--errors cannot be `xml`", "one of text, json"),
    (["--demo=yes"], "--demo takes no value", "write --demo"),
    (["run"], "`run` needs a file", "edsh run nightly.edsh, or edsh run - for standard input"),
    (["-c", "a", "b"], "unexpected `b` after the line to run", "quote the whole line: -c '… | …'"),
  ])
  func refusesWithARemedy(words: [String], message: String, hint: String) {
    let problem = #expect(throws: Problem.self) {
      try CommandLine(words, vocabulary: .edsh)
    }
    #expect(problem?.category == .usage)
    #expect(problem?.diagnostics.first?.message == message)
    #expect(problem?.diagnostics.first?.hint == hint)
  }
}
