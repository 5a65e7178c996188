import CommandModel
import Rendering

extension Time {
  /// 2026-05-01T12:00:00Z: "now" in every test.
  static let noon = Time(secondsSince1970: 1_777_636_800)
}

extension Style {
  static let file = Style(now: .noon)

  static func terminal(_ width: Int, color: Bool = false) -> Style {
    Style(width: width, color: color, isTerminal: true, now: .noon)
  }
}

extension Value {
  /// Two sources as the client decodes them.
  static let sources: [Value] = [
    .record(
      Record(
        [
          ("id", "0195f1c0-8d2a-7000-9c1b-000000000001"), ("source_type", "Stripe"),
          ("status", "Completed"), ("rows", 1200), ("synced_at", .time(.noon - .seconds(180))),
          ("prefix", nil),
        ], kind: "source")),
    .record(
      Record(
        [
          ("id", "0195f1c0-8d2a-7000-9c1b-000000000002"), ("source_type", "Postgres"),
          ("status", "Failed"), ("rows", 7), ("synced_at", .time(.noon - .seconds(432_000))),
          ("prefix", "eu_"),
        ], kind: "source")),
  ]
}
