import ShellWorld
import Synchronization
import TestSupport
import Testing

/// What the shell tells the line editor while a line is typed.
struct EditorTests {
  /// Opens the shell, and asks what its editor would.
  private func view<Answer: Sendable>(
    arguments: [String] = [], variables: [String: String] = [:],
    _ ask: @escaping @Sendable (EditorView) -> Answer
  ) throws -> Answer? {
    let answer = Mutex<Answer?>(nil)
    try Simulation.run { clock in
      var world = try ShellWorld(clock: clock)
      world.isTerminal = true
      world.entries = []
      world.variables.merge(variables) { $1 }
      world.lookAtEditor = { view in answer.withLock { $0 = ask(view) } }
      _ = await world.run(["-q"] + arguments)
    }
    return answer.withLock(\.self)
  }

  @Test func paintsWhatIsTyped() throws {
    let line = "sources list --limit 5 | where status == 'a' # all"
    #expect(
      try view { $0.highlights(of: line) } == [
        "1;34 sources", "1;34 list", "36 --limit", "33 5", "1;35 where", "32 'a'", "90 # all",
      ])
    #expect(
      try view { $0.highlights(of: "sources list --limt 5") }?.contains("4;31 --limt") == true)
    #expect(try view { $0.highlights(of: "sources webhook ") } == ["1;34 sources"])
    #expect(try view { $0.highlights(of: "qui") } == [])
    #expect(try view { $0.highlights(of: "print $nobody ") } == ["1;34 print", "4;31 $nobody"])
  }

  @Test(arguments: [
    (["--no-color"], [:]), ([], ["NO_COLOR": "1"]), ([], ["TERM": "dumb"]),
  ])
  func paintsNothingWithoutColours(
    _ arguments: [String], _ variables: [String: String]
  ) throws {
    let seen = try view(arguments: arguments, variables: variables) {
      ($0.isColored, $0.highlights(of: "sources list"))
    }
    #expect(seen?.0 == false)
    #expect(seen?.1 == [])
  }

  private static let hints: [(String, String?)] = [
    ("sources reload ", "ID…"), ("sources reload", nil), ("sources ", nil),
    ("schemas update x ", "should_sync=… sync_type=… sync_frequency=… … [should_sync=]"),
    ("schemas update x should_sync=", "true|false"),
    ("set ", "SETTING VALUE"), ("set output ", "auto|table|json|…"), ("set api_key ", "? [?]"),
    ("sources list | where ", "status == Failed"), ("for ", "NAME in VALUE { … }"),
    ("runs report last ", "--html FILE [--html ]"),
    ("$x | extend ", "age = $now - last_synced_at"), ("sources list | select ", "FIELD…"),
    ("sources create --wizard Postgres ", nil),
    ("sources create ", "source_type=… payload=… prefix=… … [source_type=]"),
  ]

  @Test func saysWhatComesNext() throws {
    let texts = Self.hints.map(\.0)
    let found = try #require(try view { view in texts.map { view.hint(for: $0) } })
    for ((text, hint), found) in zip(Self.hints, found) { #expect(found == hint, "\(text)") }
  }

  private static let prompts: [(String, String?)] = [
    ("print (", "( … "), ("if true {", "{ … "), ("if true { print (1 +", "{ ( … "),
    ("sources list |", "| … "), ("print \"a", "\" … "), ("print 'a", "' … "),
    ("for x in [1] {\nif true {\nprint [{a: (", "[ { ( … "), ("print a", nil),
  ]

  @Test func showsWhatIsOpen() throws {
    let texts = Self.prompts.map(\.0)
    let found = try #require(try view { view in texts.map { view.furtherPrompt(behind: $0) } })
    for ((text, prompt), found) in zip(Self.prompts, found) { #expect(found == prompt, "\(text)") }
  }

  @Test func keepsNoHistoryWhereItIsSwitchedOff() throws {
    let kept = try view { ($0.keepsHistory, $0.kept(of: "set api_key phx_abcdefg")) }
    #expect(kept?.0 == true)
    #expect(kept?.1 == "set api_key ?")
  }
}
