import CommandModel
import Testing

@testable import CommandLanguage

/// How records flow through stages and into verbs.
@Suite struct FlowingTests {
  private func check(
    _ script: String, host: ScriptedHost = ScriptedHost(), expect expected: [String]
  ) async throws {
    #expect(try await happenings(script, host: host) == expected)
  }

  @Test(arguments: [
    ("sources list | where status == Failed | select name", "list [{name: A}, {name: C}]"),
    ("sources | where rows > 15 | select name", "list [{name: B}]"),
    ("sources list | where not rows > 15 | select name", "list [{name: A}, {name: C}]"),
    ("sources list | where rows == null | select name", "list [{name: C}]"),
    ("sources list | where status in [Failed, Running] | count", "one 2"),
    ("sources list | where name =~ '^[AB]' and rows > 0 | count", "one 2"),
    ("sources list | where created_at < 1970-01-03 | count", "one 1"),
    ("sources list | where created_at < $now - 8d | count", "one 1"),
    ("sources list | where created_at == \"1970-01-02T00:00:00Z\" | count", "one 1"),
    ("sources list | where name == .status | count", "one 0"),
    ("sources list | where .new == null | count", "one 3"),
    ("let x = 'Failed'; sources list | where status == $x | count", "one 2"),
    ("sources list | sort rows desc | select name", "list [{name: B}, {name: A}, {name: C}]"),
    (
      "sources list | sort status name desc | select name",
      "list [{name: B}, {name: C}, {name: A}]"
    ),
    (
      "sources list | count status | sort count desc | first",
      "one {status: Failed, count: 2}"
    ),
    ("sources list | unique status | select name", "list [{name: A}, {name: B}]"),
    (
      "sources list | extend half = rows / 2 | where half == 15 | select name half",
      "list [{name: B, half: 15}]"
    ),
    ("sources list | extend pair = [name, 'x'] | first | select pair", "one {pair: [A, x]}"),
    (
      "sources list | flatten schemas | select name schemas.name",
      "list [{name: A, schemas.name: orders}, {name: A, schemas.name: items}, "
        + "{name: B, schemas.name: users}]"
    ),
    ("sources list | last | select name", "one {name: C}"),
    ("sources list | last 2 | select name", "list [{name: B}, {name: C}]"),
    ("sources list | where rows > 99 | first", "one null"),
    ("schemas list | where source.prefix == null | count", "one 3"),
    ("schemas list | select source.id | unique | where source.id == \"#2\" | count", "one 1"),
    ("sources list | assert id != null | count", "one 3"),
    ("[{a: 1}, {a: 2}] | where a == 1 or b == 1", "list [{a: 1}]"),
    ("[{when: \"2026-05-01\"}] | where when > $now | count", "one 1"),
    ("let n = 2; sources list | first $n | count", "one 2"),
    ("let f = 'name'; sources list | select $f | first", "one {name: A}"),
  ])
  func passesThroughStages(script: String, expected: String) async throws {
    try await check(script, expect: [expected])
  }

  @Test func readsTypedWordsByTheirFields() async throws {
    let numbers: [Value] = [.record(Record([("name", "12"), ("rows", 12)], kind: "source"))]
    let host = ScriptedHost(files: ["f": .list(numbers)])
    try await check(
      "open f | where name == 12 and rows == 12 | count", host: host, expect: ["one 1"])
  }

