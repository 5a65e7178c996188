import CommandModel
import Testing

@testable import CommandLanguage

/// Runs a script in the small world and tells what happened, one line each.
///
/// `#1` stands for the id of source 1. Diagnostics of a failed check begin with `?`,
/// the problem a script ended with begins with `!`.
func happenings(
  _ script: String, host: ScriptedHost = ScriptedHost(), arguments: [String: String] = [:],
  isInteractive: Bool = false
) async throws -> [String] {
  let evaluator = Evaluator(
    host: host, vocabulary: SmallWorld.vocabulary, isInteractive: isInteractive)
  // Each line is what a person sends off, so that the next one sees what it named.
  let texts = isInteractive ? script.split(separator: "\n").map(String.init) : [script]
  var ends: [String] = []
  for text in texts {
    let checked = await evaluator.check(SourceText(SmallWorld.lengthened(text)))
    guard checked.isRunnable else {
      ends += checked.diagnostics.map { "? " + SmallWorld.shortened($0.shown) }
      continue
    }
    do {
      let completion = try await evaluator.run(checked, arguments: checked.arguments(arguments))
      if case .exit(let status) = completion {
        ends.append("exit \(status.map(String.init) ?? "-")")
      }
    } catch let problem as Problem {
      ends += problem.diagnostics.map { "! \(problem.category) " + SmallWorld.shortened($0.shown) }
    }
  }
  return host.log.filter { !$0.hasPrefix("page ") } + ends
}

/// What values are, how they are named and put together.
@Suite struct EvaluatorTests {
  private func check(_ script: String, expect expected: [String]) async throws {
    #expect(try await happenings(script) == expected)
  }

