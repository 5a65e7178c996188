import CommandModel
import Testing

@testable import CommandLanguage

/// What blocks may name, change and call, found before anything is sent.
@Suite struct ScopeTests {
  private func check(_ script: String, expect expected: [String]) async {
    #expect(await diagnostics(of: script) == expected)
  }

  @Test(arguments: [
    "[1] | each { let a = $it; $a }",
    "def f(a) { let b = $a; $b }; f 1",
    "let a = 1; [1] | each { print $a }",
    "let a = 1; for x in [1] { let a = $x }",
    "def f(x) { [1] | each { $x } }; f 2",
    "try { print a } catch e { print $e.message }",
    "watch sources list | where status == Failed",
    "watch 5s sources list | each { $it.name }",
    "let p = plan sources list | reload",
    "sources list | each { $it.name }",
    "sources list | each { $it | reload } | where result == ok and name == A",
  ])
  func allows(_ script: String) async { await check(script, expect: []) }

  @Test(arguments: [
    (
      "let a = 1; [1] | each { let a = 2 }",
      "1:29 outer-name: `a` belongs to the script around this block and stays as it is; "
        + "choose another name; what the block yields leaves it"
    ),
    (
      "let a = 1; def f() { for a in [1] { print $a } }",
      "1:26 outer-name: `a` belongs to the script around this block and stays as it is; "
        + "choose another name; what the block yields leaves it"
    ),
    (
      "[1] | each { let x = 1; [2] | each { let x = 2 } }",
      "1:42 outer-name: `x` belongs to the script around this block and stays as it is; "
        + "choose another name; what the block yields leaves it"
    ),
    (
      "[1] | each { set output csv }",
      "1:14 misplaced-set: a setting cannot change inside `each`, whose rounds run side by side; "
        + "write it before the `each`"
    ),
    (
      "def f() { set output csv }; [1] | each { f }",
      "1:42 misplaced-set: `f` changes a setting, which cannot be done inside `each`; "
        + "call it before the `each`"
    ),
    (
      "if true { def f() { 1 } }",
      "1:11 misplaced-def: `def` stands at the top of a script, not inside a block; "
        + "move it to the beginning of the script"
    ),
    (
      "def reload() { 1 }",
      "1:5 reserved-name: `reload` is a word of edsh's own commands; "
        + "choose another name, such as `my_reload`"
    ),
    (
      "def sources() { 1 }",
      "1:5 reserved-name: `sources` is a word of edsh's own commands; "
        + "choose another name, such as `my_sources`"
    ),
    (
      "def f(a, a) { 1 }", "1:10 given-twice: `a` is named twice"
    ),
    (
      "def f(a = 1, b) { 1 }",
      "1:14 missing-argument: `b` has no default and stands behind one that has; "
        + "what must be given comes first"
    ),
    (
      "def f(n = 5) { $n }; f abc",
      "1:24 bad-value: `abc` is no number; write digits, such as `200` or `0.5`"
    ),
    (
      "def f(n) { $n }; f", "1:18 missing-argument: `f` needs a n; write `f N`"
    ),
    (
      "def f() { 1 }; f 2", "1:18 too-many-arguments: `f` takes no further value; write `f`"
    ),
    (
      "def f() { 1 }; sources list | f",
      "1:31 takes-no-input: `f` takes nothing from a pipe; give it as an argument: `f $value`"
    ),
    (
      "def stale() { 1 }; stael",
      "1:20 unknown-command: unknown command `stael`; did you mean `stale`?"
    ),
    (
      "def f() { f }",
      "1:11 unknown-command: unknown command `f`; `help` lists the commands; "
        + "quotes make it a text: `\"f\"`"
    ),
    (
      "watch sources list | reload",
      "1:22 watch-changes: `watch` repeats what only reads, and `sources reload` changes "
        + "something; run it once, then watch what it does"
    ),
    (
      "def f() { sources reload #1 }; watch 5s f",
      "1:75 watch-changes: `watch` repeats what only reads, and `f` changes something; "
        + "run it once, then watch what it does"
    ),
    (
      "let x = watch sources list",
      "1:9 misplaced-prefix: `watch` stands at the beginning of a line of its own; "
        + "a value is read once; repeat it with `for`, or watch the line"
    ),
    (
      "plan watch sources list",
      "1:6 misplaced-prefix: `watch` does not go with the word before it; "
        + "keep one of `plan` and `watch`"
    ),
    (
      "sources list | each { print $it.nmae }",
      "1:29 unknown-field: unknown field `nmae`; did you mean `name`?"
    ),
    ("print $it", "1:7 unknown-variable: `$it` exists in the block of `each` only"),
    (
      "schemas list | each { $it | resync }",
      "1:29 needs-yes: `schemas resync` in a loop needs `--yes`; drops the table"
    ),
    (
      "def f(x) { schemas resync $x }; for s in [1] { f $s }",
      "1:48 needs-yes: `f` in a loop destroys something; "
        + "drops the table; write `--yes` behind the verb inside it"
    ),
    ("sources list | each", "1:16 bad-block: `each` needs a block; write `each { … }`"),
  ])
  func refuses(script: String, expected: String) async { await check(script, expect: [expected]) }
}
