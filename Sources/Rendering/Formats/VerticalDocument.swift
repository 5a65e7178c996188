import CommandModel
import ValueFormats

/// One field a line with its whole value; a blank line between records.
///
/// The fields of a record within stand beside the others, by their paths. Of a list of records
/// is told how many they are, and their names.
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
    let fields = VerticalDocument.leaves(of: record)
    let names = fields.map { TerminalText.sanitize($0.path) }
    let width = names.map { DisplayWidth.of($0) }.max() ?? 0
    let lines = zip(names, fields).map { name, field in
      let text = text(field.value, indent: width + 2)
      return text.isEmpty
        ? name : DisplayWidth.padded(name, to: width) + "  " + drawn(text, field.path, of: record)
    }
    return (isFirst ? "" : "\n") + lines.map { $0 + "\n" }.joined()
  }

  /// What a record holds that is no record itself, but for one without fields.
  private static func leaves(
    of record: Record, below path: String = ""
  ) -> [(path: String, value: Value)] {
    record.fields.flatMap { field -> [(path: String, value: Value)] in
      guard case .record(let inner) = field.value, !inner.fields.isEmpty else {
        return [(path + field.name, field.value)]
      }
      return leaves(of: inner, below: path + field.name + ".")
    }
  }

  private func drawn(_ text: String, _ path: String, of record: Record) -> String {
    style.linked(
      style.painted(text, Cell.ink(of: text, in: path)),
      to: style.web?.page(behind: path, of: record, kinds: kinds))
  }

  /// The whole value, its further lines indented.
  private func text(_ value: Value, indent: Int) -> String {
    let lines = whole(value).split(separator: "\n", omittingEmptySubsequences: false)
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }

  private func whole(_ value: Value) -> String {
    switch value {
    case .list(let items): summary(of: items.compactMap(\.recordValue)) ?? JSON.encode(value)
    case .record: JSON.encode(value)
    case .time(let time) where style.isTerminal:
      "\(time) (\(RelativeTime.text(time, now: style.now)))"
    case .null, .boolean, .number, .text, .time, .duration:
      TerminalText.sanitizeKeepingLines(value.plainText ?? "")
    }
  }

  /// How many records there are and what they are called; nil for none.
  private func summary(of records: [Record]) -> String? {
    guard !records.isEmpty else { return nil }
    let count = records.count == 1 ? "1 record" : "\(records.count) records"
    let names = records.prefix(VerticalDocument.namesMax).compactMap { record in
      (record["name"] ?? record["id"])?.plainText.map(TerminalText.sanitize)
    }
    if names.isEmpty { return count }
    return "\(count): "
      + (names + (names.count < records.count ? ["…"] : []))
      .joined(separator: ", ")
  }

  /// More names would fill more than a line or two.
  private static let namesMax = 8
}
