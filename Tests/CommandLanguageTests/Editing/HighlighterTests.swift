import CommandLanguage
import CommandModel
import Testing

@Suite struct HighlighterTests {
  private func check(
    _ text: String, expect expected: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let highlights = Highlighter.highlights(of: text, vocabulary: .syntax)
    let found = highlights.map { "\($0.style) \(SourceText(text)[$0.range])" }
    #expect(found == expected, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    (
      "sources list --limit 5 # all",
      ["command sources", "command list", "flag --limit", "number 5", "comment # all"]
    ),
    (
      "$x | where a == 'b' and c",
      ["variable $x", "sign |", "keyword where", "sign ==", "text 'b'", "keyword and"]
    ),
    ("let x = sources", ["keyword let", "name x", "sign =", "command sources"]),
    ("$x | reload", ["variable $x", "sign |", "command reload"]),
    ("lst a=\"b $c\"", ["error lst", "name a", "sign =", "text \"b ", "variable $c", "text \""]),
    ("print a_$b", ["command print", "error a_$b"]),
    ("print \"a", ["command print", "text \"a"]),
    ("print (", ["command print"]),
    ("", []),
  ])
  func paintsParts(_ text: String, _ highlights: [String]) { check(text, expect: highlights) }
}
