import Testing

@testable import Shell

/// How fast requests leave, as a person watching a run would say.
struct RequestRateTests {
  @Test func isUnknownAtTheStart() {
    var rate = RequestRate(from: 5, at: .seconds(10))
    #expect(rate.perSecond(after: 5, at: .seconds(10)) == nil)
    #expect(rate.perSecond(after: 7, at: .seconds(11)) == 2)
  }

  @Test func forgetsWhatIsOlderThanAMinute() {
    var rate = RequestRate(from: 0, at: .zero)
    for second in 1...30 { _ = rate.perSecond(after: second * 20, at: .seconds(second)) }
    #expect(rate.perSecond(after: 600, at: .seconds(60)) == 10)
    #expect(rate.perSecond(after: 600, at: .seconds(75)) == 5)
    #expect(rate.perSecond(after: 600, at: .seconds(200)) == 0)
  }
}
