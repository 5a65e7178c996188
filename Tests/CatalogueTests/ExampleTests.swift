import CommandLanguage
import CommandModel
import Shell
import ShellWorld
import TestSupport
import Testing

/// Every example that help shows and every one of the language reference is run against
/// the demo server.
struct ExampleTests {
  private static let examples =
    Vocabulary.edsh.commands
    .flatMap { command in command.examples.map(\.line) }
    + StatementHelp.all.flatMap { $0.examples.map(\.line) }

  @Test func everyCommandShowsOne() {
    let silent = Vocabulary.edsh.commands.filter(\.examples.isEmpty)
    // There is nothing to show of a conversation.
    #expect(silent.map(\.name) == ["login"])
  }

  @Test(arguments: examples)
  func runs(_ line: String) throws {
    try check(
      line, arguments: ["--yes", "--output", "json", "-c", ExampleTests.withIDs(line)],
      status: ExampleTests.status(of: line))
  }

  @Test(arguments: (try? referenceBlocks()) ?? [])
  func theReferenceRuns(_ block: String) throws {
    try check(
      block, arguments: ["--yes", "--output", "json", "run", "-"],
      standardInput: ExampleTests.withIDs(block))
  }

  @Test func theReferenceHasExamples() throws {
    #expect(try ExampleTests.referenceBlocks().count > 3)
  }

  private func check(
    _ text: String, arguments: [String], standardInput: String = "", status: Int32 = 0
  ) throws {
    let outcome = try ShellWorld.outcome(
      of: arguments, after: ExampleTests.before(text).map { [["--yes", "-c", $0]] } ?? []
    ) { world in
      world.standardInput = standardInput
      for name in ["PGPASSWORD", "STRIPE_KEY", "SIGNING_SECRET"] {
        world.variables[name] = "secret"
      }
      world.answers =
        text.contains("--wizard")
        ? ExampleTests.wizardAnswers : Array(repeating: "secret", count: 3)
      // What never ends by itself is ended.
      if text.hasPrefix("watch ") { world.interruptions = [.seconds(30)] }
      try world.folder.write("id\n\(ExampleTests.schemaID)\n", to: "ids.csv")
      try world.folder.write(#"[{"id": "\#(ExampleTests.schemaID)"}]"#, to: "failed.json")
      try world.folder.write(ExampleTests.summary(ofShard: 0), to: "shard-0.jsonl")
      try world.folder.write(ExampleTests.summary(ofShard: 1), to: "shard-1.jsonl")
      try world.folder.write(ExampleTests.sources, to: "sources.yaml")
      try world.folder.write(#"{"resources": [{"name": "orders"}]}"#, to: "manifest.json")
      try world.folder.write("print included\n", to: "common.edsh")
      try world.folder.write("print  nightly\n", to: "nightly.edsh")
    }
    #expect(outcome.status == status, "\(text)\n\(outcome.errors)")
  }

  /// What has to be there before an example can be run.
  private static func before(_ line: String) -> String? {
    if line.hasPrefix("runs ") {
      return "sources list | where status == Completed | first 2 | reload"
    }
    let needsWebhook = ["webhook update-inputs", "webhook delete"].contains { line.contains($0) }
    if needsWebhook { return "sources list | where supports_webhooks | first 1 | webhook create" }
    guard line.hasPrefix("sources cdc"), !line.contains("cdc enable") else { return nil }
    return withIDs("sources cdc enable 0199… cdc_management_mode=posthog")
  }

  /// What a file of sources may hold.
  private static let sources = """
    - source_type: Stripe
      prefix: file_
      payload:
        auth_method: {selection: api_key, stripe_secret_key: $env.STRIPE_KEY}
        schemas: [{name: Charge, should_sync: true, sync_type: full_refresh}]
    """

  /// What the wizard asks of a database: its form, prefix, description, tables.
  private static let wizardAnswers = [
    "", "db.example.com", "5432", "shop", "reader", "secret", "", "n", "wizard_", "", "1", "",
  ]

  private static func summary(ofShard index: Int) -> String {
    #"{"plan":"3f00aa11","shard":\#(index),"shards":2,"total":1,"ok":1,"status":0}"# + "\n"
  }

  /// The status that an example is meant to end with.
  private static func status(of line: String) -> Int32 {
    if line.hasPrefix("watch ") { return 130 }
    // Nobody is at the prompt, which these are about.
    if line.hasPrefix("edit") || line.hasPrefix("history ") { return 2 }
    if let match = line.firstMatch(of: /exit ([0-9]+)/) { return Int32(match.1) ?? 0 }
    // One of the demo's failed sources never recovers.
    let reloadsFailed =
      !line.hasPrefix("plan ") && line.contains("where status == Failed") && line.contains("reload")
    // Which the newest server keeps from every key (contract 1.2).
    let isClosed = line.contains("cdc resume")
    // The demo is never well.
    let findsProblems = line == "assert $(health | count) == 0"
    return line.hasPrefix("fail ") || reloadsFailed || isClosed || findsProblems ? 1 : 0
  }

  // MARK: - Ids of the demo server

  private static let sourceID = demoID("sources list | where prefix == analytics")
  private static let schemaID = demoID("schemas list | where status == Completed")

  private static func withIDs(_ text: String) -> String {
    text.replacing("0199…", with: sourceID).replacing("018f…", with: schemaID)
  }

  private static func demoID(_ pipeline: String) -> String {
    let line = "\(pipeline) | first 1 | select id"
    guard let outcome = try? ShellWorld.outcome(of: ["--output", "value", "-c", line]) else {
      return ""
    }
    return String(outcome.output.prefix { $0 != "\n" })
  }

  // MARK: - The reference

  /// The blocks of the language reference that are marked `edsh`.
  private static func referenceBlocks() throws -> [String] {
    try Markdown.blocks(marked: "edsh", ofFile: "Sources/Shell/Shell.docc/Language.md")
  }
}
