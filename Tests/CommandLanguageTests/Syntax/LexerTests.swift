import CommandLanguage
import CommandModel
import Testing

@Suite struct LexerTests {
  private func check(
    _ text: String, expect expected: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let source = SourceText(text)
    let found = Lexer.lex(text).tokens.dropLast().map { "\($0.kind) \(source[$0.range])" }
    #expect(found == expected, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ("a b", ["word a", "word b"]),
    ("a=b", ["word a", "sign =", "word b"]),
    ("a\u{2003}b", ["word a", "invalid \u{2003}", "word b"]),
    (
      "a==b=~c!~d!=e<=f<g!h",
      [
        "word a", "sign ==", "word b", "sign =~", "word c", "sign !~", "word d", "sign !=",
        "word e",
        "sign <=", "word f", "sign <", "word g", "sign !", "word h",
      ]
    ),
    ("a\n \n# c\n\nb", ["word a", "newline \n", "word b"]),
    ("a \\\n b \\\r\n c", ["word a", "word b", "word c"]),
    (#"\d a\b"#, [#"backslash \d"#, "word a", #"backslash \b"#]),
    ("'a''b' 'c", ["raw 'a''b'", "raw 'c"]),
    (
      #""a$b.c[0]\"$(d).e" "#,
      [
        "textOpen \"", "chunk a", "variable $b.c[0]", #"chunk \""#, "subpipeOpen $(", "word d",
        "parenClose )", "chunk .e", "textClose \"",
      ]
    ),
    (
      "$(a).b[1] $(c)x",
      [
        "subpipeOpen $(", "word a", "parenClose )", "path .b[1]", "subpipeOpen $(",
        "word c", "parenClose )", "word x",
      ]
    ),
    ("$a.b.1 ${c} $1", ["variable $a.b", "word .1", "invalid ${c}", "invalid $1"]),
    (
      "([{a,b}])|;",
      [
        "parenOpen (", "bracketOpen [", "braceOpen {", "word a", "comma ,", "word b",
        "braceClose }", "bracketClose ]", "parenClose )", "bar |", "semicolon ;",
      ]
    ),
    ("grün--x#y", ["word grün--x#y"]),
  ])
  func cutsTextIntoTokens(_ text: String, _ tokens: [String]) { check(text, expect: tokens) }

  @Test func keepsComments() {
    let source = SourceText("# one\nprint a#b # two\n'# three'")
    #expect(Lexer.lex(source.text).comments.map { source[$0.range] } == ["# one", "# two"])
  }

  @Test(arguments: [
    ("a", nil), ("'a", "'"), ("\"a", "\""), ("\"a $(b", nil), ("a \\", "\\"), ("a \\\n", "\\"),
    ("a \\\nb", nil), ("\"a\\\"", "\""), ("\"\\", "\""),
  ])
  func tellsWhatIsOpen(_ text: String, _ open: String?) {
    #expect(Lexer.lex(text).open == open)
  }

  @Test(
    arguments: [
      ("null", .null), ("true", .boolean(true)), ("-1.5e3", .number(Number(-1500))),
      ("1h30m", .duration(.seconds(5400))), ("--a", .flag), ("-a", .flag), ("-ab", .text),
      ("--1", .text), ("---a", .text), ("-", .text), ("--", .text), ("007", .text),
      ("0199e3", .text),
      ("", .text), ("nullx", .text),
    ] as [(String, WordShape)])
  func readsBareWords(_ word: String, _ shape: WordShape) {
    #expect(WordShape(word) == shape)
  }
}
