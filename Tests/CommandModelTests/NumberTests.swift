import CommandModel
import Testing

struct NumberTests {
  @Test(
    arguments: [
      "0", "-0", "7", "-12", "1.50", "1e3", "1E+3", "0.1e-7", "9223372036854775807",
      "1180591620717411303424", "1.7976931348623157e308",
    ])
  func keepsTheSpellingOfEveryJSONNumber(_ text: String) throws {
    #expect(try number(text).spelling == text)
  }

  @Test(
    arguments: [
      "", "-", "+1", "007", "-01", ".5", "5.", "1e", "1e+", "0x10", "1_000", " 1", "1 ", "NaN",
      "Infinity", "1e999", "٣",
    ])
  func refusesWhatJSONDoesNotSpellSo(_ text: String) {
    #expect(Number(spelling: text) == nil)
  }

  @Test(arguments: [
    (5.0, "5"), (-0.0, "0"), (0.1 + 0.2, "0.30000000000000004"), (1e20, "1e+20"), (2.5, "2.5"),
  ])
  func spellsComputedDoublesAsPeopleDo(_ value: Double, _ spelling: String) {
    #expect(Number(value)?.spelling == spelling)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func refusesWhatNoFormatCanSpell(_ value: Double) {
    #expect(Number(value) == nil)
  }

  @Test(arguments: [
    ("5", 5), ("5.0", 5), ("5e0", 5), ("-0", 0), ("9223372036854775807", Int64.max),
    ("9007199254740993", 9_007_199_254_740_993),
    ("5.5", nil), ("9007199254740993.0", nil), ("1e300", nil),
  ])
  func knowsWhichIntegerItIs(_ text: String, _ integer: Int64?) throws {
    #expect(try number(text).exactInteger == integer)
  }

  @Test(arguments: [
    ("1", "1.0"), ("1", "1e0"), ("0", "-0"), ("1.50", "1.5"), ("100", "1e2"),
    ("1180591620717411303424", "1.180591620717411303424e21"),
    ("1000000000000000000000", "1E+21"), ("-0.1e24", "-100000000000000000000000.0"),
  ])
  func equalsByValueWhateverTheSpelling(_ left: String, _ right: String) throws {
    let (a, b) = (try number(left), try number(right))
    #expect(a == b)
    #expect(a.hashValue == b.hashValue)
    #expect(!(a < b) && !(b < a))
  }

  /// Neighbours that share a binary double are among them.
  @Test(arguments: [
    ("-1", "0"), ("9007199254740992", "9007199254740993"), ("1.5", "2"), ("-2.5", "-2"),
    ("9223372036854775806", "9223372036854775807"),
    ("9223372036854775807", "9223372036854775808"), ("9223372036854775807", "1e19"),
    ("-1e19", "-9223372036854775808"), ("9999999999999999999999", "1e22"),
    ("1180591620717411303424", "1180591620717411303425"),
    ("-1180591620717411303425", "-1180591620717411303424"), ("12e20", "1.2000000000000000001e21"),
  ])
  func ordersByValue(_ smaller: String, _ greater: String) throws {
    let (a, b) = (try number(smaller), try number(greater))
    #expect(a < b)
    #expect(!(b < a))
    #expect(a != b)
  }

  private func number(_ text: String) throws -> Number { try #require(Number(spelling: text)) }
}
