import RunEngine
import Testing

struct RateLimitTests {
  @Test(arguments: [
    (0, 0), (1, 0.1), (480, 24), (481, 60.1), (1000, 122), (4800, 564), (4801, 3600.1),
    (10_000, 7220),
  ])
  func knowsTheIdealDuration(requests: Int, seconds: Double) {
    let ideal = RateLimit(budget: 1).idealDuration(
      requests: requests, concurrency: 4, latency: .milliseconds(100))
    #expect(ideal == .milliseconds(Int(seconds * 1000)))
  }

  @Test func losesAWindowByOneRequestTooMany() {
    let limit = RateLimit()
    check(limit, requests: 4320, takes: .milliseconds(561_600))
    check(limit, requests: 4321, takes: .milliseconds(3_600_100))
  }

  @Test func isBoundByLatencyWhenTheServerIsSlow() {
    let ideal = RateLimit(budget: 1).idealDuration(
      requests: 9, concurrency: 4, latency: .seconds(2))
    #expect(ideal == .seconds(6))
  }

  private func check(_ limit: RateLimit, requests: Int, takes expected: Duration) {
    let ideal = limit.idealDuration(
      requests: requests, concurrency: 4, latency: .milliseconds(100))
    #expect(ideal == expected)
  }

  @Test(arguments: [
    ("480/1m,4800/1h", RateLimit()),
    ("10/1s", RateLimit(windows: [.init(10, per: .seconds(1))])),
    ("off", RateLimit.off),
  ])
  func readsItsSpelling(spelling: String, expected: RateLimit) {
    #expect(RateLimit(spelling: spelling) == expected)
  }

  @Test(arguments: [
    "", "480", "480/", "/1m", "0/1m", "-1/1m", "480/1m,", "480/0s", "480/1m/1h", "on",
  ])
  func refusesOtherSpellings(spelling: String) {
    #expect(RateLimit(spelling: spelling) == nil)
  }
}
