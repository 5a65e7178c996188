import CommandModel
import Testing

@testable import CommandLanguage
@testable import Shell

/// Help of what is no command: statements and settings; and what is not advertised.
@Suite struct HelpTextTests {
  private let help = HelpText(vocabulary: .edsh, width: 80)

  private func text(_ words: String...) throws -> String { try help.text(for: words) }

  @Test func theOverviewShowsOnlyWhatIsThere() {
    let overview = help.overview()
    for shown in ["sources  ", "wait  ", "statements\n", "let  ", "try  ", "help settings"] {
      #expect(overview.contains(shown), "\(shown)")
    }
    #expect(!overview.contains("\n  resume"))
  }

  @Test(arguments: Parser.statementWords + ["plan", "watch"])
  func everyStatementIsExplained(word: String) throws {
    let statement = try #require(StatementHelp.named(word))
    let text = try text(word)
    #expect(text.hasPrefix("\(word) "))
    #expect(!statement.examples.isEmpty)
    #expect(statement.summary.hasSuffix("."))
  }

  @Test(arguments: Setting.all.map(\.name))
  func everySettingIsExplained(name: String) throws {
    let all = try text("settings")
    #expect(all.contains("\n  \(name) "))
    for text in [try text("set", name), try text("unset", name)] {
      #expect(text.hasPrefix("set \(name) "))
    }
  }

  @Test func aSettingSaysWhoGivesIt() throws {
    let text = try text("project-id")
    #expect(text.contains("--project-id TEXT"))
    #expect(text.contains("POSTHOG_PROJECT_ID, POSTHOG_CLI_PROJECT_ID"))
    #expect(try self.text("output").contains("one of auto, table, json, jsonl"))
  }

  @Test(arguments: [
    ("sorces", "did you mean `help sources`?"), ("wiat", "did you mean `help wait`?"),
    ("lett", "did you mean `help let`?"), ("paralel", "did you mean `help parallel`?"),
    ("settngs", "did you mean `help settings`?"), ("qqqqq", "`help` alone lists the commands"),
  ])
  func suggestsWhatWasMeant(typed: String, hint: String) {
    let problem = #expect(throws: Problem.self) { try help.text(for: [typed]) }
    #expect(problem?.diagnostics.first?.hint == hint)
  }
}
