import CommandModel
import Testing

@testable import CommandLanguage

@Suite struct ParameterReadingTests {
  static let id = "0199E3A0-0000-7000-8000-000000000001"
  static let type = ParameterType.choice(["full", "append"], isOpen: false)

  @Test(
    arguments: [
      (.text, "12", .text("12")),
      (.text, "5m", .text("5m")),
      (.integer(1...64), "12", 12),
      (.boolean, "true", true),
      (.time, "2026-05-01", .time(Time("2026-05-01") ?? Time(nanoseconds: 0))),
      (.duration, "90s", .duration(.seconds(90))),
      (type, "full", "full"),
      (.choice(["full"], isOpen: true), "other", "other"),
      (.list(.text), "a", ["a"]),
      (.identifier("source"), id, .text(id.lowercased())),
      (.identifier("source"), "Stripe/eu", "Stripe/eu"),
      (.identifier("source"), "019912", "019912"),
      (.field, "source.prefix", "source.prefix"),
      (.field, ".new_field", ".new_field"),
      (.limit, "25%", "25%"),
      (.limit, "5", 5),
      (.limit, "never", "never"),
      (.any, "007", "007"),
      (.any, "12", 12),
      (.any, "0199e3", "0199e3"),
      (.any, "5m", .duration(.seconds(300))),
    ] as [(ParameterType, String, Value)])
  func readsASpellingByTheType(type: ParameterType, spelling: String, value: Value) throws {
    #expect(try type.read(spelling) == value)
  }

  @Test(
    arguments: [
      (.integer(1...64), "x", "`x` is no number"),
      (.integer(1...64), "65", "65 is out of range; the number must be from 1 to 64"),
      (.integer(0...Int.max), "-1", "-1 is out of range; the number must be at least 0"),
      (.boolean, "yes", "`yes` is no true|false"),
      (.time, "tomorrow", "`tomorrow` is no time"),
      (.duration, "5", "`5` is no duration"),
      (.identifier("source"), "", "`` is no id"),
      (
        .identifier("source"), "0199e3a0-0000-7000-8000-00000000000x",
        "`0199e3a0-0000-7000-8000-00000000000x` is no id"
      ),
      (type, "Full", "`Full` is spelled `full`"),
      (type, "half", "`half` is none of full, append"),
      (.choice(["Stripe"], isOpen: true), "stripe", "`stripe` is spelled `Stripe`"),
      (.field, "rows*2", "`rows*2` is no field; a field is names joined by dots"),
      (.limit, "101%", "`101%` is no number|percent|never"),
    ] as [(ParameterType, String, String)])
  func refusesASpelling(type: ParameterType, spelling: String, message: String) {
    let error = #expect(throws: ReadingError.self) { try type.read(spelling) }
    #expect(error?.message == message)
  }

  @Test(
    arguments: [
      (.text, 12, "12"),
      (.integer(1...64), "12", 12),
      (.list(.text), ["a", 5], ["a", "5"]),
      (.list(.text), "a", ["a"]),
      (.identifier("source"), .record(["id": .text(id)]), .text(id.lowercased())),
      (.any, ["a"], ["a"]),
      (.text, .null, .null),
    ] as [(ParameterType, Value, Value)])
  func readsAComputedValue(type: ParameterType, value: Value, expected: Value) throws {
    #expect(try type.read(value) == expected)
  }

  @Test func refusesAListWhereATextIsTaken() {
    let error = #expect(throws: ReadingError.self) { try ParameterType.text.read(["a"]) }
    #expect(error?.message == "a list is no text")
  }
}
