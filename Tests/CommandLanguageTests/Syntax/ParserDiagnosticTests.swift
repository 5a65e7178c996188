import CommandLanguage
import CommandModel
import Testing

/// What is wrong with a text: where, what and the remedy, word for word.
///
/// `1️⃣` and `2️⃣` stand around the place; a place without length has `1️⃣` alone.
@Suite struct ParserDiagnosticTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let marked: String
    let code: String
    let message: String
    /// Empty where there is none.
    let hint: String

    init(_ marked: String, _ code: String, _ message: String, _ hint: String) {
      (self.marked, self.code, self.message, self.hint) = (marked, code, message, hint)
    }

    var testDescription: String { marked }
    var text: String { marked.replacing("1️⃣", with: "").replacing("2️⃣", with: "") }
    var range: SourceRange {
      let lower = marked.offset(of: "1️⃣") ?? 0
      let upper = marked.replacing("1️⃣", with: "").offset(of: "2️⃣")
      return SourceRange(lower, upper ?? lower)
    }
  }

  func check(_ row: Row, sourceLocation: SourceLocation = #_sourceLocation) {
    guard let code = ErrorCode(rawValue: row.code) else {
      Issue.record("there is no code `\(row.code)`", sourceLocation: sourceLocation)
      return
    }
    let source = SourceText(row.text)
    let found = Parser.parse(source, vocabulary: .syntax).diagnostics
    let expected = Diagnostic(
      code: code, row.message, at: row.range, in: source,
      hint: row.hint.isEmpty ? nil : row.hint)
    #expect(found == [expected], sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    Row(
      #"print 1️⃣"2️⃣a b"#, "unclosed-quote",
      "the text that begins here has no end",
      #"close it with `"`"#),
    Row(
      "print 1️⃣'2️⃣a b", "unclosed-quote",
      "the text that begins here has no end",
      "close it with `'`"),
    Row(
      #"print "1️⃣\q2️⃣ é""#, "bad-escape",
      #"`\q` is not an escape"#,
      #"`\\` is a backslash; '…' takes everything as it stands"#),
    Row(
      #"print "1️⃣\u2️⃣12""#, "bad-escape",
      #"`\u` is not an escape"#,
      #"`\\` is a backslash; '…' takes everything as it stands"#),
    Row(
      #"print "1️⃣\u2️⃣{110000}" a"#, "bad-escape",
      #"`\u` is not an escape"#,
      #"`\\` is a backslash; '…' takes everything as it stands"#),
    Row(
      #"print "1️⃣\u2️⃣d800 ""#, "bad-escape",
      #"`\u` is not an escape"#,
      #"`\\` is a backslash; '…' takes everything as it stands"#),
    Row(
      "print 1️⃣$2️⃣ a", "stray-dollar",
      "`$` needs a name or `( … )` behind it",
      "in quotes it stands for itself: `'$'`"),
    Row(
      "print 1️⃣${name}2️⃣", "stray-dollar",
      "`$` needs a name or `( … )` behind it",
      "write `$name`"),
    Row(
      "print 1️⃣$12️⃣", "stray-dollar",
      "`$` needs a name or `( … )` behind it",
      "in quotes it stands for itself: `'$1'`"),
    Row(
      #"print a1️⃣\b2️⃣"#, "stray-backslash",
      #"`\` stands before the end of a line only, to join two lines"#,
      #"quote it to mean the text: `'\b'`"#),
    Row(
      "print a\n1️⃣\\2️⃣ \nprint b", "stray-backslash",
      #"`\` stands before the end of a line only, to join two lines"#,
      #"quote it to mean the text: `'\'`"#),
    Row(
      "print a;1️⃣#2️⃣ why", "unexpected",
      "`#` is not expected here",
      "a comment has a blank before its `#`; in quotes it is text"),
    Row(
      "print [a,1️⃣#fff2️⃣]", "unexpected",
      "`#fff` is not expected here",
      "a comment has a blank before its `#`; in quotes it is text"),
    Row(
      "print a1️⃣\u{A0}2️⃣b", "bad-character",
      "the character U+00A0 is not part of the language",
      "write a plain blank; inside quotes it stands for itself"),
  ])
  func reportsQuotesAndCharacters(_ row: Row) { check(row) }

  @Test(arguments: [
    Row(
      "print 1️⃣(2️⃣a", "unclosed-bracket",
      "`(` has no `)`",
      "close it with `)`"),
    Row(
      #"print "x 1️⃣$(2️⃣sources list"#, "unclosed-bracket",
      "`$(` has no `)`",
      "close it with `)`"),
    Row(
      "print ( [ 1️⃣{2️⃣", "unclosed-bracket",
      "`{` has no `}`",
      "close it with `}`"),
    Row(
      "print a1️⃣)2️⃣", "stray-bracket",
      "`)` closes nothing",
      "remove it, or quote it to mean the text"),
    Row(
      "sources list1️⃣]2️⃣", "stray-bracket",
      "`]` closes nothing",
      "remove it, or quote it to mean the text"),
    Row(
      "if $x 1️⃣{2️⃣ print a", "unclosed-bracket",
      "`{` has no `}`",
      "close it with `}`"),
    Row(
      "sources list ;; 1️⃣)2️⃣", "stray-bracket",
      "`)` closes nothing",
      "remove it, or quote it to mean the text"),
    Row(
      "$(sources list1️⃣;2️⃣ schemas list)", "unexpected",
      "`;` is not expected here",
      "`;` ends a statement; close the bracket before it"),
    Row(
      "where (a == 1 1️⃣|2️⃣ count", "unexpected",
      "`|` is not expected here",
      "`$( … )` takes what a pipeline yields"),
    Row(
      "print (a ==1️⃣", "expected",
      "a value is expected before the end of the text",
      ""),
    Row(
      "$( 1️⃣)2️⃣", "expected",
      "a command or a value is expected before `)`",
      ""),
    Row(
      "where (1️⃣)2️⃣", "expected",
      "a value is expected before `)`",
      ""),
  ])
  func reportsBrackets(_ row: Row) { check(row) }

  @Test(arguments: [
    Row(
      "print 1️⃣eu_$name2️⃣", "touching-values",
      "two values touch",
      #"write `"eu_$name"`"#),
    Row(
      #"print 1️⃣"a"b2️⃣"#, "touching-values",
      "two values touch",
      #"write `"ab"`"#),
    Row(
      #"print 1️⃣"a"b2️⃣\"#, "touching-values",
      "two values touch",
      #"write `"ab"`"#),
    Row(
      "print 1️⃣$now-1d2️⃣", "touching-values",
      "two values touch",
      "write `($now - 1d)`"),
    Row(
      "where a < 1️⃣$now-1d2️⃣", "touching-values",
      "two values touch",
      "write `$now - 1d`"),
    Row(
      "where 1️⃣$a-$b2️⃣ > 1", "touching-values",
      "two values touch",
      "write `$a - $b`"),
    Row(
      "print 1️⃣$a-$b2️⃣", "touching-values",
      "two values touch",
      #"write `"$a-$b"`"#),
    Row(
      #"print 1️⃣$a"b"2️⃣"#, "touching-values",
      "two values touch",
      #"write `"$($a)b"`"#),
    Row(
      #"print 1️⃣'it''s"'$x2️⃣"#, "touching-values",
      "two values touch",
      #"write `"it's\"$x"`"#),
    Row(
      "sources list | select 1️⃣schemas[0].name2️⃣", "unexpected",
      "an item of a field is not expected here",
      "`flatten schemas` makes a record of each item; `$name[0]` takes one of a variable"),
    Row(
      "print 1️⃣a[b]2️⃣", "touching-values",
      "two values touch",
      "write `a [b]`"),
    Row(
      "print 1️⃣[1][2]2️⃣", "touching-values",
      "two values touch",
      "write `[1] [2]`"),
    Row(
      "1️⃣count(x)2️⃣", "touching-values",
      "two values touch",
      "write `count (x)`"),
    Row(
      "1️⃣eu_$name2️⃣", "touching-values",
      "two values touch",
      #"write `"eu_$name"`"#),
    Row(
      "sources list search=1️⃣eu_$name2️⃣", "touching-values",
      "two values touch",
      #"write `"eu_$name"`"#),
    Row(
      "print 1️⃣@$x2️⃣", "touching-values",
      "two values touch",
      #"write `@"$x"`"#),
    Row(
      "sources list 1️⃣--x$y2️⃣", "touching-values",
      "two values touch",
      #"write `"--x$y"`"#),
    Row(
      #"print [1️⃣a"b"2️⃣]"#, "touching-values",
      "two values touch",
      #"write `"ab"`"#),
  ])
  func reportsTouchingValues(_ row: Row) { check(row) }

  @Test func reportsAllMistakesOfAFile() {
    let text = """
      print "\\q"
      let = 5
      sources list | | where a b | count
      if $x { print a) }
      print [a = b] {c:1}
      print (a
      sources list > x
      """
    let parse = Parser.parse(SourceText(text), vocabulary: .syntax)
    #expect(
      parse.diagnostics.map { $0.range.map { SourceText(text).location(of: $0.lower).line } }
        == [1, 2, 3, 3, 4, 5, 5, 6, 7])
    #expect(parse.script.statements.count == 7)
  }

  @Test(arguments: [
    ("(", ")"), ("[", "]"), ("$(", ")"), ("\"$(", ")\""), ("{a: ", "}"), ("(not ", ")"),
  ])
  func refusesDeepNesting(_ opener: String, _ closer: String) {
    func codes(_ depth: Int) -> Set<String> {
      let text =
        String(repeating: opener, count: depth) + "5" + String(repeating: closer, count: depth)
      return Set(
        Parser.parse(SourceText(text), vocabulary: .syntax).diagnostics.map(\.code.rawValue))
    }
    #expect(codes(90) == [])
    #expect(codes(201) == ["too-deep"])
    #expect(codes(20_000) == ["too-deep"])
  }

  @Test(arguments: ["a + ", "not ", "a or ", "a * 2 and (b) - "])
  func refusesLongExpressions(_ part: String) {
    func codes(_ count: Int) -> [String] {
      let text = "where " + String(repeating: part, count: count) + "a"
      return Parser.parse(SourceText(text), vocabulary: .syntax).diagnostics.map(\.code.rawValue)
    }
    #expect(codes(300) == [])
    #expect(codes(4000) == ["too-deep"])
  }
}

extension String {
  /// The bytes before `mark`.
  fileprivate func offset(of mark: String) -> Int? {
    firstRange(of: mark).map { self[..<$0.lowerBound].utf8.count }
  }
}
