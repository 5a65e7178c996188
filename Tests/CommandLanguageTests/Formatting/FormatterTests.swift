import CommandLanguage
import CommandModel
import TestSupport
import Testing

/// What becomes of a text, whole.
@Suite struct FormatterTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let typed: String
    let canonical: String

    init(_ typed: String, _ canonical: String) {
      (self.typed, self.canonical) = (typed, canonical)
    }

    /// What is canonical as it is typed.
    init(_ canonical: String) { self.init(canonical, canonical) }

    var testDescription: String { typed }
  }

  func check(_ row: Row, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let formatted = try Formatter.format(SourceText(row.typed), vocabulary: .syntax)
    expectText(formatted, equals: row.canonical, sourceLocation: sourceLocation)
    let again = try Formatter.format(SourceText(formatted), vocabulary: .syntax)
    expectText(again, equals: formatted, "a second time", sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    Row("", ""),
    Row("\n ;;\n", ""),
    Row("a;b ;c", "a\nb\nc\n"),
    Row("  set\tproject_id   5", "set project_id 5\n"),
    Row("set a=b;set a = $b", "set a b\nset a $b\n"),
    // Only behind their `=` are these words.
    Row("set a=b=c;set a =#f;set a=@b=c", "set a=b=c\nset a=#f\nset a=@b=c\n"),
    Row("unset  a", "unset a\n"),
    Row("let a=5", "let a = 5\n"),
    Row("param a;param a=200;param a =<b", "param a\nparam a = 200\nparam a=<b\n"),
    Row("def a(){b}", "def a() { b }\n"),
    Row("def a  (b c=1,d =x=y){}", "def a(b, c = 1, d=x=y) {}\n"),
    Row("if $a{b}else if not $c{d}else{e}", "if $a { b } else if not $c { d } else { e }\n"),
    Row("for s in$x{a;b}", "for s in $x { a; b }\n"),
    Row("try{a}", "try { a }\n"),
    Row("try{a}catch e{b}\ntry{a}\ncatch{b}", "try { a } catch e { b }\ntry { a } catch { b }\n"),
  ])
  func formatsStatements(_ row: Row) throws { try check(row) }

  @Test(arguments: [
    Row("sources   list  -o csv", "sources list -o csv\n"),
    Row("sources list --limit=5 search=a=b", "sources list --limit=5 search=a=b\n"),
    Row("print a,b ,c", "print a b c\n"),
    // Without its comma `list` would be a word of the command.
    Row("sources,list", "sources, list\n"),
    Row("!ls", "! ls\n"),
    Row("plan  watch 60s  $x|count", "plan watch 60s $x | count\n"),
    Row("a|b\n  |c|\n\nd", "a | b | c | d\n"),
    Row(
      "$x|where a=1 and (b)|extend c=a + 1|assert(c) 'no'",
      "$x | where a == 1 and (b) | extend c = a + 1 | assert (c) 'no'\n"),
    Row("$x -o   json --limit=5 --all", "$x -o json --limit=5 --all\n"),
    Row("$x|each  -q {a}", "$x | each -q { a }\n"),
    Row("$x | each { }", "$x | each {}\n"),
  ])
  func formatsPipelines(_ row: Row) throws { try check(row) }

  @Test(arguments: [
    Row("print 'it''s  '  \"a  $b $( c|d )\"", "print 'it''s  ' \"a  $b $( c|d )\"\n"),
    Row("print 'a  \n  b'   c", "print 'a  \n  b' c\n"),
    Row("[1 2,\n 3,'a'\n]", "[1, 2, 3, 'a']\n"),
    Row("{\"a\":1 b:  x, 'c' : :y}", "{\"a\": 1, b: x, 'c': :y}\n"),
    Row("print [ ] { } ( 007 )", "print [] {} (007)\n"),
    Row("$( a|b ).c[00]", "$(a | b).c[00]\n"),
    Row("print @a.txt @'a b'   @- $x.y[-1]", "print @a.txt @'a b' @- $x.y[-1]\n"),
  ])
  func formatsValues(_ row: Row) throws { try check(row) }

  @Test(arguments: [
    Row("a=b", "a == b"), Row("a<-5", "a < -5"), Row("not  not a!~b", "not not a !~ b"),
    Row("a  not   in[b]", "a not in [b]"), Row("( a or b ) and(c)", "(a or b) and (c)"),
    Row("a - b  *  2 - (c)", "a - b * 2 - (c)"), Row("a and\n\n  b or\nc", "a and b or c"),
  ])
  func formatsExpressions(_ row: Row) throws {
    try check(Row("where \(row.typed)", "where \(row.canonical)\n"))
    try check(Row("if \(row.typed){}", "if \(row.canonical) {}\n"))
    try check(Row("where(\(row.typed)) --x", "where (\(row.canonical)) --x\n"))
  }

  @Test(arguments: [
    Row("a\\\n b\\\r\n\tc", "a b c\n"),
    Row("a\r\nb  \t\r\n", "a\nb\n"),
    Row("# a \t\r\nb", "# a\nb\n"),
    Row("\n\n\na\n\n\n\nb\nc\n\n", "a\n\nb\nc\n"),
    Row("if $a {\n\n\n b\n\n\n c\n\n}", "if $a {\n  b\n\n  c\n}\n"),
  ])
  func normalizesWhiteSpace(_ row: Row) throws { try check(row) }

  @Test func refusesMistakes() throws {
    let source = SourceText("let a =\nprint )", name: "a.edsh")
    let problem = #expect(throws: Problem.self) {
      try Formatter.format(source, vocabulary: .syntax)
    }
    #expect(problem?.category == .usage)
    #expect(
      problem?.diagnostics == Parser.parse(source, vocabulary: .syntax).diagnostics)
    #expect(problem?.diagnostics.count == 2)
  }
}
