import CommandModel
import Testing

@Suite struct HaltLimitTests {
  @Test(
    arguments: [
      ("never", .never, "never"), ("0", .count(0), 0), ("3", .count(3), 3), ("1e1", .count(10), 10),
      ("0%", .percent(0), "0%"), ("25%", .percent(25), "25%"), ("100%", .percent(100), "100%"),
      ("007%", .percent(7), "7%"),
    ] as [(String, HaltLimit, Value)])
  func readsWhatIsTyped(spelling: String, limit: HaltLimit, value: Value) {
    #expect(HaltLimit(spelling: spelling) == limit)
    #expect(limit.value == value)
    #expect(HaltLimit(value) == limit)
  }

  @Test(arguments: [
    "", "%", "often", "Never", "-1", "1.5", "101%", "-5%", "+5%", "2.5%", "5 %", "5%%",
    "99999999999999999999", "99999999999999999999%",
  ])
  func refusesAnythingElse(spelling: String) { #expect(HaltLimit(spelling: spelling) == nil) }

  @Test(arguments: [.null, true, .list([3])] as [Value])
  func isNoOtherValue(value: Value) { #expect(HaltLimit(value) == nil) }

  @Test(
    arguments: [
      (.never, 9, 9, false), (.count(2), 1, 9, false), (.count(2), 2, 9, true),
      (.count(0), 0, 9, false), (.count(0), 1, 9, true), (.percent(40), 1, 5, false),
      (.percent(40), 2, 5, true), (.percent(0), 0, 5, false), (.percent(0), 1, 5, true),
    ] as [(HaltLimit, Int, Int, Bool)])
  func isReached(limit: HaltLimit, wrong: Int, total: Int, expected: Bool) {
    #expect(limit.isReached(by: wrong, of: total) == expected)
  }

  @Test func onlyAShareNeedsTheNumberOfAll() {
    #expect(HaltLimit.percent(5).isShare)
    #expect(!HaltLimit.count(5).isShare)
    #expect(!HaltLimit.never.isShare)
  }
}
