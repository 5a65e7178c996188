import CommandModel
import Testing

@testable import CommandLanguage

/// Blocks that `each`, `def`, `try` and `watch` run, and what becomes of their results.
@Suite struct BlockTests {
  private func check(
    _ script: String, host: ScriptedHost = ScriptedHost(), expect expected: [String]
  ) async throws {
    #expect(try await happenings(script, host: host) == expected)
  }

  @Test(arguments: [
    ("[1, 2] | each { ($it * 2) }", ["list [2, 4]"]),
    ("sources list | each { $it.name } | first 2", ["list [A, B]"]),
    ("[1, 2] | each { print $it }", ["out: 1", "out: 2", "list []"]),
    ("[3, 4] | each { let a = $it; [$a, 0] }", ["list [3, 0, 4, 0]"]),
    ("[[1, 2], [3]] | each { $it | each { ($it + 10) } }", ["list [11, 12, 13]"]),
    ("let n = 5; [1] | each { ($it + $n) }", ["list [6]"]),
    ("5 | each { $it } | count", ["one 1"]),
    ("null | each { $it }", ["list []"]),
    ("[1, 2, 3] | each { if $it > 1 { $it } }", ["list [2, 3]"]),
    ("[1, 2] | each { for x in [a, b] { $x } }", ["list [a, b, a, b]"]),
    ("let d = [1, 2] | each { ($it + 1) }; print $($d | sum n)", ["out: 0"]),
  ])
  func runsABlockForEachRecord(script: String, expected: [String]) async throws {
    try await check(script, expect: expected)
  }

  @Test func asksOnceForARunOfRounds() async throws {
    try await check(
      "sources list | first 2 | each { $it | reload } | select id result",
      expect: [
        "confirm 2 { $it | reload }", "call sources reload #1 agreed -> one",
        "call sources reload #2 agreed -> one", "list [{id: #1, result: ok}, {id: #2, result: ok}]",
      ])
  }

  @Test func aFailedRoundIsItsResultRecord() async throws {
    try await check(
      "sources list | each --yes { $it | reload | wait } | select id action result error",
      host: ScriptedHost(results: ["#2": .failed]),
      expect: [
        "call sources reload #1 agreed -> one", "call sources reload #2 agreed -> one",
        "round 2 failed failed", "call sources reload #3 agreed -> one",
        "list [{id: #1, action: reload, result: ok, error: null}, "
          + "{id: #2, action: reload, result: failed, error: refused}, "
          + "{id: #3, action: reload, result: ok, error: null}]",
      ])
  }

  @Test func anErrorInARoundNamesItsPlace() async throws {
    try await check(
      "[1, x] | each { ($it + 1) }",
      expect: [
        "round 2 failed failed",
        "list [2, {id: x, name: null, action: each, result: failed, "
          + "error: `+` does not go with a text and a number (at 1:18)}]",
      ])
  }

  @Test func stopsAfterSoManyFailures() async throws {
    try await check(
      "sources list | each --yes --halt 1 { $it | reload } | select id result",
      host: ScriptedHost(results: ["#1": .failed]),
      expect: [
        "call sources reload #1 agreed -> one", "round 1 failed failed", "left 2",
        "! failed 1:16 halt-limit: too many",
      ])
  }

  @Test func aListingThatBreaksChangesNothing() async throws {
    try await check(
      "sources list | each --yes { $it | reload }", host: ScriptedHost(brokenPage: 2),
      expect: ["! network 1:1 outage: the page is lost"])
  }

  @Test func asksForNoMoreThanIsPulled() async throws {
    let host = ScriptedHost()
    _ = try await happenings("sources list | each { $it.name } | first 1", host: host)
    #expect(host.log == ["page 1", "list [A]"])
  }

  @Test func changesAllWhoeverLooksAtTheFirst() async throws {
    try await check(
      "sources list | each --yes { $it | reload } | first | select id",
      expect: [
        "call sources reload #1 agreed -> one", "one {id: #1}",
        "call sources reload #2 agreed -> one", "call sources reload #3 agreed -> one",
      ])
  }

  @Test func keepsTheOrderWhereAsked() async throws {
    try await check(
      "[1, 2, 3, 4, 5, 6, 7, 8] | each --parallel 8 --keep-order { $it }",
      expect: ["list [1, 2, 3, 4, 5, 6, 7, 8]"])
  }

  @Test func everyRoundRunsOnce() async throws {
    let items = (1...200).map(String.init).joined(separator: ", ")
    try await check(
      "[\(items)] | each --parallel 7 { $it } | unique | count", expect: ["one 200"])
  }

  @Test func exitInARoundLeaves() async throws {
    try await check("[1, 2, 3] | each { if $it == 2 { exit 7 } }; print never", expect: ["exit 7"])
  }

  // MARK: - Definitions

