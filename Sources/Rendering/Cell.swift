import CommandModel
import ValueFormats

/// What a table shows of one value.
struct Cell: Sendable {
  let text: String
  let width: Int
  let ink: Ink?
  /// Part of a number or a time would be another one: it is never cut.
  let isIndivisible: Bool
  /// The page that it leads to.
  private(set) var page: String?

  /// The cell of a record in the column `path`.
  init(
    of record: Record, in path: String, style: Style, kinds: (KindName) -> Kind? = { _ in nil }
  ) {
    self.init(record.value(at: path), in: path, style: style)
    page = style.web?.page(behind: path, of: record, kinds: kinds)
  }

  /// The cell of a value in the column `path`; nil for a field that is not there.
  init(_ value: Value?, in path: String, style: Style) {
    let value = value ?? .null
    text = String(TerminalText.sanitize(Cell.text(value, style)).withoutTrailingBlanks)
    width = DisplayWidth.of(text)
    ink = Cell.ink(of: text, in: path)
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

  /// The ink of a status; nil for a word that nobody knows, and in any other column.
  static func ink(of text: String, in path: String) -> Ink? {
    showsStatus(path) ? inks[text.lowercased()] : nil
  }

  private static func showsStatus(_ path: String) -> Bool {
    ["status", "result", "state", "problem", "level"].contains { path.hasSuffix($0) }
  }

  /// The words of a status as the service and our results write them, in lower case; an
  /// unknown one has no colour, for nobody knows whether it is good.
  private static let inks: [String: Ink] = [
    "ok": .green, "completed": .green, "done": .green,
    "running": .yellow, "unknown": .yellow, "not_started": .yellow, "stopped": .yellow,
    "running_long": .yellow, "never_synced": .yellow, "schedule_silent": .yellow,
    "stale": .yellow, "warning": .yellow,
    "failed": .red, "error": .red, "timeout": .red, "switched_off": .red, "billing": .red,
    "billing limits": .red, "billing limits too low": .red, "billing limit too low": .red,
    "billinglimitreached": .red, "billinglimittoolow": .red, "invalid": .red,
    "model_error": .red,
    "paused": .dim, "cancelled": .dim, "interrupted": .dim, "skipped": .dim, "planned": .dim,
    "debug": .dim,
  ]
}
