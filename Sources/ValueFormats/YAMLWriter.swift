import CommandModel

/// Writes values as YAML in block style.
///
/// The output is a small, safe part of the language: plain scalars where every reader
/// of YAML 1.1 and 1.2 agrees that they are that text, else JSON's quoted texts.
struct YAMLWriter {
  private(set) var text = ""

  /// Writes a value on lines of its own; its first line begins where the text ends.
  mutating func write(_ value: Value, indent: Int = 0) {
    switch value {
    case .list(let items) where !items.isEmpty: write(items, indent: indent)
    case .record(let record) where !record.isEmpty: write(record, indent: indent)
    default: text += YAMLWriter.inline(value) + "\n"
    }
  }

  private mutating func write(_ items: [Value], indent: Int) {
    for (index, item) in items.enumerated() {
      if index > 0 { pad(indent) }
      text += "- "
      write(item, indent: indent + 2)
    }
  }

  private mutating func write(_ record: Record, indent: Int) {
    for (index, field) in record.fields.enumerated() {
      if index > 0 { pad(indent) }
      writeKey(field.name, indent: indent)
      if field.value.hasElements {
        text += "\n"
        pad(indent + 2)
      } else {
        text += " "
      }
      write(field.value, indent: indent + 2)
    }
  }

  private mutating func writeKey(_ name: String, indent: Int) {
    let key = YAMLWriter.inline(.text(name))
    guard key.utf8.count > YAMLWriter.simpleKeyMax else {
      text += key + ":"
      return
    }
    text += "? \(key)\n"
    pad(indent)
    text += ":"
  }

  /// YAML allows 1,024 characters before the colon of a key that no `?` announces.
  private static let simpleKeyMax = 1000

  private mutating func pad(_ count: Int) { text += String(repeating: " ", count: count) }

  private static func inline(_ value: Value) -> String {
    switch value {
    case .text(let text): YAMLScalar.isPlainEverywhere(text) ? text : JSON.encode(value)
    case .time(let time): time.description
    case .null, .boolean, .number, .duration, .list, .record:
      value.plainText.flatMap { $0.isEmpty ? nil : $0 } ?? JSON.encode(value)
    }
  }
}

extension Value {
  fileprivate var hasElements: Bool {
    switch self {
    case .list(let items): !items.isEmpty
    case .record(let record): !record.isEmpty
    case .null, .boolean, .number, .text, .time, .duration: false
    }
  }
}
