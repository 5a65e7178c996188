import CommandModel
import Testing

struct DurationTextTests {
  @Test(
    arguments: [
      ("250ms", .milliseconds(250), "250ms"),
      ("90s", .seconds(90), "1m30s"),
      ("4m12s", .seconds(252), "4m12s"),
      ("1d12h", .seconds(129_600), "1d12h"),
      ("2w", .seconds(1_209_600), "14d"),
      ("0s", .zero, "0s"),
      ("1h1h", .seconds(7200), "2h"),
      ("1m5ms", .milliseconds(60_005), "1m5ms"),
      ("3650000d", .seconds(315_360_000_000), "3650000d"),
    ] as [(String, Duration, String)])
  func readsAndWrites(_ text: String, _ duration: Duration, _ written: String) {
    #expect(DurationText.parse(text) == duration)
    #expect(DurationText.format(duration) == written)
    #expect(DurationText.parse(written) == duration)
  }

  @Test(
    arguments: [
      "", "5", "m", "5 m", "1.5h", "-5m", "5M", "5min", "1h30", "h1", "٣m", "3650001d",
      "99999999999999999999s", "9223372036854775807w",
    ])
  func refusesWhatIsNoDuration(_ text: String) {
    #expect(DurationText.parse(text) == nil)
  }

  @Test(
    arguments: [
      (.milliseconds(-90_500), "-1m30s500ms"), (.nanoseconds(1), "0s"),
      (.seconds(Int64.max), "106751991167300d15h30m7s"),
    ] as [(Duration, String)])
  func writesWhatNobodyTypes(_ duration: Duration, _ written: String) {
    #expect(DurationText.format(duration) == written)
  }

  @Test(
    arguments: [
      (.milliseconds(40), "0s"), (.milliseconds(500), "0.5s"), (.milliseconds(9940), "9.9s"),
      (.milliseconds(9960), "10s"), (.seconds(12), "12s"), (.milliseconds(59_600), "1m00s"),
      (.seconds(252), "4m12s"), (.milliseconds(3_599_600), "1h00m"), (.seconds(11_100), "3h05m"),
      (.seconds(187_200), "2d4h"), (.seconds(-5), "0s"),
    ] as [(Duration, String)])
  func saysTwoUnitsToAPerson(_ duration: Duration, _ text: String) {
    #expect(DurationText.brief(duration) == text)
  }
}
