package import CommandModel

/// Values as JSON that loses nothing: not what is a time, nor of what kind a record is.
package enum TypedJSON {
  private static let time = "$time"
  private static let duration = "$duration"
  private static let kind = "$kind"
  private static let fields = "$fields"

  /// A value that JSON can hold.
  package static func pack(_ value: Value) -> Value {
    switch value {
    case .null, .boolean, .number, .text: value
    case .time(let moment): .record([time: .text(moment.description)])
    case .duration(let length): .record([duration: .text(DurationText.format(length))])
    case .list(let items): .list(items.map(pack))
    case .record(let record):
      .record([
        kind: record.kind.map { .text($0.description) } ?? .null,
        fields: .record(Record(record.fields.map { ($0.name, pack($0.value)) })),
      ])
    }
  }

  /// The value that was packed so.
  package static func unpack(_ value: Value) -> Value {
    switch value {
    case .null, .boolean, .number, .text, .time, .duration: return value
    case .list(let items): return .list(items.map(unpack))
    case .record(let record):
      if let text = record[time]?.textValue, let moment = Time(text) { return .time(moment) }
      if let text = record[duration]?.textValue, let length = DurationText.parse(text) {
        return .duration(length)
      }
      let inner = record[fields]?.recordValue ?? Record()
      return .record(
        Record(
          inner.fields.map { ($0.name, unpack($0.value)) },
          kind: record[kind]?.textValue.map { KindName($0) }))
    }
  }
}
