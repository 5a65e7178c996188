import CommandModel
import ValueFormats

/// What a table shows of one value.
struct Cell: Sendable {
  let text: String
  let width: Int
  let ink: Ink?
  /// Part of a number or a time would be another one: it is never cut.
  let isIndivisible: Bool

  /// The cell of a value in the column `path`; nil for a field that is not there.
  init(_ value: Value?, in path: String, style: Style) {
    let value = value ?? .null
    text = String(TerminalText.sanitize(Cell.text(value, style)).withoutTrailingBlanks)
    width = DisplayWidth.of(text)
    ink = Cell.showsStatus(path) ? Cell.inks[text.lowercased()] : nil
    isIndivisible =
      switch value {
      case .null, .boolean, .number, .time, .duration: true
      case .text, .list, .record: false
      }
  }

  private static func text(_ value: Value, _ style: Style) -> String {
    guard case .time(let time) = value, style.isTerminal else { return value.cellText }
    return RelativeTime.text(time, now: style.now)
  }

  private static func showsStatus(_ path: String) -> Bool {
    path.hasSuffix("status") || path.hasSuffix("result")
  }

  /// The words of a status as the service and our results write them, in lower case.
  private static let inks: [String: Ink] = [
    "ok": .green, "completed": .green,
    "running": .yellow, "unknown": .yellow, "not_started": .yellow,
    "failed": .red, "error": .red, "timeout": .red,
    "billing limits": .red, "billing limits too low": .red, "billing limit too low": .red,
    "paused": .dim, "cancelled": .dim, "skipped": .dim, "planned": .dim,
  ]
}
