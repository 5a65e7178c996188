import Testing

@testable import CommandLanguage

@Suite struct PatternTests {
  @Test(arguments: [
    ("^tmp_", "tmp_orders", true),
    ("^tmp_", "orders_tmp_", false),
    ("ord.*s", "my orders", true),
    ("[ab]+c", "xababc", true),
    ("(eu|us)_x", "eu_x", true),
    ("a+?b", "aab", true),
    ("a{2}", "baab", true),
    ("[)+*]+", "a+b", true),
    (#"\(a+\)"#, "(aa)", true),
  ])
  func matches(pattern: String, subject: String, expected: Bool) throws {
    #expect(try Pattern(pattern).matches(subject) == expected)
  }

  @Test(arguments: [
    "(a+)+", "(a*)*b", "((a+)b)*", "(?:a+)*", "(a{2,})+", "(x(a+))*", "(a+){2,3}",
    "(a|a)*b", "(a|ab)+", "((a|b))+", "(a?)+", "(a?b?){2,}", "(a?){28}a{28}", "(?x)(a+) +",
    "(?ix:a)",
  ])
  func refusesARepetitionInsideARepetition(pattern: String) {
    let error = #expect(throws: ValueError.self) { try Pattern(pattern) }
    #expect(error?.message == "the pattern repeats a group that repeats or branches inside")
  }

  @Test(arguments: [
    "(a+)b", "(ab)+", "(a+)?", #"(\+)+"#, "([+*])+", "(a{2})+", "(?i)a+", "(?:a|b)c", "(a+?)b",
  ])
  func takesABoundedInside(pattern: String) throws {
    _ = try Pattern(pattern)
  }

  @Test(arguments: ["(", "a)", "[a", "*a"])
  func refusesWhatIsNoPattern(pattern: String) {
    let error = #expect(throws: ValueError.self) { try Pattern(pattern) }
    #expect(error?.message == "`\(pattern)` is no regular expression")
  }

  /// What a hostile pattern may cost is bounded by the length of what it looks at.
  @Test(arguments: zip(["b", "a*b", "a*a*b", "a*a*a*b"], Pattern.subjectCharactersMax))
  func cutsItsSubject(pattern: String, max: Int) throws {
    let head = String(repeating: "a", count: max)
    #expect(try Pattern(pattern).matches(head.dropLast() + "b"))
    #expect(try !Pattern(pattern).matches(head + "b"))
  }

  @Test func refusesManyRepetitions() {
    let error = #expect(throws: ValueError.self) { try Pattern("a*b*c*d*e") }
    #expect(error?.message == "more than 3 parts of the pattern repeat")
  }
}
