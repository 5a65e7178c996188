import CommandModel
import Testing

@testable import CommandLanguage

/// What the check finds in a script, a line each.
func diagnostics(of script: String) async -> [String] {
  let evaluator = Evaluator(host: ScriptedHost(), vocabulary: SmallWorld.vocabulary)
  let checked = await evaluator.check(SourceText(SmallWorld.lengthened(script)))
  return checked.diagnostics.map { SmallWorld.shortened($0.shown) }
}

/// Everything that is found before anything is sent, word for word.
@Suite struct CheckerTests {
  private func check(_ script: String, expect expected: [String]) async {
    let actual = await diagnostics(of: script)
    #expect(actual == expected)
  }

  @Test(arguments: [
    (
      "sources lst",
      "1:1 unknown-command: unknown command `sources lst`; "
        + "did you mean `sources list`?"
    ),
    (
      "source list",
      "1:1 unknown-command: unknown command `source list`; "
        + "did you mean `sources list`?"
    ),
    (
      "reload #1",
      "1:1 unknown-command: unknown command `reload`; "
        + "a verb needs its noun: write `sources reload` or `schemas reload`"
    ),
    ("sources #1", "1:1 unknown-command: unknown command `sources #1`; write `sources get #1`"),
    (
      "sources list | reloda",
      "1:16 unknown-command: unknown command `reloda`; "
        + "did you mean `reload`?"
    ),
    (
      "schemas list | update",
      "1:16 unknown-command: unknown command `update`; "
        + "a verb needs its noun: write `sources update`"
    ),
    (
      "sources list | frobnicate",
      "1:16 unknown-command: unknown command `frobnicate`; "
        + "`help` lists the commands"
    ),
  ])
  func knowsItsCommands(script: String, expected: String) async {
    await check(script, expect: [expected])
  }

  @Test(arguments: [
    ("get sources", "the noun comes first: `sources get`"),
    ("list sources", "the noun comes first: `sources list`"),
    ("show schemas", "the noun comes first: `schemas list`"),
    ("show", "the noun comes first: `sources list`; `help` lists the commands"),
    (
      "SELECT * FROM sources",
      "begin with a listing: `sources list | where status == Failed | select name`"
    ),
    ("sources list && print 1", "`;` or a new line stands between two statements"),
    ("sources list | xargs reload", "write `each { … }`"),
    ("SELECT name", "begin with a listing: `sources list | where status == Failed | select name`"),
    ("use 5", "write `set project_id NUMBER`"),
    ("echo hi", "write `print`"),
    ("sources list | grep x", "write `where name =~ 'x'`"),
    ("sources list | head", "write `first 10`"),
    ("sources list | jq x", "write `select name` or `where name == x`"),
    ("sources list | wc", "write `count`"),
    ("sources list | length", "write `count`"),
    ("sources list status=Failed", "to filter, write `| where status == …`"),
    ("sources list | get name", "to choose a field, write `select name`"),
  ])
  func knowsTheWordsOfNeighbours(script: String, hint: String) async {
    let actual = await diagnostics(of: script)
    #expect(actual.first?.hasSuffix("; " + hint) == true, "\(actual)")
  }

  @Test(arguments: [
    (
      "sources get",
      [
        "1:1 missing-argument: `sources get` needs the id of a source; "
          + "write `sources get ID`"
      ]
    ),
    (
      "sources list 5",
      [
        "1:14 too-many-arguments: `sources list` takes no further value; "
          + "write `--limit 5`"
      ]
    ),
    (
      "sources list --limti 5",
      [
        "1:14 unknown-flag: unknown flag `--limti` of `sources list`; did you mean `--limit`?"
      ]
    ),
    (
      "sources list --limit",
      [
        "1:14 missing-argument: `--limit` needs a value; "
          + "write `--limit NUMBER`"
      ]
    ),
    ("sources list --limit x", ["1:22 bad-value: `x` is no number"]),
    (
      "sources list --limit 5 --limit=6",
      [
        "1:24 given-twice: `limit` is given twice; "
          + "keep one of the two"
      ]
    ),
    (
      "sources list serach=x",
      [
        "1:14 unknown-parameter: unknown parameter `serach` of "
          + "`sources list`; did you mean `search`?"
      ]
    ),
    (
      "sources list limit=5",
      [
        "1:14 unknown-parameter: unknown parameter `limit` of "
          + "`sources list`; it is a flag: write `--limit VALUE`"
      ]
    ),
    (
      "sources list --search x",
      [
        "1:14 unknown-flag: unknown flag `--search` of `sources list`; "
          + "it is no flag: write `search=VALUE`",
        "1:23 too-many-arguments: `sources list` takes no further value; write `sources list`",
      ]
    ),
    (
      "sources list -o josn",
      [
        "1:17 bad-value: `josn` is none of table, json, csv; "
          + "did you mean `json`?"
      ]
    ),
    ("sources list | first {a: 1}", ["1:22 bad-value: a record is no number"]),
    (
      "sources create",
      [
        "1:1 missing-argument: `sources create` needs `source_type=`; "
          + "write `sources create source_type=…`, or `sources create --wizard …`"
      ]
    ),
    ("sources create --wizard Stripe", []),
    (
      "[{source_type: Stripe}] | sources create --wizard Stripe",
      [
        "1:42 takes-no-input: `sources create --wizard` takes nothing from a pipe; "
          + "leave one of the two out"
      ]
    ),
    (
      "sources list | sort",
      [
        "1:16 missing-argument: `sort` needs a field; "
          + "write `sort FIELD …`"
      ]
    ),
    ("sources list | first x", ["1:22 bad-value: `x` is no number"]),
    (
      "sources list | select a-b",
      [
        "1:23 not-a-field: `a-b` is no field; "
          + "a field is names joined by dots"
      ]
    ),
    (
      "sources list | wait --timeout soon",
      [
        "1:31 bad-value: `soon` is no duration; "
          + "write digits and a unit, such as `90s`, `5m` or `1h30m`"
      ]
    ),
    ("sources list | reload --halt 25% | wait --halt never", []),
  ])
  func checksArguments(script: String, expected: [String]) async {
    await check(script, expect: expected)
  }

