import CommandLanguage
import CommandModel
import RunEngine
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
    #expect(line.task == .command(["sources", "list", "-o", "csv", "--limit", "5"]))
    #expect(line.settings == ["host": "eu"])
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

  @Test(
    arguments: [
      (["--version"], .version), (["--help"], .help), (["-c", "a", "--help"], .help),
      (["--help", "-c", "a"], .help), (["run", "--help"], .help), (["run", "-q", "-h"], .help),
      (["run", "a.edsh", "-h"], .script(path: "a.edsh", arguments: ["--help"])),
      (["sources", "list", "-h"], .command(["sources", "list", "-h"])),
    ] as [([String], CommandLine.Task)])
  func helpIsAlwaysThere(words: [String], task: CommandLine.Task) throws {
    #expect(try CommandLine(words, vocabulary: .edsh).task == task)
  }

  @Test(arguments: [
    (["sources", "list", "--version"], "--version", "a command"),
    (["sources", "reload", "x", "-c", "y"], "-c", "a command"),
    (["run", "a.edsh", "-c", "y"], "-c", "`run`"), (["run", "-c", "y"], "-c", "`run`"),
    (["--version", "-c", "y"], "-c", "`--version`"),
    (["-c", "y", "--version"], "--version", "`-c`"),
  ])
  func oneThingIsRun(words: [String], flag: String, other: String) {
    let problem = #expect(throws: Problem.self) { try CommandLine(words, vocabulary: .edsh) }
    #expect(problem?.category == .usage)
    #expect(problem?.diagnostics.first?.message == "`\(flag)` cannot stand beside \(other)")
  }

  @Test func theTableOfSettingsMakesTheirFlags() throws {
    #expect(try read("--output", "csv").settings == ["output": "csv"])
    #expect(try read("-o", "csv").settings == ["output": "csv"])
    #expect(
      ProcessFlag.named("--output")?.parameter.type == Setting.named("output")?.parameter.type)
    #expect(ProcessFlag.named("--api-key") == nil)
    let names = ProcessFlag.all.map(\.parameter.name)
    #expect(Set(names).count == names.count)
  }

  @Test func aFileIsNoCommand() throws {
    let isFile: (String) -> Bool = { ["nightly", "sources", "let"].contains($0) }
    let problem = #expect(throws: Problem.self) {
      try CommandLine(["nightly"], vocabulary: .edsh, isFile: isFile)
    }
    #expect(problem?.diagnostics.first?.hint == "edsh run nightly runs a script")
    for word in ["sources", "let"] {
      let line = try CommandLine([word, "x"], vocabulary: .edsh, isFile: isFile)
      #expect(line.task == .command([word, "x"]))
    }
  }

  @Test func aPlanIsRunInTheScriptsPlace() throws {
    let line = try read("run", "--shards", "4", "--plan", "plan.jsonl", "-q", "--since=plan")
    #expect(line.task == .plan(path: "plan.jsonl"))
    #expect(line.plan.count == 4)
    #expect(line.plan.since == .plan)
    #expect(line.isQuiet)
    #expect(try read("run", "--plan", "p", "--shard", "1/4").plan.shard?.description == "1/4")
    // Behind a file they are the script's.
    #expect(
      try read("run", "a.edsh", "--since", "2d").task
        == .script(path: "a.edsh", arguments: ["--since", "2d"]))
  }

  @Test(arguments: [
    (["--hots", "eu"], "unknown flag `--hots`", "did you mean `--host`?"),
    (["--host"], "`--host` needs a value", "--host TEXT"),
    (["--errors", "xml"], "`--errors` cannot be `xml`", "one of text, json"),
    (["--project-id", "x"], "`--project-id` cannot be `x`", "the project's number, or current"),
    (
      ["sources", "list", "--host=ftp://a"], "host `ftp://a` is not a web address",
      "an address that begins with https://"
    ),
    (["--demo=yes"], "`--demo` takes no value", "write `--demo`"),
    (["run"], "`run` needs a file", "edsh run nightly.edsh, or edsh run - for standard input"),
    (["-c", "a", "b"], "unexpected `b` behind `-c`", "quote the whole line: -c '… | …'"),
    (["--version", "foo"], "unexpected `foo` behind `--version`", "edsh foo, without it"),
    (["--help", "foo"], "unexpected `foo` behind `--help`", "edsh help foo"),
    (["nightly.edsh"], "`nightly.edsh` is no command", "edsh run nightly.edsh runs a script"),
    (["-"], "`-` is no command", "edsh run - runs standard input"),
    (
      ["--shard", "0/2", "run", "--plan", "p"],
      "`--shard` stands only behind `run`, before a file", "edsh run --plan PLAN --shard I/N"
    ),
    (["run", "--shards", "2", "a.edsh"], "a shard is one of a frozen plan", PlanChoice.usage),
    (
      ["run", "--plan", "p", "--dry-run", "--plan-to", "q"],
      "`--plan-to` cannot stand beside `--plan`", "copy the file"
    ),
    (
      ["run", "--plan", "p", "--digest", "12"], "`--digest` cannot be `12`",
      "at least 8 digits of what --plan-to told"
    ),
  ])
  func refusesWithARemedy(words: [String], message: String, hint: String) {
    let problem = #expect(throws: Problem.self) {
      try CommandLine(words, vocabulary: .edsh)
    }
    #expect(problem?.category == .usage)
    #expect(problem?.diagnostics.first?.message == message)
    #expect(problem?.diagnostics.first?.hint == hint)
  }

  @Test(arguments: CommandLineForm.all.flatMap(\.examples).map(\.line))
  func everyExampleOfAPageIsRead(_ line: String) throws {
    // What stands between quotes is one word.
    let pieces = line.split(separator: "'", omittingEmptySubsequences: false).enumerated()
    let words = pieces.flatMap { index, piece in
      index.isMultiple(of: 2) ? piece.split(separator: " ") : [piece]
    }
    try #require(words.first == "edsh")
    _ = try CommandLine(words.dropFirst().map(String.init), vocabulary: .edsh)
  }

  @Test func runIsDescribedAsItIsRead() throws {
    let path = CommandLine.run.parameters.filter { !$0.isFlag }.map(\.heading)
    #expect(path == ["FILE"])
    for flag in CommandLine.run.parameters where flag.isFlag {
      #expect(ProcessFlag.named(flag.typedName, among: ProcessFlag.ofPlans) != nil)
    }
  }

  @Test(arguments: GeneratedText.allCases)
  func everyTextCanBeAskedFor(_ page: GeneratedText) throws {
    #expect(try read("--generate", page.rawValue).task == .generate(page))
    #expect(try read("--generate=\(page.rawValue)", "--help").task == .help)
  }
}