  @Test(arguments: [
    ("5", "one 5"),
    ("'a b'", "one a b"),
    ("5m", "one 5m"),
    ("true", "one true"),
    ("null", "one null"),
    ("[1, a, 2s]", "list [1, a, 2s]"),
    ("{a: 1, b: [x, y]}", "one {a: 1, b: [x, y]}"),
    ("(1 + 2 * 3)", "one 7"),
    ("((1 + 2) * 3)", "one 9"),
    ("($now - 1d)", "one 1970-01-10T00:00:00Z"),
    ("($now - 1d < $now)", "one true"),
    (
      "(a == a)",
      "? 1:2 no-record: there is no record here that `a` could be a field of; "
        + "write `$it.a` for a field, quotes for a text"
    ),
    (#"("a" == a)"#, "one true"),
    ("(null == null)", "one true"),
    ("(not null)", "one true"),
    ("(1 < 2 and 2 < 3 or 5 == 6)", "one true"),
    (#"("x" in [x, y])"#, "one true"),
    (#"("x" not in [x, y])"#, "one false"),
    (#"("tmp_a" =~ '^tmp_')"#, "one true"),
    (#"("tmp_a" !~ '^tmp_')"#, "one false"),
    (
      "(007 == \"007\")",
      "? 1:2 no-record: there is no record here that `007` could be a field "
        + "of; write `$it.007` for a field, quotes for a text"
    ),
    (
      #"("5" == 5)"#,
      "! failed 1:2 bad-operands: a text cannot be compared with a number; "
        + "quote the number to compare it as text"
    ),
    ("(1 / 0)", "! failed 1:2 bad-operands: a division by zero has no result"),
    (
      "(9223372036854775807 + 1)",
      "! failed 1:2 bad-operands: the result of `+` is too large for a number"
    ),
    ("$project_id", "one 12345"),
    ("$env.HOME", "one /home/ada"),
    ("$env.NONE", "one null"),
    ("$now", "one 1970-01-11T00:00:00Z"),
    ("@notes.txt", "one text of notes.txt"),
    ("null | count", "one 0"),
    ("[1, 2] | count", "one 2"),
    (
      "x | count",
      "? 1:1 unknown-command: unknown command `x`; `help` lists the commands; "
        + #"quotes make it a text: `"x"`"#
    ),
  ])
  func evaluatesValues(script: String, expected: String) async throws {
    try await check(script, expect: [expected])
  }

  @Test(arguments: [
    ("let a = 5; $a", ["one 5"]),
    ("let a = {b: {c: [1, 2, 3]}}; $a.b.c[-1]", ["one 3"]),
    ("let a = {b: 1}; $a.x.y", ["one null"]),
    ("let a = [1, 2]; $a[5]", ["one null"]),
    ("let project_id = 7; $project_id", ["one 7"]),
    ("let a = $(sources list | count); $a", ["one 3"]),
    (#"let a = "x"; print "[$a]" "$($a)" "$$5""#, ["out: [x] x $$5"]),
    (#"let a = [1]; print $a"#, ["out: json([1])"]),
    (
      #"let a = [1]; print "x $a""#,
      [
        "! failed 1:23 bad-text: a list has no plain form inside a text; "
          + "take a field or an item of it, or count it: `$($name | count)`"
      ]
    ),
    ("print a 1.50 5m null true", ["out: a 1.50 5m null true"]),
    ("print --error oh no", ["err: oh no"]),
    ("print", ["out: "]),
    (#"let r = "x"; $r.a"#, ["! failed 1:14 bad-path: a text has no field `a`"]),
    (
      #"let t = {a: $now}; print "report-$t.a.jsonl""#,
      [
        "! failed 1:34 bad-path: a time has no field `jsonl`; write \"report-$($t.a).jsonl\""
      ]
    ),
    (
      #"print "report-$now.jsonl""#,
      [
        "? 1:15 bad-path: a time has no field `jsonl`; write \"report-$($now).jsonl\""
      ]
    ),
    (
      "let s = $(sources list | first); $s.nmae",
      [
        "! failed 1:34 bad-path: unknown field `nmae`; did you mean `name`? "
          + "`.nmae` takes it as it is"
      ]
    ),
    ("let s = $(sources list | first); $s.prefix", ["one null"]),
    (
      "let a = [{x: 1}]; $a.x",
      [
        "! failed 1:19 bad-path: a list has no field `x`; take one item, `[0].x`, or all: "
          + "`| select x`"
      ]
    ),
  ])
  func namesValues(script: String, expected: [String]) async throws {
    try await check(script, expect: expected)
  }

  @Test(arguments: [
    ("if true { print a } else { print b }", ["out: a"]),
    ("if null { print a } else { print b }", ["out: b"]),
    ("if 1 == 2 { print a } else if 2 == 2 { print b } else { print c }", ["out: b"]),
    (
      "if 5 { print a }",
      [
        "! failed 1:4 bad-condition: a condition must be true, false or null, not a number; "
          + "compare it with something: `… == …`"
      ]
    ),
    ("if false and $(fail no) { print a }", []),
    ("if true or $(fail no) { print a }", ["out: a"]),
    ("for x in [a, b] { print $x }", ["out: a", "out: b"]),
    ("for x in null { print $x }", []),
    ("for x in 5 { print $x }", ["out: 5"]),
    ("let n = 0; for x in [1, 2] { let n = ($n + $x) }; $n", ["one 3"]),
    ("print a; exit 3; print b", ["out: a", "exit 3"]),
    ("exit", ["exit -"]),
    ("quit", ["exit -"]),
    ("if true { exit }; print b", ["exit -"]),
    (#"fail "too many""#, ["! failed 1:1 fail: too many"]),
    ("fail too many", ["! failed 1:1 fail: too many"]),
    ("assert 1 == 1; print ok", ["out: ok"]),
    ("assert 1 == 2", ["! failed 1:8 assert: `1 == 2` does not hold"]),
    (
      #"assert $(sources list | count) == 0 "some are there""#,
      [
        "! failed 1:8 assert: some are there"
      ]
    ),
    ("sources list --help", ["help [sources, list]"]),
    ("sources list | where id != null --help", ["help [where]"]),
    ("help sources list", ["help [sources, list]"]),
    (
      "sources list | first -o json | count",
      [
        "? 1:22 misplaced-flag: nothing is shown here, so there is no format to choose; "
          + "write it behind the last command of the line"
      ]
    ),
    ("sources list | count -o json", ["one as json 3"]),
    ("5 --output csv", ["one as csv 5"]),
    ("5 --output=csv", ["one as csv 5"]),
    (
      "sources list | where name == A -o json | count",
      [
        "? 1:32 misplaced-flag: nothing is shown here, so there is no format to choose; "
          + "write it behind the last command of the line"
      ]
    ),
    (
      "5 -o josn",
      [
        "? 1:6 bad-value: `josn` is none of table, json, csv; did you mean `json`?"
      ]
    ),
  ])
  func controls(script: String, expected: [String]) async throws {
    try await check(script, expect: expected)
  }

  @Test(arguments: [
    ("set parallel 8; $parallel", ["set parallel 8", "one 8"]),
    ("set parallel = 8", ["set parallel 8"]),
    ("set project-id 007", ["set project_id 007"]),
    ("unset parallel", ["set parallel -"]),
    ("set", ["list [{name: parallel, value: 4}, {name: project_id, value: 12345}]"]),
    ("set parallel", ["list [{name: parallel, value: 4}]"]),
    ("set api_key ?", ["ask api_key", "set api_key hunter2"]),
  ])
  func changesSettings(script: String, expected: [String]) async throws {
    try await check(script, expect: expected)
  }
}

// MARK: - The prompt and scripts

@Suite struct SessionTests {
  @Test(arguments: [
    ("5\n$_ | count", ["one 5", "one 1"]),
    (
      "sources list | select name\n$_ | count", ["list [{name: A}, {name: B}, {name: C}]", "one 3"]
    ),
    ("5\nlet a = 7\nset parallel 8\n$_", ["one 5", "set parallel 8", "one 5"]),
    (
      "5\nset\n$_",
      [
        "one 5", "list [{name: parallel, value: 4}, {name: project_id, value: 12345}]", "one 5",
      ]
    ),
    ("5\n[1, 2] | save f\n$_", ["one 5", "save f [1, 2]", "one 5"]),
    (
      "5\n(1 / 0)\n$_",
      [
        "one 5", "one 5", "! failed 1:2 bad-operands: a division by zero has no result",
      ]
    ),
    ("$_", ["? 1:1 unknown-variable: `$_` has no value yet"]),
    (
      "let a = 1\nlet a = (1 / 0)\n$a",
      [
        "one 1", "! failed 1:10 bad-operands: a division by zero has no result",
      ]
    ),
  ])
  func remembersTheLastValue(script: String, expected: [String]) async throws {
    #expect(try await happenings(script, isInteractive: true) == expected)
  }

  @Test func knowsNoLastValueInAScript() async throws {
    #expect(
      try await happenings("5; $_")
        == [
          "? 1:4 unknown-variable: `$_` exists at the prompt only; "
            + "name the value: `let result = …`"
        ])
  }

  @Test(arguments: [
    ([:], ["one 200", "one a b"]),
    (["max": "5"], ["one 5", "one a b"]),
    (["name": "12"], ["one 200", "one 12"]),
  ])
  func takesArguments(arguments: [String: String], expected: [String]) async throws {
    let script = "param max = 200\nparam name = \"a b\"\n$max\n$name"
    #expect(try await happenings(script, arguments: arguments) == expected)
  }

  @Test(arguments: [
    (["mx": "5"], "! usage unknown-flag: the script has no argument `--mx`; did you mean `max`?"),
    ([:], "! usage missing-argument: the script needs `--max`; write `--max VALUE`"),
  ])
  func refusesArguments(arguments: [String: String], expected: String) async throws {
    #expect(try await happenings("param max", arguments: arguments) == [expected])
  }

  @Test func includesScripts() async throws {
    let host = ScriptedHost(scripts: [
      "a.edsh": "let a = 1\ninclude b.edsh", "b.edsh": "let b = 2",
    ])
    #expect(try await happenings("include a.edsh; print $a $b", host: host) == ["out: 1 2"])
  }

  @Test func checksIncludedScripts() async throws {
    let host = ScriptedHost(scripts: [
      "a.edsh": "sources lst\nprint $nope", "b.edsh": "include b.edsh",
    ])
    let script = "print $missing\ninclude a.edsh\ninclude b.edsh\ninclude none.edsh"
    #expect(
      try await happenings(script, host: host) == [
        "? a.edsh:1:1 unknown-command: unknown command `sources lst`; did you mean `sources list`?",
        "? a.edsh:2:7 unknown-variable: unknown variable `$nope`; `let nope = …` makes it",
        "? b.edsh:1:9 include: `b.edsh` includes itself; keep what both need in a third script",
        "? 1:7 unknown-variable: unknown variable `$missing`; `let missing = …` makes it",
        "? 4:9 include: there is no file `none.edsh`",
      ])
  }
}
