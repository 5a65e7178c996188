import CommandLanguage
import CommandModel
import Testing

@Suite struct HighlighterTests {
  private func check(
    _ text: String, expect expected: [String], session: Completer.Session? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let highlights = Highlighter.highlights(of: text, vocabulary: .syntax, session: session)
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

  /// No word is wrong while it may become right with the next key.
  @Test(arguments: [
    ("sour", []), ("le", []), ("sources re", ["command sources"]),
    ("sources rel", ["command sources"]),
    ("sources list --lim", ["command sources", "command list", "flag --lim"]),
    ("sources list | whe", ["command sources", "command list", "sign |"]),
    ("sources list | re", ["command sources", "command list", "sign |"]),
    ("print $", ["command print"]), ("print {na", ["command print", "name na"]),
    ("$x | where a an", ["variable $x", "sign |", "keyword where"]),
    ("schemas list | where nam", ["command schemas", "command list", "sign |", "keyword where"]),
    ("set outp", ["keyword set", "name outp"]),
    ("sources list searc", ["command sources", "command list"]),
  ])
  func waitsForTheEndOfAWord(_ text: String, _ highlights: [String]) {
    check(text, expect: highlights)
  }

  @Test(arguments: [
    ("xyz", ["error xyz"]), ("sour ", ["error sour"]), ("sources relod ", ["error sources relod"]),
    ("sources list --limt 5", ["command sources", "command list", "error --limt", "number 5"]),
    ("sources list seach=a ", ["command sources", "command list", "error seach", "sign ="]),
    (
      "schemas list | where nam == a",
      ["command schemas", "command list", "sign |", "keyword where", "error nam", "sign =="]
    ),
    (
      "schemas list | select nam | count",
      [
        "command schemas", "command list", "sign |", "command select", "error nam", "sign |",
        "command count",
      ]
    ),
    (
      "sources list | where status == failed | count",
      [
        "command sources", "command list", "sign |", "keyword where", "sign ==", "error failed",
        "sign |", "command count",
      ]
    ),
    ("set outpt csv", ["keyword set", "error outpt"]),
  ])
  func marksNamesThatMeanNothing(_ text: String, _ highlights: [String]) {
    check(text, expect: highlights)
  }

  @Test func knowsWhatTheSessionHasNamed() {
    let session = Completer.Session(variables: ["failed"])
    check(
      "$failed | count", expect: ["variable $failed", "sign |", "command count"],
      session: session)
    check(
      "$faled | count", expect: ["error $faled", "sign |", "command count"], session: session)
    check("$fal", expect: ["variable $fal"], session: session)
  }

  /// Text is text to its end, also while the quote is open.
  @Test(arguments: [
    ("print \"sources list | whre", ["command print", "text \"sources list | whre"]),
    ("print 'a $b", ["command print", "text 'a $b"]),
    ("print \"", ["command print", "text \""]),
  ])
  func takesAnOpenQuoteForText(_ text: String, _ highlights: [String]) {
    check(text, expect: highlights)
  }
}
