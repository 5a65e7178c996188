import CommandLanguage
import CommandModel
import Testing

@Suite struct ShellWordsTests {
  private func check(
    _ words: [String], expect tree: String, line: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (script, source) = Script.fromShellWords(words, vocabulary: .syntax)
    #expect(script.sExpression == "(script \(tree))", sourceLocation: sourceLocation)
    #expect(source.text == line, sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    (["sources", "list", "-o", "csv"], "(sources list -o csv)", "sources list -o csv"),
    (
      ["sources", "list", "--limit=5", "--x"], "(sources list --limit=5 --x)",
      "sources list --limit=5 --x"
    ),
    (["reload", "a b", "$x"], "(reload a b $x)", #"reload "a b" "\$x""#),
    (
      ["sources", "list", "search=a b=c", "password=?", "x="],
      "(sources list search=a b=c password=? x=)",
      #"sources list search="a b=c" password=? x="""#
    ),
    (
      ["print", "a|b", "(c)", "", "@a b", "@-", "@", "#a"], "(print a|b (c)  @a b @- @ #a)",
      ##"print "a|b" "(c)" "" @"a b" @- "@" "#a""##
    ),
    (["print", "a/b=c", "--a.b", "-xy"], "(print a/b=c --a.b -xy)", #"print "a/b=c" --a.b -xy"#),
    (
      ["watch", "10s", "plan", "sources", "list"], "(pipe watch:10s plan (sources list))",
      "watch 10s plan sources list"
    ),
    (["plan"], "(pipe plan <missing>)", "plan"),
    (["--x"], "<missing>", "--x"),
  ])
  func takesEachWordAsOneValue(_ words: [String], _ tree: String, _ line: String) {
    check(words, expect: tree, line: line)
  }

  @Test func pointsIntoItsLine() {
    let (script, source) = Script.fromShellWords(
      ["print", "a b", "x=c d", "@e f"], vocabulary: .syntax)
    guard case .pipeline(let pipeline) = script.statements.first?.form,
      case .command(let command) = pipeline.elements[0].form
    else {
      Issue.record("not a command")
      return
    }
    #expect(command.words.map { source[$0.range] } == ["print"])
    #expect(command.arguments.map { source[$0.range] } == ["\"a b\"", "x=\"c d\"", "@\"e f\""])
  }

  @Test func makesNoStatementOfNoWords() {
    #expect(Script.fromShellWords([], vocabulary: .syntax).script.statements == [])
  }
}
