import CommandModel
import Testing

@testable import CommandLanguage

/// What names mean among the things of a project.
@Suite struct DirectoryTests {
  private static let kinds = [
    Kind(
      "source", noun: "sources", titleFields: ["type", "prefix"],
      naming: .init(listing: "sources list"), fields: []),
    Kind(
      "schema", noun: "schemas",
      naming: .init(listing: "sources list", in: .init("source", items: "schemas")), fields: []),
    Kind("job", noun: "jobs", fields: []),
  ]

  /// Ids begin with the number of the source or table, eight digits.
  private static let project: [Value] = [
    source("a0000001", "Stripe", nil, ["charges", "costs/q1"]),
    source("a0000002", "Stripe", "eu", ["charges", "my table", "a@b"]),
    source("a0000003", "Postgres", "eu", ["public.orders", "charges"]),
    source("bbbbbbb1", "Postgres", "facade", ["charges@Stripe/eu"]),
    source("facade01", "MySQL", "Stripe2", []),
    source("c0000001", "Google Ads", "", ["Umsätze 2026", "campaigns"]),
    source("d0000001", "Sheets", nil, []),
    source("d0000002", "Sheets", nil, []),
  ]

  private static func id(_ head: String) -> String { "\(head)-0000-7000-8000-000000000000" }

  private static func source(
    _ head: String, _ type: String, _ prefix: String?, _ tables: [String]
  ) -> Value {
    let schemas = tables.enumerated().map { index, name -> Value in
      .record([
        "id": .text("\(head.dropLast(2))\(index)\(head.last ?? "0")-1111-7000-8000-000000000000"),
        "name": .text(name),
      ])
    }
    return .record([
      "id": .text(id(head)), "type": .text(type), "prefix": prefix.map(Value.text) ?? .null,
      "schemas": .list(schemas),
    ])
  }

  private var directory: Directory {
    var directory = Directory(listing: "sources list", kinds: Self.kinds)
    for value in Self.project { directory.add([value]) }
    directory.seal()
    return directory
  }

  @Test(arguments: [
    ("facade01", "facade01 MySQL/Stripe2"),
    ("MySQL", "facade01 MySQL/Stripe2"),
    ("Stripe2", "facade01 MySQL/Stripe2"),
    ("MySQL/Stripe2", "facade01 MySQL/Stripe2"),
    ("Stripe/", "a0000001 Stripe"),
    ("Stripe/eu", "a0000002 Stripe/eu"),
    ("Google Ads", "c0000001 Google Ads"),
    ("Google Ads/", "c0000001 Google Ads"),
    ("a0000002-0000", "a0000002 Stripe/eu"),
    ("A0000002", "a0000002 Stripe/eu"),
  ])
  func findsASource(_ text: String, _ expected: String) throws {
    let found = try directory.target(of: Reference(text), kind: "source")
    #expect("\(found.id.prefix(8)) \(found.name ?? "-")" == expected)
  }

  @Test(arguments: [
    ("charges@Stripe/eu", nil),
    ("charges@Stripe/", "charges@Stripe"),
    ("charges@a0000001", "charges@Stripe"),
    ("charges@a0000001-0000-7000-8000-000000000000", "charges@Stripe"),
    ("charges@Postgres/eu", "charges@Postgres/eu"),
    ("public.orders@eu", "public.orders@Postgres/eu"),
    ("public.orders", "public.orders@Postgres/eu"),
    ("costs/q1", "costs/q1@Stripe"),
    ("my table", "my table@Stripe/eu"),
    ("my table@Stripe/eu", "my table@Stripe/eu"),
    ("a@b", "a@b@Stripe/eu"),
    ("a@b@eu", "a@b@Stripe/eu"),
    ("Umsätze 2026@Google Ads", "Umsätze 2026@Google Ads"),
    ("charges@Stripe/eu@facade", "charges@Stripe/eu@Postgres/facade"),
    ("charges@Stripe/eu@bbbbbbb1", "charges@Stripe/eu@Postgres/facade"),
    ("charges@eu", nil),
    ("charges", nil),
    ("charges@nowhere", nil),
  ])
  func findsATable(_ text: String, _ expected: String?) {
    let found = try? directory.target(of: Reference(text), kind: "schema")
    #expect(found?.name == expected)
  }