  @Test(arguments: [
    (
      "where a == 1",
      [
        "1:1 needs-input: `where` needs something before it; "
          + "begin with a command or a value: `sources list | where …`"
      ]
    ),
    (
      "count",
      [
        "1:1 needs-input: `count` needs something before it; "
          + "begin with a command or a value: `sources list | count …`"
      ]
    ),
    (
      "sources list | schemas list",
      [
        "1:16 takes-no-input: `schemas list` takes nothing from a "
          + "pipe; begin a new line with it"
      ]
    ),
    (
      "sources list | save f | count",
      [
        "1:25 needs-input: nothing comes through this pipe; "
          + "the command before it yields nothing"
      ]
    ),
    (
      "sources list | sources reload #1",
      [
        "1:31 too-many-arguments: `sources reload` takes its "
          + "ids from the pipe; leave the id out"
      ]
    ),
    (
      "sources list | extend id = 5",
      [
        "1:23 reserved-name: `id` cannot be assigned; "
          + "it says which thing a record is; choose another name"
      ]
    ),
  ])
  func checksPipes(script: String, expected: [String]) async {
    await check(script, expect: expected)
  }

  @Test(arguments: [
    ("print $x", ["1:7 unknown-variable: unknown variable `$x`; `let x = …` makes it"]),
    (
      "let since = 1; print $snice",
      [
        "1:22 unknown-variable: unknown variable `$snice`; "
          + "did you mean `$since`?"
      ]
    ),
    (#"print "a $x""#, ["1:10 unknown-variable: unknown variable `$x`; `let x = …` makes it"]),
    ("print $it", ["1:7 unknown-variable: `$it` exists in the block of `each` only"]),
    ("print $env", ["1:7 bad-path: `$env` needs the name of a variable; write `$env.NAME`"]),
    ("print $api_key", ["1:7 secret-value: `api_key` is a secret and cannot be read"]),
    ("let now = 5", ["1:5 reserved-name: `now` is a name of the language; choose another name"]),
    ("if true { let a = 1 }; print $a", []),
    ("for s in [1] { print $s }", []),
    (
      "set paralel 5",
      [
        "1:5 unknown-setting: unknown setting `paralel`; "
          + "did you mean `parallel`?"
      ]
    ),
    ("set parallel x", ["1:14 bad-value: `x` is no number"]),
    (
      "set api_key abc",
      [
        "1:13 secret-value: `api_key` is a secret and takes no value here; "
          + "write `set api_key ?` to be asked for it"
      ]
    ),
    (
      "print a; param b = 1",
      [
        "1:10 misplaced-param: `param` stands only at the top of a script; "
          + "move it before the first other statement"
      ]
    ),
    (
      "for s in [1] { schemas resync #11 }",
      [
        "1:16 needs-yes: `schemas resync` in a loop needs "
          + "`--yes`; drops the table"
      ]
    ),
  ])
  func checksNames(script: String, expected: [String]) async {
    await check(script, expect: expected)
  }

  @Test func reportsEveryErrorOfAText() async {
    await check(
      "sources lst\nprint $x\nset nope 1\nsources list | where nmae == 1",
      expect: [
        "1:1 unknown-command: unknown command `sources lst`; did you mean `sources list`?",
        "2:7 unknown-variable: unknown variable `$x`; `let x = …` makes it",
        "3:5 unknown-setting: unknown setting `nope`; "
          + "`set` lists the settings; `let nope = …` makes a variable",
        "4:22 unknown-field: unknown field `nmae`; did you mean `name`? "
          + "`.nmae` takes it as it is",
      ])
  }
}
