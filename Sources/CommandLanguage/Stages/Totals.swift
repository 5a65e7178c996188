import CommandModel

/// What `sum`, `min`, `max` and `avg` make of the values of one field; null does not count.
protocol Total: Sendable {
  static var word: String { get }
  static var summary: String { get }
  static var example: Example { get }

  init()
  /// Takes the next value, which is not null.
  mutating func add(_ value: Value) throws(ValueError)
  /// What it came to; null where there was no value to tell of.
  func value() throws(ValueError) -> Value
}

/// A stage that makes one value of a field of all records, and keeps none of them.
struct TotalStage<Content: Total>: Stage {
  static var signature: CommandSignature {
    CommandSignature(
      Content.word, Content.summary,
      details: ["Null does not count."],
      parameters: [
        Parameter(
          "field", .field, "The field.", form: .positional, place: .local, isRequired: true)
      ], input: .values, yields: .value, examples: [Content.example])
  }

  let fields: [FieldPath]

  init(_ arguments: Record) { fields = arguments.paths("field") }

  func flow(after flow: Flow) -> Flow { Flow() }

  func apply(to records: Records) -> Records {
    .once(.one, of: records) { records in
      guard let path = fields.first else { return [] }
      var total = Content()
      while let batch = try await records.nextBatch() {
        for value in batch {
          let found = value.lookup(path)
          if !found.isNull { try total.add(found) }
        }
      }
      let value = try total.value()
      return value.isNull ? [] : [value]
    }
  }
}

/// `sum rows`: numbers or durations; nothing adds up to 0.
struct Sum: Total {
  static let word = "sum"
  static let summary = "Adds up a field of numbers or durations."
  static let example = Example(
    "schemas list | sum table.row_count", "The rows of all tables.")

  private var sum: Value?

  mutating func add(_ value: Value) throws(ValueError) {
    try add(value, as: Self.word)
  }

  fileprivate mutating func add(_ value: Value, as word: String) throws(ValueError) {
    guard value.isSummable else { throw .noSum(value, of: word) }
    sum = if let sum { try Arithmetic.result(.plus, sum, value) } else { value }
  }

  func value() throws(ValueError) -> Value { sum ?? 0 }
}

/// `avg rows`: the sum divided by how many there were.
struct Average: Total {
  static let word = "avg"
  static let summary = "Finds the mean of a field of numbers or durations."
  static let example = Example(
    "schemas list | extend age = $now - last_synced_at | avg age", "The mean age of the tables.")

  private var sum = Sum()
  private var count = 0

  mutating func add(_ value: Value) throws(ValueError) {
    try sum.add(value, as: Self.word)
    count += 1
  }

  func value() throws(ValueError) -> Value {
    if count == 0 { return .null }
    return try Arithmetic.result(.dividedBy, try sum.value(), .integer(count))
  }
}

/// `min last_synced_at`: the least of numbers, times, durations or texts.
struct Minimum: Total {
  static let word = "min"
  static let summary = "Finds the least value of a field."
  static let example = Example(
    "schemas list | min last_synced_at", "When the table that waits longest was synced.")

  private var extreme = Extreme(.less)

  mutating func add(_ value: Value) throws(ValueError) { try extreme.add(value) }
  func value() throws(ValueError) -> Value { extreme.value }
}

/// `max rows`: the greatest of numbers, times, durations or texts.
struct Maximum: Total {
  static let word = "max"
  static let summary = "Finds the greatest value of a field."
  static let example = Example("schemas list | max last_synced_at", "When the latest sync was.")

  private var extreme = Extreme(.greater)

  mutating func add(_ value: Value) throws(ValueError) { try extreme.add(value) }
  func value() throws(ValueError) -> Value { extreme.value }
}

/// The value before which none of the others comes.
private struct Extreme {
  private(set) var value = Value.null
  private let order: Operator

  init(_ order: Operator) { self.order = order }

  mutating func add(_ next: Value) throws(ValueError) {
    // `||` would hide the type of the error.
    if value.isNull {
      value = next
    } else if try Comparison.holds(order, next, value) {
      value = next
    }
  }
}

extension Value {
  fileprivate var isSummable: Bool {
    switch self {
    case .number, .duration: true
    case .null, .boolean, .text, .time, .list, .record: false
    }
  }
}

extension ValueError {
  fileprivate static func noSum(_ value: Value, of word: String) -> ValueError {
    ValueError(
      message: "`\(word)` adds up numbers or durations, not a \(value.typeName)",
      hint: "choose another field, or leave such records out with `where`")
  }
}
