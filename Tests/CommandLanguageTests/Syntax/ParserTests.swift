import CommandLanguage
import CommandModel
import Testing

@Suite struct ParserTests {
  private func check(
    _ text: String, expect trees: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let parse = Parser.parse(SourceText(text), vocabulary: .syntax)
    #expect(
      parse.diagnostics.map(\.message) == [], "\(text)", sourceLocation: sourceLocation)
    #expect(
      parse.script.sExpression == "(" + (["script"] + trees).joined(separator: " ") + ")",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    ("", []),
    ("  # nothing\n\n;;", []),
    ("sources list", ["(sources list)"]),
    ("sources list; schemas list\nprint a", ["(sources list)", "(schemas list)", "(print a)"]),
    ("sources source_prefix enabled=true", ["(sources source_prefix enabled=true)"]),
    ("sources lst", ["(sources lst)"]),
    ("stale 7d | select id name", ["(pipe (stale 7d) (select id name))"]),
    ("print a#b #c", ["(print a#b)"]),
    ("print a \\\n b", ["(print a b)"]),
    ("print a, b,c", ["(print a b c)"]),
    (#"\d"#, [#"(\d)"#]),
    ("? sources", ["(? sources)"]),
    ("!ls", ["(! ls)"]),
  ])
  func readsCommands(_ text: String, _ trees: [String]) { check(text, expect: trees) }

  @Test(arguments: [
    ("sources list --limit 5 -o csv", "(sources list --limit 5 -o csv)"),
    ("sources list --limit=5", "(sources list --limit=5)"),
    ("sources list search=a=b<c>!d", "(sources list search=a=b<c>!d)"),
    ("sources list search==x", "(sources list search==x)"),
    ("sources list search=~/x", "(sources list search=~/x)"),
    ("sources list search=$x.a[0] enabled=?", "(sources list search=$x.a[0] enabled=?)"),
    (#"sources list search="a b""#, "(sources list search=(text 'a b'))"),
    (
      "sources list payload.host=db payload.ssl-mode=on",
      "(sources list payload.host=db payload.ssl-mode=on)"
    ),
    ("sources list search=@a.txt", "(sources list search=@a.txt)"),
    ("sources list search=[a, b]", "(sources list search=[a b])"),
    ("print --a-b -x -xy - -- --1", "(print --a-b -x -xy - -- --1)"),
    ("print 007 0199e3 a.b/c:d@e*f%g+h~i", "(print 007 0199e3 a.b/c:d@e*f%g+h~i)"),
  ])
  func readsArguments(_ text: String, _ tree: String) { check(text, expect: [tree]) }

  @Test(arguments: [
    ("print 'it''s' ''", "(print 'it's' '')"),
    (#"print "a\n\t\"\\\$\/\u00e9\u{1F600}\ud83d\ude00""#, "(print (text 'a\n\t\"\\$/é😀😀'))"),
    (#"print "$a.b[0].c $ $1 $5""#, "(print (text $a.b[0].c ' $ $1 $5'))"),
    (#"print "" "$a." "$a[x]""#, "(print (text) (text $a '.') (text $a '[x]'))"),
    (#""report-$($now).jsonl""#, "(text 'report-' $($now) '.jsonl')"),
    (#""$("$(")"| count)")""#, "(text $((text $((pipe (text ')') (count))))))"),
    ("$a[-1].b", "$a[-1].b"),
    ("$(sources list).a[0]", "$((sources list)).a[0]"),
    ("5", "5"), ("-5 | count", "(pipe -5 (count))"), ("null | count", "(pipe null (count))"),
    ("$x -o json", "(value $x -o=json)"),
    ("[1 2,\n 3,'a'\n]", "[1 2 3 'a']"),
    (
      #"{"a":1,"b":{"c":[true,null,-2.5e3]},"d":"x"}"#,
      "{a: 1, b: {c: [true null -2.5e3]}, d: (text 'x')}"
    ),
    ("{a: 1 b: x, 'c d': $y}", "{a: 1, b: x, c d: $y}"),
    ("{}", "{}"), ("[]", "[]"),
    ("@body.json", "@body.json"), ("@-", "@-"), ("@'a b'", "@'a b'"),
    (#"@"$dir/x""#, "@(text $dir '/x')"),
  ])
  func readsValues(_ text: String, _ tree: String) { check(text, expect: [tree]) }

  @Test(arguments: [
    ("a == b", "(== a b)"), ("a = b", "(== a b)"), ("a=b", "(== a b)"),
    ("a and b or not c and d", "(or (and a b) (and (not c) d))"),
    ("not not a", "(not (not a))"),
    ("not a == b", "(not (== a b))"),
    ("a - b - c * 2", "(- (- a b) (* c 2))"),
    ("a - (b - c)", "(- a (group (- b c)))"),
    ("last_synced_at < $now - 1d", "(< last_synced_at (- $now 1d))"),
    ("a in [x, y]", "(in a [x y])"),
    ("a not in [x]", "(not in a [x])"),
    ("name =~ '^a' and name !~ b", "(and (=~ name '^a') (!~ name b))"),
    ("a and\n\n  b", "(and a b)"),
    ("a % 2 >= 1", "(>= (% a 2) 1)"),
    (".new == -5", "(== .new -5)"),
    ("{a: 1} == $x", "(== {a: 1} $x)"),
    ("$(sources list | count) > 50", "(> $((pipe (sources list) (count))) 50)"),
  ])
  func readsExpressions(_ text: String, _ tree: String) {
    check("where \(text)", expect: ["(where \(tree))"])
    check("where \(text) --x | count", expect: ["(pipe (where \(tree) --x) (count))"])
    check("if \(text) { }", expect: ["(if \(tree) {})"])
  }

  @Test(arguments: [
    (
      "sources list | where a == b | extend c = a + 1 | assert c > 1 'no'",
      "(pipe (sources list) (where (== a b)) (extend c (+ a 1)) (assert (> c 1) 'no'))"
    ),
    ("sources list\n\n  # why\n  | count", "(pipe (sources list) (count))"),
    ("sources list |\n count", "(pipe (sources list) (count))"),
    ("plan $x | reload", "(pipe plan $x (reload))"),
    ("watch 10s plan sources list", "(pipe watch:10s plan (sources list))"),
    ("watch sources list", "(pipe watch (sources list))"),
    (
      "$x | each --parallel 4 --halt 25% { $it | reload\n print a } | count",
      "(pipe $x (each --parallel 4 --halt 25% {(pipe $it (reload)); (print a)}) (count))"
    ),
    ("$(sources list\n | count)", "$((pipe (sources list) (count)))"),
    ("$(\n  $x | each {\n a\n b\n }\n)", "$((pipe $x (each {(a); (b)})))"),
    ("$($x | each # why\n { a })", "$((pipe $x (each {(a)})))"),
  ])
  func readsPipelines(_ text: String, _ tree: String) { check(text, expect: [tree]) }

  @Test(arguments: [
    ("set", "(set)"), ("set a", "(set a)"), ("set a b", "(set a b)"), ("set a = b", "(set a b)"),
    ("set a=b=c", "(set a b=c)"), ("set a=#b", "(set a #b)"),
    ("set api_key ?", "(set api_key ?)"), ("unset a", "(unset a)"),
    ("let a = 5", "(let a 5)"), ("let a=sources list", "(let a (sources list))"),
    ("let a = $_\n", "(let a $_)"), ("let since = ($now - 7d)", "(let since (group (- $now 7d)))"),
    ("param max = 200", "(param max 200)"), ("param max", "(param max)"),
    ("def stale(window = 24h, b) { sources list }", "(def stale window=24h b {(sources list)})"),
    ("def a() {}", "(def a {})"),
    ("def a(\n b =\n  1\n) {}", "(def a b=1 {})"),
    ("if a { b } else if c { d } else { e }", "(if a {(b)} c {(d)} {(e)})"),
    ("if a { b }\n\nelse { c }", "(if a {(b)} {(c)})"),
    ("if $x{ b }", "(if $x {(b)})"),
    (
      "for s in $x { print $s.name; $s | reload }",
      "(for s $x {(print $s.name); (pipe $s (reload))})"
    ),
    ("for s in [a b] {}", "(for s [a b] {})"),
    ("try { a } catch e { b }", "(try {(a)} catch e {(b)})"),
    ("try { a }\ncatch { b }", "(try {(a)} catch {(b)})"),
    ("try { a }", "(try {(a)})"),
    (
      "assert $(sources list | count) == 0 \"no\"",
      "(assert (== $((pipe (sources list) (count))) 0) (text 'no'))"
    ),
  ])
  func readsStatements(_ text: String, _ tree: String) { check(text, expect: [tree]) }

  @Test func separatesAnElseThatFollowsNoBlock() {
    let parse = Parser.parse(SourceText("print a\nelse"), vocabulary: .syntax)
    #expect(parse.script.statements.count == 2)
    #expect(parse.diagnostics.map(\.code) == [.strayKeyword])
  }

  @Test func givesEveryNodeItsPlace() throws {
    let source = SourceText("plan sources list a=1 | where b == 'c' --x")
    let parse = Parser.parse(source, vocabulary: .syntax)
    guard case .pipeline(let pipeline) = parse.script.statements.first?.form,
      case .command(let command) = pipeline.elements[0].form,
      case .where(let condition) = pipeline.elements[1].form
    else {
      Issue.record("not a pipeline of a command and a filter")
      return
    }
    #expect(source[pipeline.range] == source.text)
    #expect(source[pipeline.prefixes[0].range] == "plan")
    #expect(source[command.range] == "sources list a=1")
    #expect(source[command.arguments[0].range] == "a=1")
    #expect(source[condition.range] == "b == 'c'")
    #expect(source[pipeline.elements[1].range] == "where b == 'c' --x")
  }
}
