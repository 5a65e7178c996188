import CommandModel

/// Gives decoded records the kinds and times that the table of kinds says they have.
///
/// Everything else passes through untouched: unknown fields, words no enumeration
/// has, a time that cannot be read.
struct RecordShaper: Sendable {
  private enum Role: Sendable {
    case time
    case records(KindName)
  }

  private let roles: [KindName: [String: Role]]

  static let catalogue = RecordShaper(kinds: Catalogue.kinds)

  init(kinds: [Kind]) {
    roles = Dictionary(
      uniqueKeysWithValues: kinds.map { kind in
        let pairs = kind.fields.compactMap { field in Self.role(of: field).map { (field.name, $0) }
        }
        return (kind.name, Dictionary(uniqueKeysWithValues: pairs))
      })
  }

  private static func role(of field: Kind.FieldType) -> Role? {
    if let kind = field.kind { return .records(kind) }
    if case .time = field.type { return .time }
    return nil
  }

  /// The record of this kind, or the list of them, that `value` is.
  func shape(_ value: Value, as kind: KindName) -> Value {
    switch value {
    case .record(let record): .record(shape(record, as: kind))
    case .list(let items): .list(items.map { shape($0, as: kind) })
    case .null, .boolean, .number, .text, .time, .duration: value
    }
  }

  func shape(_ record: Record, as kind: KindName) -> Record {
    let roles = roles[kind] ?? [:]
    let fields = record.fields.map { field in
      guard let role = roles[field.name] else { return field }
      return Record.Field(name: field.name, value: shape(field.value, in: role))
    }
    return Record(uniqueFields: fields, kind: kind)
  }

  private func shape(_ value: Value, in role: Role) -> Value {
    switch role {
    case .time: value.textValue.flatMap { Time($0) }.map(Value.time) ?? value
    case .records(let kind): shape(value, as: kind)
    }
  }
}
