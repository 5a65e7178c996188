import CommandModel
import Testing

@testable import CommandLanguage

/// What a verb is about, and what becomes of one that fails.
@Suite struct ChangingTests {
  private func check(
    _ script: String, host: ScriptedHost = ScriptedHost(), expect expected: [String]
  ) async throws {
    #expect(try await happenings(script, host: host) == expected)
  }

  private static let ok = "action: reload, result: ok, error: null"

  @Test(arguments: [
    (
      "sources reload #1",
      [
        "call sources reload #1 -> one", "one {id: #1, name: null, \(ok)}",
      ]
    ),
    ("sources reload #1 #2 #1", ["call sources reload #1 #2 -> list"]),
    ("let ids = [\"#1\", \"#2\"]; sources reload $ids", ["call sources reload #1 #2 -> list"]),
    ("sources list | first | reload", ["call sources reload #1 -> one"]),
    ("sources list | reload", ["call sources reload #1 #2 #3 -> list"]),
    (
      "sources list | where status == Failed | sources reload",
      [
        "call sources reload #1 #3 -> list"
      ]
    ),
    ("schemas list | sources reload", ["call sources reload #1 #2 -> list"]),
    ("schemas list | where status == Failed | reload", ["call schemas reload #11 #13 -> list"]),
    ("[\"#1\"] | sources reload", ["call sources reload #1 -> list"]),
    ("\"#1\" | sources reload", ["call sources reload #1 -> one"]),
    ("null | sources reload", ["call sources reload -> one"]),
    ("[] | reload", ["list []"]),
    ("let x = sources list; $x | reload", ["call sources reload #1 #2 #3 -> list"]),
    (
      "let x = $(sources list | reload); $x | reload",
      [
        "call sources reload #1 #2 #3 -> list", "call sources reload #1 #2 #3 -> list",
      ]
    ),
    ("[{kind: schema, id: \"#11\"}] | reload", ["call schemas reload #11 -> list"]),
    ("sources list | first | get", ["call sources get #1 -> one"]),
    ("schemas reload orders", ["look up orders", "call schemas reload #11 -> one"]),
    (
      "schemas reload orders #12 'users'",
      ["look up orders", "look up users", "call schemas reload #11 #12 #13 -> list"]
    ),
    (
      "sources update #1 main=orders only=[users, \"#12\"]",
      [
        "look up orders", "look up users",
        "call sources update #1 {main: #11, only: [#13, #12]} -> one",
      ]
    ),
    (
      "let names = [orders, users]; schemas reload $names",
      ["look up orders", "look up users", "call schemas reload #11 #13 -> list"]
    ),
    (
      "[orders, \"#12\", orders] | schemas reload",
      ["look up orders", "look up orders", "call schemas reload #11 #12 -> list"]
    ),
    (
      "for name in [orders, users] { schemas reload $name }",
      [
        "confirm 2 { schemas reload $name }", "look up orders",
        "call schemas reload #11 agreed -> one", "look up users",
        "call schemas reload #13 agreed -> one",
      ]
    ),
    (
      "let r = $(sources list | reload); $r | where result == ok | reload",
      [
        "call sources reload #1 #2 #3 -> list", "call sources reload #1 #2 #3 -> list",
      ]
    ),
    (
      "[{source_type: S}, {source_type: T, prefix: p}] | sources create payload.a=1",
      [
        "call sources create {payload: {a: 1}} body {source_type: S, payload: {a: 1}} "
          + "body {source_type: T, prefix: p, payload: {a: 1}} -> list", "list []",
      ]
    ),
    ("[] | sources create", ["call sources create -> list", "list []"]),
    ("sources list | jobs", ["call sources jobs #1 #2 #3 -> list"]),
    ("sources jobs #1", ["call sources jobs #1 -> list"]),
    (
      "sources reload #1 --parallel 2 --yes",
      [
        "call sources reload #1 {parallel: 2, yes: true} -> one"
      ]
    ),
    (
      "[{source_type: Stripe}] | sources create",
      [
        "call sources create body {source_type: Stripe} -> list", "list []",
      ]
    ),
    (
      "sources create source_type=Stripe",
      [
        "call sources create {source_type: Stripe} -> one"
      ]
    ),
  ])
  func findsItsTargets(script: String, expected: [String]) async throws {
    let log = try await happenings(script)
    let shown = log.filter { line in
      expected.contains(line) || !(line.hasPrefix("list [{") || line.hasPrefix("one "))
    }
    #expect(shown == expected)
  }

