import CommandModel
import Testing

struct RecordTests {
  private let nested = Record([
    ("id", "a"),
    ("source", .record(["prefix": "eu", "owner": .record(["name": "Ada"])])),
    ("source.prefix", "whole"),
    ("source.owner", nil),
  ])

  @Test(
    arguments: [
      ("id", "a"), ("source.prefix", "whole"), ("source.owner", .null),
      ("source.owner.name", "Ada"),
      ("source.nothing", nil), ("nothing", nil), ("id.more", nil), ("", nil), (".", nil),
      ("source.", nil),
    ] as [(String, Value?)])
  func findsAPathByItsWholeNameFirst(_ path: String, _ value: Value?) {
    #expect(nested.value(at: path) == value)
  }

  @Test func keepsTheOrderAndThePlaceOfAField() {
    var record = Record([("b", 1), ("a", 2), ("b", 3)])
    #expect(record.names == ["b", "a"])
    #expect(record["b"] == 3)
    record["b"] = 4
    record["c"] = 5
    #expect(record.names == ["b", "a", "c"])
  }

  @Test func tellsNullFromAbsent() {
    var record: Record = ["a": 1]
    record["a"] = .some(.null)
    #expect(record["a"] == .some(.null))
    record["a"] = .none
    #expect(record["a"] == .none)
    #expect(record.isEmpty)
  }

  @Test func equalsWhateverTheOrder() {
    let left: Record = ["a": 1, "b": 2]
    let right: Record = ["b": 2, "a": 1]
    #expect(left == right)
    #expect(left.hashValue == right.hashValue)
    #expect(left != ["a": 1, "b": 3])
    #expect(left != ["a": 1])
    #expect(left != ["a": 1, "c": 2])
  }

  @Test func makesTheRecordsOnTheWayToAPath() {
    var record: Record = ["payload": .record(["host": "db"]), "plain": 1]
    record.set(5432, at: ["payload", "port"])
    record.set(true, at: ["plain", "inner"])
    record.set("x", at: [])
    #expect(
      record == [
        "payload": .record(["host": "db", "port": 5432]),
        "plain": .record(["inner": true]),
      ])
  }
}
