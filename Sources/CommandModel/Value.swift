/// What the language computes, the client decodes and the renderer prints.
///
/// A `Value` never holds a secret: see ``Secret``.
package enum Value: Sendable, Hashable {
  case null
  case boolean(Bool)
  case number(Number)
  case text(String)
  case time(Time)
  case duration(Duration)
  case list([Value])
  case record(Record)

  /// An exact integer.
  package static func integer(_ value: Int) -> Value { .number(Number(Int64(value))) }
}

extension Value {
  /// The name of the value's type, as messages say it: `text`, `number`, ….
  package var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "true/false"
    case .number: "number"
    case .text: "text"
    case .time: "time"
    case .duration: "duration"
    case .list: "list"
    case .record: "record"
    }
  }

  package var isNull: Bool { self == .null }

  /// The text, when the value is one.
  package var textValue: String? {
    guard case .text(let text) = self else { return nil }
    return text
  }

  /// The record, when the value is one.
  package var recordValue: Record? {
    guard case .record(let record) = self else { return nil }
    return record
  }

  /// The items, when the value is a list.
  package var listValue: [Value]? {
    guard case .list(let items) = self else { return nil }
    return items
  }

  /// The integer, when the value is a number without a fraction that fits 64 bits.
  package var integerValue: Int? {
    guard case .number(let number) = self else { return nil }
    return number.exactInteger.map(Int.init)
  }

  /// The truth value, when the value is one.
  package var booleanValue: Bool? {
    guard case .boolean(let value) = self else { return nil }
    return value
  }

  /// The time, when the value is one.
  package var timeValue: Time? {
    guard case .time(let time) = self else { return nil }
    return time
  }

  /// The duration, when the value is one.
  package var durationValue: Duration? {
    guard case .duration(let duration) = self else { return nil }
    return duration
  }

  /// What the value reads as inside a text: `"$name"`, `print`, a CSV cell.
  ///
  /// Null is the empty text; a list or a record has no plain form and gives nil.
  package var plainText: String? {
    switch self {
    case .null: ""
    case .boolean(let value): value ? "true" : "false"
    case .number(let number): number.spelling
    case .text(let text): text
    case .time(let time): time.description
    case .duration(let duration): DurationText.format(duration)
    case .list, .record: nil
    }
  }

  /// The value at a path of field names, each a name or a whole dotted name.
  ///
  /// A path is tried as a whole name first, because `select a.b` makes a field
  /// named `a.b`. Nil when the record has no such field; null when it has it empty.
  package func value(at path: String) -> Value? {
    guard case .record(let record) = self else { return nil }
    return record.value(at: path)
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .text(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(arrayLiteral elements: Value...) { self = .list(elements) }
  package init(nilLiteral: ()) { self = .null }
}