  @Test(arguments: [
    (
      "sources list | schemas reload",
      "? 1:16 no-link: a source does not lead to a schema; "
        + "begin with `schemas list`"
    ),
    (
      "[5] | sources reload",
      "! usage 1:7 no-target: a number says not which source is meant; "
        + "pipe records or ids into it"
    ),
    (
      "[x] | sources reload",
      "! usage 1:7 no-target: `x` is no id of a source; "
        + "an id is a UUID, as the field `id` of a listing shows it"
    ),
    (
      "sources list | select name | sources reload",
      "! usage 1:30 no-target: the record has no id of a source; "
        + "keep `id` among the fields that are selected"
    ),
    (
      "[{id: \"#1\"}] | reload",
      "! usage 1:17 needs-noun: what comes through the pipe has no "
        + "kind; write the noun too, such as `schemas reload`"
    ),
    (
      "[{kind: schema, id: \"#1\"}, {kind: source, id: \"#1\"}] | reload",
      "! usage 1:57 needs-noun: things of different kinds come through the pipe; "
        + "write the noun too, such as `sources reload`"
    ),
    (
      "sources reload 7f3a",
      "? 1:16 bad-value: `7f3a` is no id; "
        + "an id is a UUID, as the field `id` of a listing shows it"
    ),
    (
      "schemas reload 0000000g-0000-0000-0000-000000000011",
      "? 1:16 bad-value: `0000000g-0000-0000-0000-000000000011` is no id; "
        + "an id is a UUID, as the field `id` of a listing shows it"
    ),
    (
      "[{id: orders}] | schemas reload",
      "! usage 1:18 no-target: `orders` is no id of a schema; "
        + "an id is a UUID, as the field `id` of a listing shows it"
    ),
    (
      "5 | sources create",
      "! usage 1:5 no-target: the record: a number is no body; write a record: `{name: value}`"
    ),
    (
      "[{source_type: S}, {prefix: p}] | sources create",
      "! usage 1:36 missing-argument: record 2: `source_type` is missing; "
        + "sources create needs it: the type"
    ),
  ])
  func refusesTargets(script: String, expected: String) async throws {
    // Ids are as long in the text that is checked as they are in life.
    let log = try await happenings(script)
    #expect(log.count == 1)
    #expect(log.first?.withoutColumn == expected.withoutColumn)
  }