  @Test(arguments: [
    (
      "sources list | where status == failed",
      [
        "? 1:32 bad-case: `failed` is spelled `Failed`; write `Failed`; case counts"
      ]
    ),
    (
      "schemas list | where status == 'billing Limits'",
      [
        "? 1:32 bad-case: `billing Limits` is spelled `Billing limits`; "
          + "write `\"Billing limits\"`; case counts"
      ]
    ),
    (
      "sources list | where stauts == Failed",
      [
        "? 1:22 unknown-field: unknown field `stauts`; did you mean `status`? "
          + "`.stauts` takes it as it is"
      ]
    ),
    (
      "sources list | select name | where status == Failed",
      [
        "? 1:36 unknown-field: unknown field `status`; `.status` takes it as it is"
      ]
    ),
    (
      "sources list | reload | where reslt == ok",
      [
        "? 1:31 unknown-field: unknown field `reslt`; did you mean `result`? "
          + "`.reslt` takes it as it is"
      ]
    ),
    (
      "sources list | sort nmae desc",
      [
        "? 1:21 unknown-field: unknown field `nmae`; did you mean `name`? "
          + "`.nmae` takes it as it is"
      ]
    ),
    (
      "let a = sources list; $a | where stauts == x",
      [
        "? 1:34 unknown-field: unknown field `stauts`; did you mean `status`? "
          + "`.stauts` takes it as it is"
      ]
    ),
    (
      "sources list | where created_at < soon",
      [
        "? 1:35 bad-value: `soon` is no time; write a date or a time, such as `2026-05-01` or "
          + "`2026-05-01T10:00:00Z`"
      ]
    ),
    (
      "sources list | where created_at < 1h",
      ["? 1:35 bad-value: `1h` is no time; write `$now - 1h` for the time so long ago"]
    ),
    (
      "sources list | where rows == many",
      [
        "? 1:30 bad-operands: `rows` is a number, not the text `many`; write a number"
      ]
    ),
    (
      "sources list | where name =~ '('",
      [
        "? 1:22 bad-pattern: `(` is no regular expression; "
          + "a backslash takes the meaning from a special character"
      ]
    ),
    (
      "sources list | where status == Unheard",
      [
        "list []"
      ]
    ),
  ])
  func letsNoTypoWidenAFilter(script: String, expected: [String]) async throws {
    let log = try await happenings(script).filter { !$0.hasPrefix("note: ") }
    #expect(log == expected)
  }

  @Test func tellsWhichValuesOccur() async throws {
    try await check(
      "sources list | where status == Unheard",
      expect: [
        "note: 1:32 no-match: no `status` is `Unheard`; "
          + "the values that occur are `Completed`, `Failed`",
        "list []",
      ])
    try await check(
      "sources list | where status == Unheard or rows == 30 | count", expect: ["one 1"])
  }

  @Test(arguments: [
    (
      "where stauts == Failed",
      "! usage 1:16 unknown-field: unknown field `stauts`; "
        + "did you mean `status`? `.stauts` takes it as it is"
    ),
    (
      "where status == failed",
      "! usage 1:26 bad-case: `failed` is spelled `Failed`; "
        + "write `Failed`; case counts"
    ),
    (
      "sort stauts",
      "! usage 1:10 unknown-field: unknown field `stauts`; "
        + "did you mean `status`? `.stauts` takes it as it is"
    ),
  ])
  func checksFieldsOfVariablesBeforeAVerb(stage: String, expected: String) async throws {
    let host = ScriptedHost(files: ["f": .list(SmallWorld.sources)])
    try await check("open f | \(stage) | sources reload", host: host, expect: [expected])
  }

  @Test(arguments: [
    ("result == failed", ["one 1"]),
    ("result == ok", ["one 0"]),
    (
      "reslt == failed",
      [
        "! usage 1:16 unknown-field: unknown field `reslt`; did you mean `result`? "
          + "`.reslt` takes it as it is"
      ]
    ),
  ])
  func knowsASavedReportByItsShape(condition: String, expected: [String]) async throws {
    let saved = ResultRecord(
      run: "r", sequence: 1, target: .init(kind: "source", id: "x"), action: "reload",
      result: .failed)
    var record = saved.record
    record.kind = nil
    let host = ScriptedHost(files: ["f": [.record(record)]])
    try await check("open f | where \(condition) | count", host: host, expect: expected)
  }

  @Test func firstAsksForNoFurtherPage() async throws {
    let host = ScriptedHost()
    _ = try await happenings("sources list | where rows > 0 | first", host: host)
    #expect(host.log.filter { $0.hasPrefix("page") } == ["page 1"])
  }

  @Test func assertStopsAtTheFirst() async throws {
    try await check(
      #"sources list | assert status == Failed "not failed" | save f"#,
      expect: ["! failed 1:23 assert: not failed"])
  }
}
