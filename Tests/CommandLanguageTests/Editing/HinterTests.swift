import CommandLanguage
import Testing

/// What is shown in grey behind a text, and what of it a key takes.
@Suite struct HinterTests {
  private static let forms = [
    "set": "set [SETTING VALUE]", "let": "let NAME = PIPELINE",
    "for": "for NAME in VALUE { … }", "if": "if EXPRESSION { … } [else { … }]",
    "watch": "watch [DURATION] PIPELINE",
  ]

  private func check(
    _ text: String, expect shown: String?, taken: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let hint = Hinter.hint(for: text, vocabulary: .syntax, forms: Self.forms)
    #expect(hint?.shown == shown, "\(text)", sourceLocation: sourceLocation)
    #expect((hint?.taken ?? "") == taken, "\(text)", sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ("sources reload ", "ID…"), ("sources get ", "ID"), ("open ", "FILE"), ("print ", "VALUE…"),
    ("schemas list | select ", "FIELD…"), ("plan sources reload ", "ID…"),
    ("if $x { sources get ", "ID"), ("print $(sources get ", "ID"),
    ("sources list --limit ", "NUMBER"), ("sources list -o ", "table|json"),
    ("sources source-prefix enabled=", "true|false"),
    ("let x = sources get ", "ID"), ("$x | where ", "status == Failed"),
  ])
  func namesPlaces(_ text: String, _ shown: String) { check(text, expect: shown) }

  /// The name of a parameter can be taken as it stands; what goes there cannot.
  @Test(arguments: [
    ("sources list ", "search=…", "search="),
    ("sources source-prefix ", "source_type=… enabled=…", "source_type="),
    ("sources source-prefix source_type=Stripe ", "enabled=…", "enabled="),
    ("sources list | each ", "{ … }", "{ "), ("$x | each --parallel 2 ", "{ … }", "{ "),
  ])
  func namesParameters(_ text: String, _ shown: String, _ taken: String) {
    check(text, expect: shown, taken: taken)
  }

  @Test(arguments: [
    ("set ", "SETTING VALUE"), ("set output ", "table|json"), ("set output=", "table|json"),
    ("let ", "NAME = PIPELINE"), ("let x ", "= PIPELINE"), ("for ", "NAME in VALUE { … }"),
    ("for x ", "in VALUE { … }"), ("if ", "EXPRESSION { … }"),
    ("watch ", "[DURATION] PIPELINE"), ("print a; let ", "NAME = PIPELINE"),
  ])
  func showsTheFormOfAStatement(_ text: String, _ shown: String) { check(text, expect: shown) }

  @Test(arguments: [
    "", "sources", "sources ", "sources list", "sources lis ", "xyz ", "print \"sources get ",
    "print 'a ", "sources list # ", "sources list | reload ", "sources reload a ", "let x = ",
    "$x | where status ", "sources get a ", "if $x { ", "print {a: ", "watch 5s sources ",
    "for x in $y { ",
  ])
  func isSilentWhereAnythingMayCome(_ text: String) { check(text, expect: nil) }
}