  @Test func tellsOfAllNamesThatMeanNothing() async throws {
    let log = try await happenings("schemas reload ordres users usres")
    #expect(
      log == [
        "look up ordres", "look up users", "look up usres",
        "! usage 1:16 unknown-reference: no schema is called `ordres`; "
          + "did you mean `orders`? `schemas list` shows what there is",
        "! usage 1:29 unknown-reference: no schema is called `usres`; "
          + "did you mean `users`? `schemas list` shows what there is",
      ])
  }

  @Test(arguments: [
    ("open f | sources create", true), ("open f | where source_type == S | sources create", true),
    ("open f | select source_type payload | sources create", true),
    ("open f | extend prefix = 'x' | select source_type payload | sources create", true),
    (
      "open f | extend payload = {b: '$env.B'} | select source_type payload | sources create", false
    ),
    ("let f = open f; $f | sources create", false),
    (
      "sources list | first | extend source_type = 'S' | extend payload = {b: '$env.B'}"
        + " | select source_type payload | sources create", false
    ),
  ])
  func readsSecretsWhereAFileSaysSo(_ script: String, _ isRead: Bool) async throws {
    let body = Value.record(["source_type": "S", "payload": .record(["b": "$env.B"])])
    let log = try await happenings(script, host: ScriptedHost(files: ["f": .list([body])]))
    let call = log.first { $0.hasPrefix("call sources create") }
    #expect(call?.contains("secretRef: $env.B") ?? false == isRead)
    // As a password the text would help nobody.
    #expect(isRead || log.contains { $0.contains("is read only in records of a file") })
  }

  @Test func tellsEveryMistakeOfEveryBody() async throws {
    let place = "! usage 1:69"
    try await check(
      "[{other: S, payload: 1}, {source_type: S}, 5, {source_type: [a]}] | sources create",
      expect: [
        "\(place) missing-argument: record 1: `source_type` is missing; "
          + "sources create needs it: the type",
        "\(place) no-target: record 3: a number is no body; write a record: `{name: value}`",
        "\(place) bad-value: record 4: `source_type`: a list is no text",
      ])
  }

  @Test func sendsNothingWhenAListingFails() async throws {
    try await check(
      "sources list | sources reload", host: ScriptedHost(brokenPage: 3),
      expect: ["! network 1:1 outage: the page is lost"])
  }

  @Test(
    arguments: [
      (.failed, "! failed 1:1 result: `reload` of `#1` ended as `failed`: refused"),
      (.notStarted, "! failed 1:1 result: `reload` of `#1` ended as `not_started`"),
      (.unknown, "! unknown 1:1 result: `reload` of `#1` ended as `unknown`"),
      (.timeout, "! stopped 1:1 result: `reload` of `#1` ended as `timeout`"),
      (.planned, "! stopped 1:1 result: `reload` of `#1` ended as `planned`"),
    ] as [(ResultRecord.Result, String)])
  func failsWithItsOneResult(result: ResultRecord.Result, expected: String) async throws {
    let log = try await happenings(
      "sources reload #1; print next", host: ScriptedHost(results: ["#1": result]))
    #expect(log.last == expected)
    #expect(log[1].hasPrefix("one {id: #1"))
    #expect(!log.contains("out: next"))
  }

  @Test(arguments: [.ok, .skipped] as [ResultRecord.Result])
  func goesOnAfterAGoodResult(result: ResultRecord.Result) async throws {
    let host = ScriptedHost(results: ["#1": result])
    #expect(try await happenings("sources reload #1; print next", host: host).last == "out: next")
  }

  @Test func doesNotFailBecauseOfAnItem() async throws {
    let host = ScriptedHost(results: ["#1": .failed])
    let log = try await happenings("sources list | reload | count; print next", host: host)
    #expect(log.suffix(2) == ["one 3", "out: next"])
  }

  @Test func keepsWhatAVariableHadWhenItsPipelineFails() async throws {
    let host = ScriptedHost(results: ["#1": .failed])
    let log = try await happenings(
      "let a = 1\nlet a = sources reload #1\n$a", host: host, isInteractive: true)
    #expect(log[1] == "one 1")
  }

  @Test(arguments: [
    (
      "for s in $(sources list | first 2) { print $s.name; $s | sources reload }",
      [
        "confirm 2 { print $s.name; $s | sources reload }", "out: A",
        "call sources reload #1 agreed -> one", "one {id: #1, name: A, \(ok)}", "out: B",
        "call sources reload #2 agreed -> one", "one {id: #2, name: B, \(ok)}",
      ]
    ),
    ("for s in [] { sources reload #1 }", []),
    (
      "for s in [1] { for t in [1] { sources reload #1 } }; sources reload #2",
      [
        "confirm 1 { for t in [1] { sources reload #1 } }", "call sources reload #1 agreed -> one",
        "one {id: #1, name: null, \(ok)}", "call sources reload #2 -> one",
        "one {id: #2, name: null, \(ok)}",
      ]
    ),
    ("for s in [1] { sources get #1 | count }", ["call sources get #1 -> one", "one 1"]),
    (
      "for s in [1] { schemas resync #11 --yes | count }",
      [
        "confirm 1 { schemas resync #11 --yes | count }",
        "call schemas resync #11 {yes: true} agreed -> one", "one 1",
      ]
    ),
  ])
  func asksOnceForAllRounds(script: String, expected: [String]) async throws {
    try await check(script, expect: expected)
  }

  @Test(arguments: [
    ("update #1 prefix=12", "{prefix: 12}"),
    ("update #1 prefix=null", "{prefix: null}"),
    (
      "update #1 enabled=true every=90s since=2026-05-01",
      "{enabled: true, every: 1m30s, since: 2026-05-01T00:00:00Z}"
    ),
    ("update #1 mode=other tables=[a, 12]", "{mode: other, tables: [a, 12]}"),
    ("update #1 tables=a", "{tables: [a]}"),
    (
      "update #1 job_inputs.host=db job_inputs.port=5432 job_inputs.every=5m",
      "{job_inputs: {host: db, port: 5432, every: 5m}}"
    ),
    ("update #1 job_inputs={a: [1, 2]}", "{job_inputs: {a: [1, 2]}}"),
    ("update #1 prefix=@p.txt", "{prefix: text of p.txt}"),
    ("update #1 prefix=$env.HOME", "{prefix: /home/ada}"),
    (
      "create source_type=Stripe payload.schemas=[{name: orders, should_sync: true}]",
      "{source_type: Stripe, payload: {schemas: [{name: orders, should_sync: true}]}}"
    ),
    ("create source_type=Stripe host=x port=1", "{source_type: Stripe, host: x, port: 1}"),
  ])
  func readsArgumentsByTheirParameters(command: String, expected: String) async throws {
    let log = try await happenings("sources \(command) | count")
    #expect(log.first?.contains(expected) == true, "\(log)")
  }

  @Test func asksForSecrets() async throws {
    let log = try await happenings(
      "sources create source_type=Stripe payload.password=? key=? | count")
    #expect(
      log.prefix(3) == [
        "ask payload.password", "ask key",
        "call sources create {source_type: Stripe, payload: {password: hunter2}, key: hunter2}"
          + " -> one",
      ])
  }

  @Test func refusesAnAbsentVariableOfTheEnvironment() async throws {
    try await check(
      "sources create source_type=Stripe payload.password=$env.NONE",
      expect: [
        "! usage 1:52 bad-value: the environment has no `NONE`; "
          + "set it before edsh is started"
      ])
  }

  @Test func hidesSecretsThatAreWrittenOut() async throws {
    let evaluator = Evaluator(host: ScriptedHost(), vocabulary: SmallWorld.vocabulary)
    let text =
      "sources create source_type=Stripe payload.password=abc payload.key=$env.X token=\"t\""
    let checked = await evaluator.check(SourceText(text))
    #expect(
      checked.redactedText
        == "sources create source_type=Stripe payload.password=… payload.key=$env.X token=…")
  }
}

extension String {
  /// Columns shift with the length of ids.
  fileprivate var withoutColumn: String {
    split(separator: " ").map { word in
      word.allSatisfy { $0.isNumber || $0 == ":" } ? "" : String(word)
    }.joined(separator: " ")
  }
}