  @Test(arguments: [
    ("def two() { 2 }; two", ["one 2"]),
    (
      "def f(a, b = 10) { [$a, $b] }; f 1; f 1 2; f --b 3 --a 4",
      [
        "list [1, 10]", "list [1, 2]", "list [4, 3]",
      ]
    ),
    ("def f(window = 24h) { ($now - $window) }; f 1d", ["one 1970-01-10T00:00:00Z"]),
    (
      "def failed() { sources list | where status == Failed }; failed | select name",
      [
        "list [{name: A}, {name: C}]"
      ]
    ),
    ("def f(name) { print \"hello $name\" }; f ada", ["out: hello ada"]),
    ("let n = 1; def f() { ($n + 1) }; let n = 5; f", ["one 6"]),
    ("def f(on = false) { $on }; f; f --on; f --on false", ["one false", "one true", "one false"]),
    ("def inner() { 1 }; def outer() { inner; 2 }; outer | count", ["one 2"]),
    ("def f(x) { $x | reload }; f #1", ["call sources reload #1 -> one"]),
    (
      "def f(n) { for x in [1, 2] { ($x * $n) } }; [1, 10] | each { f $it }",
      [
        "list [1, 2, 10, 20]"
      ]
    ),
    ("def snake_case() { 1 }; snake-case", ["one 1"]),
  ])
  func callsWhatTheScriptNames(script: String, expected: [String]) async throws {
    let script = script.replacing("$x | reload", with: "sources reload $x")
    let actual = try await happenings(script)
    #expect(actual.filter { !$0.hasPrefix("one {") } == expected)
  }

  @Test func readsNoFurtherThanNeeded() async throws {
    let host = ScriptedHost()
    _ = try await happenings("def all() { sources list }; all | first | select name", host: host)
    #expect(host.log == ["page 1", "one {name: A}"])
  }

  // MARK: - try

  @Test(arguments: [
    ("try { fail \"no\" } catch e { print $e.message $e.code $e.line }", ["out: no fail 1"]),
    (
      "try { print a; fail x; print b } catch { print c }; print d",
      [
        "out: a", "out: c", "out: d",
      ]
    ),
    ("try { fail \"lost\" }; print on", ["note: 1:7 fail: lost", "out: on"]),
    ("try { fail x } catch e { fail \"again: $e.message\" }", ["! failed 1:26 fail: again: x"]),
    ("try { exit 4 } catch { print never }", ["exit 4"]),
    (
      "let a = 1; try { let b = $missing.x } catch e { print $e.code }",
      [
        "? 1:26 unknown-variable: unknown variable `$missing`; `let missing = …` makes it"
      ]
    ),
  ])
  func goesOnBehindErrors(script: String, expected: [String]) async throws {
    try await check(script, expect: expected)
  }

  @Test func catchesTheResultThatWasNotOk() async throws {
    try await check(
      "try { sources reload #1 } catch e { print $e.result.id $e.result.result }",
      host: ScriptedHost(results: ["#1": .timeout]),
      expect: [
        "call sources reload #1 -> one",
        "one {id: #1, name: null, action: reload, "
          + "result: timeout, error: null}", "out: #1 timeout",
      ])
  }

  // MARK: - watch and plan

  @Test func watchRepeatsALine() async throws {
    let host = ScriptedHost()
    await #expect(throws: CancellationError.self) {
      try await happenings("watch 10s sources list | count", host: host)
    }
    #expect(host.log.filter { !$0.hasPrefix("page") } == ["watch 10s", "one 3", "one 3"])
  }

  @Test(arguments: [
    ("plan sources list | where status == Failed | count", ["one 2"]),
    ("plan assert 1 == 2", ["note: 1:13 planned: would check `1 == 2`"]),
    ("plan fail \"no way\"", ["note: 1:6 planned: would fail: no way"]),
    (
      "let p = plan [1] | assert 1 == 2; $p",
      [
        "note: 1:27 planned: would check `1 == 2`", "list [1]",
      ]
    ),
  ])
  func planReadsAndSaysTheRest(script: String, expected: [String]) async throws {
    try await check(script, expect: expected)
  }

  @Test func dryRunPlansEveryPipeline() async throws {
    let host = ScriptedHost(results: ["#1": .failed])
    let evaluator = Evaluator(host: host, vocabulary: SmallWorld.vocabulary, isPlanning: true)
    let text = "sources reload #1; for x in [1, 2] { fail $x }; print end"
    let checked = await evaluator.check(SourceText(SmallWorld.lengthened(text)))
    #expect(try await evaluator.run(checked) == .finished)
    #expect(
      host.log.filter { !$0.hasPrefix("one") } == [
        "call sources reload #1 -> one", "note: 1:72 planned: would fail: 1",
        "note: 1:72 planned: would fail: 2", "out: end",
      ])
  }
}
