import Testing

@testable import Rendering

/// Axes: round ends, marks, and their labels.
@Suite struct PlotAxisTests {
  private func labels(_ axis: PlotAxis) -> String {
    axis.ticks.map { axis.label($0) }.joined(separator: " ")
  }

  @Test(
    arguments: [
      ([3, 97], "0 50 100"), ([0, 3], "0 1 2 3"), ([1], "0 1"), ([0], "0 1"),
      ([-3, 5], "-4 -2 0 2 4 6"),
      ([-7], "-8 -6 -4 -2 0"), ([0.1, 0.35], "0 0.1 0.2 0.3 0.4"), ([1200, 9000], "0 5k 10k"),
      ([1, 250_000], "0 100k 200k 300k"), ([1, 1.2e6], "0 0.5M 1.0M 1.5M"),
      ([5, 3e9], "0 1G 2G 3G"),
      // A high level has no zero beside it.
      ([1000, 1010], "1000 1005 1010"), ([-1e308, 1e308], "-1e308 1e308"), ([1e300, 0], "0 1e300"),
      ([1e20, 2e20], "0 5e19 1e20 1.5e20 2e20"), ([0.00002, 0], "0 5e-6 1e-5 1.5e-5 2e-5"),
    ] as [([Double], String)])
  func amountsHaveRoundMarks(amounts: [Double], expected: String) {
    #expect(labels(PlotAxis(amounts: amounts, measure: .number, ticksMax: 4)) == expected)
  }

  @Test(
    arguments: [
      ([1, 2], "1 2"), ([1, 40], "10 20 30 40"), ([7], "7"), ([0.5, 1.5], "0.5 1.0 1.5"),
      ([-3, 3], "-2 0 2"),
    ] as [([Double], String)])
  func placesAreMarkedWhereTheyAreRound(places: [Double], expected: String) {
    #expect(labels(PlotAxis(places: places, measure: .number, ticksMax: 4)) == expected)
  }

  /// From 2026-05-01T12:00:00Z on.
  @Test(
    arguments: [
      (0, "2026-05-01 12:00"), (40, "12:00:00 12:00:10 12:00:20 12:00:30 12:00:40"),
      (600, "12:00 12:05 12:10"), (7200, "12:00 12:30 13:00 13:30 14:00"),
      (86_400, "12:00 18:00 05-02 06:00 12:00"), (6 * 86_400, "05-03 05-05 05-07"),
      (60 * 86_400, "05-07 06-04"), (800 * 86_400, "2026-10-22 2027-10-21"),
    ] as [(Double, String)])
  func timesAreMarkedAsAClockAndACalendarAre(seconds: Double, expected: String) {
    let noon = 1_777_636_800.0
    #expect(
      labels(PlotAxis(places: [noon, noon + seconds], measure: .time, ticksMax: 4)) == expected)
  }

  @Test func durationsAreSpelledAsSuch() {
    let axis = PlotAxis(amounts: [30, 5400], measure: .duration, ticksMax: 4)
    #expect(labels(axis) == "0s 30m00s 1h00m 1h30m")
    #expect(PlotAxis.label(-90, .duration) == "-1m30s")
  }

  @Test(
    arguments: [
      (0, "0"), (7, "7"), (9999, "9999"), (12_345, "12.3k"), (1.5, "1.5"), (-2_500_000, "-2.5M"),
      (9.9999, "10"),
      (1e18, "1e18"), (1.234e-7, "1.23e-7"),
    ] as [(Double, String)])
  func anAmountAloneHasThreeDigits(amount: Double, expected: String) {
    #expect(PlotAxis.label(amount, .number) == expected)
  }

  @Test(
    arguments: [
      (0, 0.0), (5, 0.5), (10, 1.0),
    ] as [(Double, Double)])
  func sharesGoFromEndToEnd(value: Double, share: Double) {
    let axis = PlotAxis(amounts: [0, 10], measure: .number, ticksMax: 4)
    #expect(axis.share(of: value) == share)
    #expect(PlotAxis(places: [3, 3], measure: .number, ticksMax: 4).share(of: 3) == 0.5)
    #expect(
      PlotAxis(amounts: [-1.7e308, 1.7e308], measure: .number, ticksMax: 4).share(of: 0) == 0.5)
  }
}