  @Test(arguments: [
    (
      "eu",
      "ambiguous-reference: `eu` may mean 2 sources: Stripe/eu a0000002…, Postgres/eu a0000003…; "
        + "write more of it, such as `Stripe/eu`, or the id"
    ),
    (
      "Stripe",
      "ambiguous-reference: `Stripe` may mean 2 sources: Stripe a0000001…, Stripe/eu a0000002…; "
        + "write more of it, such as `Stripe/`, or the id"
    ),
    (
      // A prefix of one, and how the id of another begins.
      "facade",
      "ambiguous-reference: `facade` may mean 2 sources: Postgres/facade bbbbbbb1…, "
        + "MySQL/Stripe2 facade01…; write more of it, such as `Postgres/facade`, or the id"
    ),
    (
      "a00000",
      "ambiguous-reference: `a00000` may mean 3 sources: Stripe a0000001…, Stripe/eu a0000002…, "
        + "Postgres/eu a0000003…; write more of it, such as `Stripe/`, or the id"
    ),
    (
      // Both are called the same, so only their ids tell them apart.
      "Sheets",
      "ambiguous-reference: `Sheets` may mean 2 sources: Sheets d0000001…, Sheets d0000002…; "
        + "write the id of the one that is meant"
    ),
    (
      "stripe/eu",
      "unknown-reference: no source is called `stripe/eu`; "
        + "did you mean `Stripe/eu` (case counts)? `sources list` shows what there is"
    ),
    (
      "google ads",
      "unknown-reference: no source is called `google ads`; "
        + "did you mean `\"Google Ads\"` (case counts)? `sources list` shows what there is"
    ),
    (
      "Postgre/eu",
      "unknown-reference: no source is called `Postgre/eu`; "
        + "did you mean `Postgres/eu`? `sources list` shows what there is"
    ),
    (
      "c0000",
      "unknown-reference: no source is called `c0000`; the beginning of an id needs at least 6 "
        + "characters; `sources list` shows what there is"
    ),
    (
      "something else",
      "unknown-reference: no source is called `something else`; "
        + "`sources list` shows what there is"
    ),
  ])
  func complainsOfASource(_ text: String, _ expected: String) {
    let problem = #expect(throws: Problem.self) {
      try directory.target(of: Reference(text), kind: "source")
    }
    #expect(problem?.category == .usage)
    #expect(problem?.diagnostics.map(\.shown) == [expected])
  }

  @Test(arguments: [
    ("chrages@Postgres/eu", "did you mean `charges@Postgres/eu`?"),
    ("public.orders@ue", "did you mean `public.orders@eu`?"),
    ("public.order", "did you mean `public.orders`?"),
  ])
  func offersTheNearestTable(_ text: String, _ expected: String) {
    let problem = #expect(throws: Problem.self) {
      try directory.target(of: Reference(text), kind: "schema")
    }
    #expect(problem?.diagnostics.first?.hint == expected + " `schemas list` shows what there is")
  }

  @Test func listsAFewOfManyCandidates() {
    var directory = Directory(listing: "sources list", kinds: Self.kinds)
    directory.add((0..<10_000).map { Self.source("\(10_000_000 + $0)", "Stripe", "p\($0)", []) })
    directory.seal()
    let problem = #expect(throws: Problem.self) {
      try directory.target(of: Reference("Stripe"), kind: "source")
    }
    let message = problem?.diagnostics.first?.message ?? ""
    #expect(message.hasPrefix("`Stripe` may mean 10000 sources: Stripe/p0 10000000…, "))
    #expect(message.hasSuffix(", Stripe/p4 10000004… and 9995 more"))
    #expect((try? directory.target(of: Reference("p9999"), kind: "source"))?.name == "Stripe/p9999")
  }

  @Test func aThingThatIsListedTwiceIsOne() throws {
    var twice = directory
    twice.add([Self.project[1]])
    twice.seal()
    #expect(try twice.target(of: Reference("Stripe/eu"), kind: "source").name == "Stripe/eu")
  }

  @Test func whatHasNoIDOrNoNameTellsNothing() {
    var directory = Directory(listing: "sources list", kinds: Self.kinds)
    let long = Value.text(String(repeating: "x", count: 5000))
    directory.add([
      "text", .record(["type": "Stripe"]), .record(["id": "7", "type": "Stripe"]),
      .record(["id": .text(Self.id("a0000001")), "type": long, "prefix": 5]),
    ])
    directory.seal()
    #expect(directory.count == 1)
    #expect(directory.resolve(Reference("/"), of: "source") == .none)
  }

  @Test func isKeptAndReadBack() throws {
    let kept = directory
    let read = try #require(Directory(kept.value, kinds: Self.kinds))
    for text in ["Stripe/", "facade01", "MySQL", "eu", "nobody"] {
      let reference = Reference(text)
      #expect(read.resolve(reference, of: "source") == kept.resolve(reference, of: "source"))
    }
    let table = Reference("a@b@eu")
    #expect(read.resolve(table, of: "schema") == kept.resolve(table, of: "schema"))
  }

  private static func kept(_ kind: Value, _ things: Value) -> Value {
    .record([
      "listing": "sources list",
      "shelves": [.record(["kind": kind, "things": things])],
    ])
  }

  @Test(
    arguments: [
      .null, [], .record(["listing": "sources list"]), kept("job", []),
      kept("source", [["x", "a", "b"]]), kept("source", [[.text(id("a0000001")), "a\0b"]]),
      kept("schema", [[7, .text(id("a0000001")), "a"]]),
      kept("schema", [[-1, .text(id("a0000001")), "a"]]),
    ] as [Value])
  func whatWasNotWrittenSoIsNotRead(_ value: Value) {
    #expect(Directory(value, kinds: Self.kinds) == nil)
  }

  @Test(arguments: [
    (
      "", "source",
      [
        "Stripe/", "Stripe/eu", "Postgres/eu", "Postgres/facade", "MySQL/Stripe2", "Google Ads",
        id("d0000001"), id("d0000002"),
      ]
    ),
    ("fac", "source", [id("facade01")]),
    ("str", "source", ["Stripe/", "Stripe/eu", "Stripe2"]),
    ("Umsätze", "schema", ["Umsätze 2026@Google Ads"]),
  ])
  func offersWhatMeansOneThing(_ typed: String, _ kind: KindName, _ expected: [String]) {
    let offers = directory.offers(of: kind, typed: typed) {
      $0.lowercased().hasPrefix(typed.lowercased())
    }
    #expect(offers.map { $0.text.replacing("\"", with: "") } == expected)
  }

  @Test func offersNothingThatSteersATerminal() {
    var directory = Directory(listing: "sources list", kinds: Self.kinds)
    directory.add([Self.source("a0000001", "Stripe", "\u{1B}[2J", [])])
    directory.seal()
    let offers = directory.offers(of: "source", typed: "") { _ in true }
    #expect(offers.map(\.text) == [Self.id("a0000001")])
    #expect(offers.map(\.summary) == [""])
  }
}
