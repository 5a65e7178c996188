import Testing

extension ParserDiagnosticTests {
  @Test(arguments: [
    Row(
      "1️⃣--x2️⃣", "expected",
      "a command is expected before `--x`",
      ""),
    Row(
      "1️⃣x2️⃣=5", "expected",
      "a command is expected before the setting `x`",
      "`let x = 5` names a value, `set x 5` changes a setting"),
    Row(
      "x 1️⃣=2️⃣ 5", "unexpected",
      "`=` is not expected here",
      "`let name = …` names a value"),
    Row(
      "print a 1️⃣=2️⃣ b", "spaced-setting",
      "no blank stands around the `=` of a setting",
      "write `a=b`"),
    Row(
      "sources list search=1️⃣ 2️⃣b", "unexpected",
      "a blank is not expected here",
      "the value stands right behind its `=`"),
    Row(
      "sources list search=1️⃣", "expected",
      "a value is expected before the end of the text",
      #"`""` is the empty text"#),
    Row(
      "sources list 1️⃣>2️⃣ out.csv", "redirect",
      "`>` does not lead into a file",
      "write `| save out.csv`"),
    Row(
      "sources list 1️⃣>>2️⃣ out.csv", "redirect",
      "`>>` does not lead into a file",
      "write `| save out.csv`"),
    Row(
      "sources list 1️⃣<2️⃣ in.csv", "redirect",
      "`<` does not read from a file",
      "begin the pipeline with `open in.csv`"),
    Row(
      "sources list status 1️⃣==2️⃣ Failed", "misplaced-comparison",
      "`==` stands in conditions only",
      "filter with `| where status == Failed`"),
    Row(
      "sources list 1️⃣a/b2️⃣=c", "bad-name",
      "`a/b` is not the name of a setting",
      "quote it all to mean the text: `'a/b=c'`"),
    Row(
      "sources list 1️⃣-o=json2️⃣", "bad-flag",
      "a short flag has a blank before its value",
      "write `-o json`"),
    Row(
      "sources list 1️⃣--a.b2️⃣", "bad-flag",
      "`--a.b` is not a flag: letters, digits and `-` only",
      "quote it to mean the text: `'--a.b'`"),
    Row(
      "print a,1️⃣", "expected",
      "an argument is expected before the end of the text",
      ""),
    Row(
      "print a, 1️⃣,2️⃣ b", "expected",
      "an argument is expected before `,`",
      ""),
  ])
  func reportsMisplacedArguments(_ row: Row) { check(row) }

  @Test(arguments: [
    Row(
      "sources list |1️⃣", "expected",
      "a stage is expected before the end of the text",
      ""),
    Row(
      "sources list |1️⃣|2️⃣ count", "expected",
      "a stage is expected before `|`",
      "alternatives in a condition are joined by `or`"),
    Row(
      "1️⃣|2️⃣ count", "expected",
      "a command or a value is expected before `|`",
      ""),
    Row(
      "sources list | 1️⃣52️⃣", "unexpected",
      "a value is not expected here",
      "a value stands at the beginning of a pipeline only"),
    Row(
      "$x 1️⃣foo2️⃣", "unexpected",
      "`foo` is not expected here",
      "`|` stands between two stages, `;` or a new line between two statements"),
    Row(
      "$x 1️⃣==2️⃣ 5", "unexpected",
      "`==` is not expected here",
      "a condition stands in parentheses: `($a == $b)`"),
    Row(
      "plan1️⃣", "expected",
      "a command or a value is expected before the end of the text",
      ""),
    Row(
      "watch 5m1️⃣", "expected",
      "a command or a value is expected before the end of the text",
      ""),
    Row(
      "$x | each { print a } 1️⃣b2️⃣", "unexpected",
      "`b` is not expected here",
      "the block stands last in its command"),
  ])
  func reportsPipelines(_ row: Row) { check(row) }

  @Test(arguments: [
    Row(
      "let 1️⃣=2️⃣ 5", "expected",
      "a name is expected before `=`",
      ""),
    Row(
      "let 1️⃣a-b2️⃣ = 5", "bad-name",
      "`a-b` is not a name: letters, digits and `_` only",
      "write `a_b`"),
    Row(
      "let 1️⃣2x2️⃣ = 5", "bad-name",
      "`2x` is not a name: letters, digits and `_` only",
      "write `_2x`"),
    Row(
      "let a 1️⃣52️⃣", "expected",
      "`=` is expected before `5`",
      "write `let a = …`"),
    Row(
      "let a 1️⃣==2️⃣ 5", "unexpected",
      "`==` is not expected here",
      "one `=` gives a value to a name"),
    Row(
      "let1️⃣", "expected",
      "a name is expected before the end of the text",
      ""),
    Row(
      "set a b 1️⃣c2️⃣", "too-many-values",
      "`set a` takes one value",
      #"quote a value with blanks or commas in it: `"…"`"#),
    Row(
      "unset1️⃣", "expected",
      "a setting is expected before the end of the text",
      ""),
    Row(
      "if a1️⃣", "expected",
      "`{` is expected before the end of the text",
      ""),
    Row(
      "if a 1️⃣b2️⃣", "missing-operator",
      "an operator is expected between `a` and `b`",
      "write `a == b`"),
    Row(
      "if sources 1️⃣list2️⃣ | count == 0 { print a }", "missing-operator",
      "an operator is expected between `sources` and `list`",
      "`$( … )` takes what a pipeline yields: `$(sources list)`"),
    Row(
      "for s 1️⃣$x2️⃣ {}", "expected",
      "`in` is expected before `$x`",
      "write `for s in $list { … }`"),
    Row(
      "for s in sources 1️⃣list2️⃣ { print a }", "expected",
      "`{` is expected before `list`",
      "`$( … )` takes what a pipeline yields: `$(sources …)`"),
    Row(
      "try1️⃣", "expected",
      "`{` is expected before the end of the text",
      ""),
    Row(
      "1️⃣else2️⃣ { print a }", "stray-keyword",
      "`else` has no `if` before it",
      "it stands behind the `}` of one: `if … { … } else { … }`"),
    Row(
      "1️⃣catch2️⃣", "stray-keyword",
      "`catch` has no `try` before it",
      "it stands behind the `}` of one: `try … { … } catch { … }`"),
    Row(
      "if a { } else1️⃣", "expected",
      "`{` is expected before the end of the text",
      ""),
    Row(
      "def x1️⃣", "expected",
      "`(` is expected before the end of the text",
      "write `def x() { … }`"),
    Row(
      "def x1️⃣(2️⃣a=1", "unclosed-bracket",
      "`(` has no `)`",
      "close it with `)`"),
  ])
  func reportsStatements(_ row: Row) { check(row) }

  @Test(arguments: [
    Row(
      "where1️⃣", "expected",
      "a value is expected before the end of the text",
      ""),
    Row(
      "where a 1️⃣b2️⃣", "missing-operator",
      "an operator is expected between `a` and `b`",
      "write `a == b`"),
    Row(
      "where a 1️⃣is2️⃣ b", "missing-operator",
      "an operator is expected between `a` and `is`",
      "write `==` for `is`"),
    Row(
      "where a < ago 1️⃣1h2️⃣", "missing-operator",
      "an operator is expected between `ago` and `1h`",
      "write `$now - 1h`"),
    Row(
      "where a < 7d 1️⃣ago2️⃣ and b", "missing-operator",
      "an operator is expected between `7d` and `ago`",
      "write `$now - 7d`"),
    Row(
      "where status 1️⃣like2️⃣ x", "missing-operator",
      "an operator is expected between `status` and `like`",
      "write `=~` for `like`"),
    Row(
      "where a == b 1️⃣==2️⃣ c", "chained-comparison",
      "a comparison does not go on",
      "write `a == b and b == c`"),
    Row(
      "where a 1️⃣-12️⃣", "missing-operator",
      "an operator is expected between `a` and `-1`",
      "write `a - 1`"),
    Row(
      "where a ==1️⃣", "expected",
      "a value is expected before the end of the text",
      ""),
    Row(
      "where 1️⃣==2️⃣ a", "expected",
      "a value is expected before `==`",
      ""),
    Row(
      "where a == 1️⃣--x2️⃣", "expected",
      "a value is expected before `--x`",
      #"quote it to mean the text: `"--x"`"#),
    Row(
      "where 1️⃣!2️⃣a", "unexpected",
      "`!` is not expected here",
      "write `not`"),
    Row(
      "where a and1️⃣", "expected",
      "a value is expected before the end of the text",
      ""),
    Row(
      "where (sources 1️⃣list2️⃣)", "missing-operator",
      "an operator is expected between `sources` and `list`",
      "`$( … )` takes what a pipeline yields: `$(sources list)`"),
    Row(
      "where not1️⃣", "expected",
      "a value is expected before the end of the text",
      ""),
    Row(
      "where a in1️⃣", "expected",
      "a value is expected before the end of the text",
      ""),
    Row(
      "extend a1️⃣", "expected",
      "`=` is expected before the end of the text",
      "write `extend a = …`"),
    Row(
      "extend a 1️⃣==2️⃣ 5", "unexpected",
      "`==` is not expected here",
      "one `=` gives a value to a name"),
    Row(
      "extend 1️⃣a-b2️⃣ = 5", "bad-name",
      "`a-b` is not a name: letters, digits and `_` only",
      "write `a_b`"),
  ])
  func reportsExpressions(_ row: Row) { check(row) }

  @Test(arguments: [
    Row(
      "[a,1️⃣,2️⃣b]", "unexpected",
      "`,` is not expected here",
      ""),
    Row(
      "[a,1️⃣]2️⃣", "expected",
      "a value is expected before `]`",
      ""),
    Row(
      "[1️⃣,2️⃣a]", "unexpected",
      "`,` is not expected here",
      ""),
    Row(
      "[a 1️⃣=2️⃣ b]", "unexpected",
      "`=` is not expected here",
      ""),
    Row(
      "{1️⃣a:12️⃣}", "bad-key",
      "`a:1` is not the key of a record",
      "write `a: 1`"),
    Row(
      "{1️⃣a2️⃣ : 1}", "bad-key",
      "`a` is not the key of a record",
      "write `a: …`"),
    Row(
      "{1️⃣a-b:2️⃣ 1}", "bad-key",
      "`a-b:` is not the key of a record",
      #"write `"a-b": …`"#),
    Row(
      "{1️⃣a:b:2️⃣ 1}", "bad-key",
      "`a:b:` is not the key of a record",
      "write `a: b:`"),
    Row(
      #"{"a" 1️⃣12️⃣}"#, "expected",
      "`:` is expected before `1`",
      #"write `"a": …`"#),
    Row(
      #"{1️⃣"$a"2️⃣: 1}"#, "bad-key",
      "a key cannot hold a variable",
      "write the name of the key"),
    Row(
      "{a: 1️⃣}2️⃣", "expected",
      "a value is expected before `}`",
      ""),
    Row(
      "{1️⃣a2️⃣}", "bad-key",
      "`a` is not the key of a record",
      "write `a: …`"),
  ])
  func reportsListsAndRecords(_ row: Row) { check(row) }
}
