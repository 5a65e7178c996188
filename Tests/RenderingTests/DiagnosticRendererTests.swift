import CommandModel
import Rendering
import TestSupport
import Testing

@Suite struct DiagnosticRendererTests {
  /// Renders an error about the part of `source` between two `⟦⟧`.
  private func check(
    _ marked: String, name: String? = "nightly.edsh", hint: String? = nil,
    style: Style = .terminal(80), expect: String, _ location: SourceLocation = #_sourceLocation
  ) {
    let parts = marked.split(omittingEmptySubsequences: false) { $0 == "⟦" || $0 == "⟧" }
    let lower = parts[0].utf8.count
    let diagnostic = Diagnostic(
      code: .unexpected, "it is wrong", at: SourceRange(lower, lower + parts[1].utf8.count),
      in: SourceText(parts.joined(), name: name), hint: hint)
    expectText(
      DiagnosticRenderer(style).text(diagnostic), equals: expect, sourceLocation: location)
  }

  @Test func showsPlaceLineCaretAndHint() {
    check(
      "let a = 1\n\nplan ⟦source list⟧ | first\n", hint: "did you mean `sources list`?",
      expect: """
        nightly.edsh:3:6: error[unexpected]: it is wrong
          plan source list | first
               ^~~~~~~~~~~
        hint: did you mean `sources list`?

        """)
  }

  @Test func pointsBelowWideCharactersAndTabs() {
    check(
      "\tprint 世界 ⟦wörld世⟧ x",
      expect: """
        nightly.edsh:1:11: error[unexpected]: it is wrong
           print 世界 wörld世 x
                      ^~~~~~~

        """)
  }

  @Test func pointsAtTheEnd() {
    check(
      "sources list |⟦⟧",
      expect: """
        nightly.edsh:1:15: error[unexpected]: it is wrong
          sources list |
                        ^

        """)
  }

  @Test func endsTheMarkWithTheLine() {
    check(
      "a ⟦{\n  b\n}⟧",
      expect: """
        nightly.edsh:1:3: error[unexpected]: it is wrong
          a {
            ^

        """)
  }

  @Test func showsAWindowOfALongLine() {
    let filler = String(repeating: "abcdefghi ", count: 30)
    check(
      filler + "⟦here⟧ " + filler, style: .terminal(40),
      expect: """
        nightly.edsh:1:301: error[unexpected]: it is wrong
          …fghi abcdefghi here abcdefghi abcde…
                          ^~~~

        """)
    check(
      "⟦\(filler)⟧", style: .terminal(30),
      expect: """
        nightly.edsh:1:1: error[unexpected]: it is wrong
          abcdefghi abcdefghi abcdef…
          ^~~~~~~~~~~~~~~~~~~~~~~~~~~

        """)
  }

  @Test func saysLessAtThePrompt() {
    check("⟦source⟧ ", name: nil, expect: "error[unexpected]: it is wrong\n")
    check(
      "⟦source⟧ list", name: nil,
      expect: "error[unexpected]: it is wrong\n  source list\n  ^~~~~~\n")
  }

  @Test func showsNoControlCharacter() {
    check(
      "print \u{1B}[31m⟦\u{1B}[2Jx⟧", name: "a\nb.edsh",
      expect: "a b.edsh:1:12: error[unexpected]: it is wrong\n  print x\n        ^\n")
  }

  @Test func colours() {
    let diagnostic = Diagnostic(.warning, code: .config, "it is old", hint: "mend it")
    expectText(
      DiagnosticRenderer(.terminal(80, color: true)).text(diagnostic),
      equals: "\u{1B}[1;33mwarning[config]:\u{1B}[0m it is old\n\u{1B}[1mhint:\u{1B}[0m mend it\n")
  }

  private let refused = Failure(
    .failed, status: 400, message: "Invalid prefix.", code: "invalid_input", attr: "prefix",
    method: "POST", path: "/api/projects/1/external_data_sources/")

  @Test func showsTheRefusedRequestOnce() {
    let problem = Problem(
      .failed, [Diagnostic(code: .server, "first"), Diagnostic(.note, code: .note, "second")],
      failure: refused)
    expectText(
      DiagnosticRenderer(.file).text(problem),
      equals: """
        error[server]: first
        note: second
          POST /api/projects/1/external_data_sources/ -> 400 (field prefix, code invalid_input)

        """)
  }

  @Test func saysWhatTheServerSaidWhenNobodyElseDid() {
    let failure = Failure(.ambiguous, message: "connection reset", method: "GET", path: "/api/x/")
    expectText(
      DiagnosticRenderer(.file).text(Problem(.network, [], failure: failure)),
      equals: "error[request-failed]: connection reset\n  GET /api/x/ -> no answer\n")
  }

  @Test func writesOneObjectALineForPrograms() {
    let diagnostic = Diagnostic(
      code: .unknownCommand, "unknown command `x`", at: SourceRange(3, 4),
      in: SourceText("a\n\nx", name: "f.edsh"), hint: "see help")
    let problem = Problem(
      .failed, [diagnostic, Diagnostic(.note, code: .note, "m")], failure: refused)
    expectText(
      DiagnosticRenderer(.file, form: .json).text(problem),
      equals: """
        {"severity":"error","code":"unknown-command","message":"unknown command `x`",\
        "file":"f.edsh","line":3,"column":1,"hint":"see help","http":{"status":400,"method":"POST",\
        "path":"/api/projects/1/external_data_sources/","attr":"prefix","code":"invalid_input"}}
        {"severity":"note","code":"note","message":"m","file":null,"line":null,"column":null,\
        "hint":null}

        """)
  }
}
