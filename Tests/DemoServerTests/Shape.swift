import CommandModel

/// What a JSON value looks like, without what it says.
///
/// Null stands for anything, because a recording shows only what happened to be there.
indirect enum Shape {
  case anything
  case leaf(String)
  case list(of: Shape)
  case record([String: Shape], optional: Set<String>)

  init(_ value: Value) {
    switch value {
    case .null: self = .anything
    case .list(let items): self = .list(of: items.map(Shape.init).reduce(.anything, Shape.merged))
    case .record(let record):
      let fields = record.fields.map { ($0.name, Shape($0.value)) }
      self = .record(Dictionary(uniqueKeysWithValues: fields), optional: [])
    case .boolean, .number, .text, .time, .duration: self = .leaf(value.typeName)
    }
  }

  /// The shape of things that look like either.
  private static func merged(_ left: Shape, _ right: Shape) -> Shape {
    switch (left, right) {
    case (.anything, let other), (let other, .anything): return other
    case (.list(let left), .list(let right)): return .list(of: merged(left, right))
    case (.record(let left, let leftOptional), .record(let right, let rightOptional)):
      let uncommon = Set(left.keys).symmetricDifference(right.keys)
      return .record(
        left.merging(right, uniquingKeysWith: merged),
        optional: uncommon.union(leftOptional).union(rightOptional))
    case (.leaf(let left), .leaf(let right)) where left == right: return .leaf(left)
    default: return .anything
    }
  }

  /// Where `value` looks different, as paths with a word on what is wrong there.
  func differences(of value: Value, at path: String = "") -> [String] {
    switch (self, value) {
    case (.anything, _), (_, .null): return []
    case (.list(let item), .list(let items)):
      return items.enumerated().flatMap { item.differences(of: $1, at: "\(path)[\($0)]") }
    case (.record(let fields, let optional), .record(let record)):
      let names = Set(record.names)
      let missing = Set(fields.keys).subtracting(optional).subtracting(names)
      return missing.sorted().map { "\(path).\($0): missing" }
        + record.fields.flatMap { field in
          fields[field.name]?.differences(of: field.value, at: "\(path).\(field.name)")
            ?? ["\(path).\(field.name): not in the recording"]
        }
    case (.leaf(let type), _) where type == value.typeName: return []
    default: return ["\(path): \(value.typeName)"]
    }
  }
}
