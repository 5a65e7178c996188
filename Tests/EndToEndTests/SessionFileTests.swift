import TestSupport
import Testing

/// The reader of sessions, tested like a product: a session that is misread proves nothing.
struct SessionFileTests {
  private let sample = """
    # A claim.
    % terminal
    % width 72
    % env NAME=a=b
    % env POSTHOG_HOST
    % file ids.csv
      id
      1
    @ GET external_data_sources/?limit=1 -> 503, then 200 two.json Retry-After=7

    $ edsh -c 'sources list' "a b"
    ID  NAME
    \\? no status
    \\
    ...
    ! note: retried[..]
    ! ...
    ? 3

    > help me
    < yes
    < \("")
    fine

    """

  @Test func readsOptionsStepsAndExpectations() throws {
    let file = try SessionFile(sample)
    #expect(file.claim == "A claim.")
    #expect(
      file.options
        == SessionFile.Options(
          isTerminal: true, width: 72, variables: ["NAME": "a=b", "POSTHOG_HOST": nil],
          files: ["ids.csv": "id\n1\n"],
          answers: [
            .init(
              method: "GET", target: "/api/projects/1/external_data_sources/?limit=1",
              answers: [["503"], ["200", "two.json", "Retry-After=7"]])
          ]))
    #expect(file.steps.map(\.action) == [.run(["-c", "sources list", "a b"]), .type("help me")])
    #expect(
      file.steps[0].expected == [
        .line(.output, "ID  NAME"), .line(.output, "? no status"), .line(.output, ""),
        .anyLines(.output), .line(.error, "note: retried[..]"), .anyLines(.error), .status(3),
      ])
    #expect(file.steps[1].answers == ["yes", ""])
  }

  @Test func comesBackFromItsText() throws {
    expectText(try SessionFile(sample).text(expecting: [:]), equals: sample)
  }

  @Test func replacesTheExpectationsOfAStep() throws {
    let text = try SessionFile(sample).text(expecting: [1: [.line(.output, "> marked")]])
    #expect(text.hasSuffix("> help me\n< yes\n< \n\\> marked\n"))
  }

  @Test(arguments: [
    ("", 1), ("no claim", 1), ("# a\nseen", 2), ("# a\n$ rm -rf", 2), ("# a\n$ edsh 'b", 2),
    ("# a\n% nothing", 2), ("# a\n@ GET", 2), ("# a\n$ edsh\n? many", 3), ("# a\n< yes", 2),
    ("# a\n$ edsh\n% terminal", 3), ("# a\n# b", 2), ("# a\n% width x", 2),
    ("# a\n% output x", 2), ("# a\n% interrupt x", 2),
  ])
  func refusesWhatIsNoSession(_ text: String, _ line: Int) {
    #expect { try SessionFile(text) } throws: { error in
      (error as? SessionFile.Mistake)?.line == line
    }
  }

  @Test(arguments: [
    ("abc", "abc", true), ("abc", "ab", false), ("abc", "a[..]", true), ("abc", "[..]c", true),
    ("abc", "[..]b[..]", true), ("abc", "a[..]bc[..]c", false), ("abc", "[..]", true),
    ("", "[..]", true), ("aXbXc", "a[..]b[..]c", true), ("ab", "ab[..]b", false),
  ])
  func matchesLines(_ line: String, _ pattern: String, _ fits: Bool) {
    #expect(Matching.matches(line, pattern) == fits)
  }

  @Test(
    arguments: [
      (["a", "b"], [.line("a"), .line("b")], true), (["a", "b"], [.anyLines], true),
      (["a", "b", "c"], [.line("a"), .anyLines, .line("c")], true),
      (["a", "c", "b", "c"], [.line("a"), .anyLines, .line("c")], true),
      ([], [.anyLines], true), (["a"], [], false), ([], [.line("a")], false),
      (["a", "b"], [.anyLines, .line("a")], false),
    ] as [([String], [Matching.Pattern], Bool)])
  func matchesWholeStreams(_ lines: [String], _ expected: [Matching.Pattern], _ fits: Bool) {
    #expect(Matching.fits(lines[...], expected[...]) == fits)
  }

  @Test(
    arguments: [
      ("a  b", ["a", "b"]), ("'a b' c", ["a b", "c"]), (#""a \" b""#, [#"a " b"#]),
      (#"a\ b"#, ["a b"]), ("''", [""]), (#"'a\b'"#, [#"a\b"#]), ("a'b", nil), ("", []),
    ] as [(String, [String]?)])
  func splitsWords(_ line: String, _ words: [String]?) {
    #expect(ShellWords.split(line) == words)
  }
}
