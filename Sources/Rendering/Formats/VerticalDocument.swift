import CommandModel
import ValueFormats

/// One field a line with its whole value; a blank line between records.
struct VerticalDocument: Document {
  let style: Style
  let kinds: (KindName) -> Kind?
  private var isFirst = true

  init(style: Style, kinds: @escaping (KindName) -> Kind?) {
    self.style = style
    self.kinds = kinds
  }

  mutating func add(_ batch: [Value]) -> String { batch.map { entry($0) }.joined() }

  func finish() -> String { "" }

  private mutating func entry(_ value: Value) -> String {
    defer { isFirst = false }
    guard case .record(let record) = value else { return text(value, indent: 0) + "\n" }
    let names = record.names.map(TerminalText.sanitize)
    let width = names.map { DisplayWidth.of($0) }.max() ?? 0
    let lines = zip(names, record.fields).map { name, field in
      let text = text(field.value, indent: width + 2)
      return text.isEmpty
        ? name : DisplayWidth.padded(name, to: width) + "  " + drawn(text, field.name, of: record)
    }
    return (isFirst ? "" : "\n") + lines.map { $0 + "\n" }.joined()
  }

  private func drawn(_ text: String, _ name: String, of record: Record) -> String {
    style.linked(
      style.painted(text, Cell.ink(of: text, in: name)),
      to: style.web?.page(behind: name, of: record, kinds: kinds))
  }

  /// The whole value, its further lines indented.
  private func text(_ value: Value, indent: Int) -> String {
    let lines = whole(value).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  private func whole(_ value: Value) -> String {
    switch value {
    case .list, .record: JSON.encode(value, style: .pretty)
    case .time(let time) where style.isTerminal:
      "\(time) (\(RelativeTime.text(time, now: style.now)))"
    case .null, .boolean, .number, .text, .time, .duration:
      TerminalText.sanitizeKeepingLines(value.plainText ?? "")
    }
  }
}
