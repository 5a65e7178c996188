import CommandModel
import Testing

@testable import CommandLanguage

@Suite struct StageTests {
  /// Runs a stage over records `{a, b}` and shows what comes out.
  private func check(
    _ stage: any Stage, _ rows: [(a: Value, b: Value)], expect expected: String
  ) async throws {
    let input = rows.map { Value.record(["a": $0.a, "b": $0.b]) }
    let output = stage.apply(to: .list(input))
    #expect(try await output.value().shown == expected)
  }

  private static func fields(_ names: String...) -> Record {
    ["field": .list(names.map(Value.text))]
  }

  @Test(arguments: [
    (["a"], "1, 2, 10, x, null"),
    (["a", "desc"], "x, 10, 2, 1, null"),
    (["a", "asc"], "1, 2, 10, x, null"),
    (["b", "desc", "a"], "2, x, null, 1, 10"),
    ([".a"], "1, 2, 10, x, null"),
  ])
  func sorts(keys: [String], expected: String) async throws {
    let rows: [(Value, Value)] = [(10, 0), ("x", 1), (.null, 1), (2, 1), (1, 0)]
    let stage = SortStage(["field": .list(keys.map(Value.text))])
    let input = rows.map { Value.record(["a": $0.0, "b": $0.1]) }
    let sorted = try await stage.apply(to: .list(input)).collect()
    #expect(sorted.map { $0.lookup(FieldPath("a")).shown }.joined(separator: ", ") == expected)
  }

  private static func real(_ value: Double) -> Value {
    Number(value).map(Value.number) ?? .null
  }

  /// Each type has a way of its own to be compared, and null none.
  @Test(
    arguments: [
      ([3, .null, 1, 2], "1, 2, 3, null"),
      ([real(2.5), 10, .null, real(-0.5), 2], "-0.5, 2, 2.5, 10, null"),
      (["b", .null, "é", "a", "B"], "B, a, b, é, null"),
      (
        [.time(Time(secondsSince1970: 86_400)), .null, .time(Time(secondsSince1970: 0))],
        "1970-01-01T00:00:00Z, 1970-01-02T00:00:00Z, null"
      ),
      ([true, .null, false], "false, true, null"),
      ([.duration(.seconds(90)), .duration(.seconds(5))], "5s, 1m30s"),
      ([1, true, "a", real(0.5)], "true, 0.5, 1, a"), ([.null, .null], "null, null"), ([], ""),
    ] as [([Value], String)])
  func sortsValuesOfEveryType(_ values: [Value], ascending: String) async throws {
    func sorted(_ direction: Value) async throws -> [String] {
      let stage = SortStage(["field": ["a", direction]])
      return try await stage.apply(to: .list(values.map { .record(["a": $0]) })).collect()
        .map { $0.lookup(FieldPath("a")).shown }
    }
    let shown = try await sorted("asc")
    #expect(shown.joined(separator: ", ") == ascending)
    let nulls = shown.filter { $0 == "null" }
    #expect(try await sorted("desc") == shown.dropLast(nulls.count).reversed() + nulls)
  }

  @Test func sortsStably() async throws {
    try await check(
      SortStage(Self.fields("a")), [(1, "x"), (0, "y"), (1, "a"), (0, "b")],
      expect: "[{a: 0, b: y}, {a: 0, b: b}, {a: 1, b: x}, {a: 1, b: a}]")
  }

  @Test func selectsInTheOrderGiven() async throws {
    try await check(
      SelectStage(Self.fields("b", "c", "b")), [(1, 2)], expect: "[{b: 2, c: null}]")
  }

  @Test func selectMakesAFieldOfAPathAndFindsItAgain() async throws {
    let nested = Value.record(["source": .record(["prefix": "eu"])])
    let select = SelectStage(Self.fields("source.prefix"))
    let once = select.apply(to: .one(nested))
    #expect(try await select.apply(to: once).value().shown == "{source.prefix: eu}")
  }

  @Test func countsAndCountsByFields() async throws {
    let rows: [(a: Value, b: Value)] = [("x", 1), ("y", 1), ("x", 1)]
    try await check(CountStage(Record()), rows, expect: "3")
    try await check(
      CountStage(Self.fields("a", "b")), rows,
      expect: "[{a: x, b: 1, count: 2}, {a: y, b: 1, count: 1}]")
  }

  @Test func keepsTheFirstOfEach() async throws {
    let rows: [(a: Value, b: Value)] = [("x", 1), ("y", 1), ("x", 1), ("x", 2)]
    try await check(
      UniqueStage(Record()), rows, expect: "[{a: x, b: 1}, {a: y, b: 1}, {a: x, b: 2}]")
    try await check(UniqueStage(Self.fields("a")), rows, expect: "[{a: x, b: 1}, {a: y, b: 1}]")
  }

  @Test func flattensLists() async throws {
    try await check(
      FlattenStage(["field": "a"]), [(["x", "y"], 1), ([], 2), (.null, 3), ("z", 4)],
      expect: "[{a: x, b: 1}, {a: y, b: 1}, {a: z, b: 4}]")
  }

  @Test(arguments: [(nil, "{a: 1, b: 1}"), (0, "[]"), (2, "[{a: 1, b: 1}, {a: 2, b: 2}]")])
  func takesTheFirst(count: Int?, expected: String) async throws {
    let arguments = count.map { Record([("n", .integer($0))]) } ?? Record()
    try await check(FirstStage(arguments), [(1, 1), (2, 2), (3, 3)], expect: expected)
  }

  @Test(arguments: [(nil, "{a: 3, b: 3}"), (0, "[]"), (2, "[{a: 2, b: 2}, {a: 3, b: 3}]")])
  func takesTheLast(count: Int?, expected: String) async throws {
    let arguments = count.map { Record([("n", .integer($0))]) } ?? Record()
    try await check(LastStage(arguments), [(1, 1), (2, 2), (3, 3)], expect: expected)
  }

  @Test func keepsTheLastOfManyBatches() async throws {
    var sent = 0
    let records = Records(.list) {
      sent += 3
      return sent > 30 ? nil : [.integer(sent - 2), .integer(sent - 1), .integer(sent)]
    }
    #expect(try await LastStage(["n": 4]).apply(to: records).collect() == [27, 28, 29, 30])
  }

  @Test func oneOfNothingIsNull() async throws {
    try await check(FirstStage(Record()), [], expect: "null")
    try await check(LastStage(Record()), [], expect: "null")
  }

  @Test func firstAsksForNothingMore() async throws {
    var asked = 0
    let endless = Records(.list) {
      asked += 1
      return [.integer(asked), .integer(asked)]
    }
    let three = FirstStage(["n": 3]).apply(to: endless)
    #expect(try await three.collect() == [1, 1, 2])
    #expect(asked == 2)
  }

  @Test func selectKeepsTheKindWithTheID() async throws {
    let record = Value.record(Record([("id", "x"), ("a", 1)], kind: "source"))
    let kept = SelectStage(Self.fields("id")).apply(to: .one(record))
    #expect(try await kept.value().recordValue?.kind == "source")
    let lost = SelectStage(Self.fields("a")).apply(to: .one(record))
    #expect(try await lost.value().recordValue?.kind == nil)
  }
}
