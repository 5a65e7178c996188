import CommandModel

/// `sort status last_synced_at desc`: orders by fields, one after the other.
///
/// Stable; null comes last in both directions; values of different types are ordered
/// by their types.
struct SortStage: Stage {
  static let signature = CommandSignature(
    "sort", "Orders by fields; null comes last.",
    details: ["Each field may have asc or desc behind it."],
    parameters: [
      .fields("The fields, each with asc or desc behind it.", isRequired: true)
        .followed(by: [("asc", "The smallest first."), ("desc", "The largest first.")])
    ],
    input: .values, yields: .same,
    examples: [
      Example("schemas list | sort last_synced_at desc | first 5", "The five latest.")
    ])

  private struct Key {
    let path: FieldPath
    var isDescending: Bool
  }

  private let keys: [Key]

  init(_ arguments: Record) {
    keys = arguments.paths("field").reduce(into: []) { keys, path in
      // A direction needs a field before it: `sort desc` sorts by a field of that name.
      let direction = keys.isEmpty ? nil : ["asc": false, "desc": true][path.name]
      if let direction, !path.isFree {
        keys[keys.count - 1].isDescending = direction
      } else {
        keys.append(Key(path: path, isDescending: false))
      }
    }
  }

  var fields: [FieldPath] { keys.map(\.path) }

  func apply(to records: Records) -> Records {
    records.whole { values in
      // Looked up once: a million records are compared twenty million times.
      let columns = keys.map { key in values.map { $0.lookup(key.path) } }
      return values.indices.sorted { left, right in
        for (key, column) in zip(keys, columns) {
          if let isFirst = SortOrder.comesFirst(
            column[left], column[right], descending: key.isDescending)
          {
            return isFirst
          }
        }
        return left < right
      }.map { values[$0] }
    }
  }
}

/// A total order of all values.
enum SortOrder {
  /// Whether `left` stands before `right`; nil when neither does.
  static func comesFirst(_ left: Value, _ right: Value, descending: Bool) -> Bool? {
    if case .null = left {
      if case .null = right { return nil }
      return false
    }
    if case .null = right { return true }
    guard let isLess = isLess(left, right) else { return nil }
    return isLess != descending
  }

  private static func isLess(_ left: Value, _ right: Value) -> Bool? {
    switch (left, right) {
    case (.text(let a), .text(let b)): less(a, b)
    case (.number(let a), .number(let b)): less(a, b)
    case (.time(let a), .time(let b)): less(a, b)
    case (.duration(let a), .duration(let b)): less(a, b)
    case (.boolean(let a), .boolean(let b)): less(a ? 1 : 0, b ? 1 : 0)
    default: less(rank(left), rank(right))
    }
  }

  private static func less<T: Comparable>(_ a: T, _ b: T) -> Bool? {
    a < b ? true : b < a ? false : nil
  }

  private static func rank(_ value: Value) -> Int {
    switch value {
    case .boolean: 0
    case .number: 1
    case .text: 2
    case .time: 3
    case .duration: 4
    case .list: 5
    case .record: 6
    case .null: 7
    }
  }
}
