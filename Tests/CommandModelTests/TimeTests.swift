import CommandModel
import Testing

struct TimeTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
    ("1970-01-01", 0, "1970-01-01T00:00:00Z"),
    ("1970-01-01 00:00:01Z", 1_000_000_000, "1970-01-01T00:00:01Z"),
    ("1969-12-31t23:59:59z", -1_000_000_000, "1969-12-31T23:59:59Z"),
    ("1970-01-01T02:00:00+02:00", 0, "1970-01-01T00:00:00Z"),
    ("1969-12-31T19:30:00-04:30", 0, "1970-01-01T00:00:00Z"),
    ("1970-01-01T00:00:00.1Z", 100_000_000, "1970-01-01T00:00:00.100Z"),
    ("1970-01-01T00:00:00.123456Z", 123_456_000, "1970-01-01T00:00:00.123456Z"),
    ("1970-01-01T00:00:00.1234567891Z", 123_456_789, "1970-01-01T00:00:00.123456789Z"),
    ("1969-12-31T23:59:59.5Z", -500_000_000, "1969-12-31T23:59:59.500Z"),
    ("1970-01-01T23:59:60Z", 86_400_000_000_000, "1970-01-02T00:00:00Z"),
    ("2024-02-29T12:00:00Z", 1_709_208_000_000_000_000, "2024-02-29T12:00:00Z"),
    ("2000-02-29", 951_782_400_000_000_000, "2000-02-29T00:00:00Z"),
  ])
  func readsAndWritesRFC3339(_ text: String, _ nanoseconds: Int64, _ written: String) throws {
    let time = try #require(Time(text))
    #expect(time.nanoseconds == nanoseconds)
    #expect(time.description == written)
    #expect(Time(written) == time)
  }

  @Test(
    arguments: [
      "", "now", "2026", "2026-05", "2026-5-1", "2026-13-01", "2026-00-10", "2026-04-31",
      "2026-02-29", "1900-02-29", "2026-05-00", "2026-05-01T", "2026-05-01T10:00",
      "2026-05-01T10:00:00", "2026-05-01T24:00:00Z", "2026-05-01T10:60:00Z",
      "2026-05-01T10:00:61Z", "2026-05-01T10:00:00.Z", "2026-05-01T10:00:00+2:00",
      "2026-05-01T10:00:00+24:00", "2026-05-01T10:00:00Z ", "1677-12-31", "2262-01-01",
    ])
  func refusesWhatNoCalendarOrClockHas(_ text: String) {
    #expect(Time(text) == nil)
  }

  @Test func addsAndSubtractsDurations() throws {
    let noon = try #require(Time("2026-05-01T12:00:00Z"))
    #expect((noon + .seconds(90)).description == "2026-05-01T12:01:30Z")
    #expect((noon - .milliseconds(1)).description == "2026-05-01T11:59:59.999Z")
    #expect(noon - (noon - .seconds(3600)) == .seconds(3600))
  }

  @Test func staysAtTheEndsOfItsRange() {
    let centuries = Duration.seconds(400 * 366 * 86_400)
    #expect((Time(secondsSince1970: 0) + centuries + centuries).nanoseconds == .max)
    #expect((Time(secondsSince1970: 0) - centuries - centuries).nanoseconds == .min)
  }

  @Test func ordersByMoment() throws {
    let early = try #require(Time("2026-05-01T10:00:00+02:00"))
    let late = try #require(Time("2026-05-01T09:00:00Z"))
    #expect(early < late)
  }

  @Test func everyDayOfFourCenturiesComesBack() {
    for days in stride(from: Int64(-60_000), through: 86_097, by: 1) {
      let date = CivilDate(daysSince1970: days)
      #expect(date.daysSince1970 == days)
    }
  }
}
