import CommandModel

/// Why a value is not what a parameter takes.
struct ReadingError: Error {
  var code = ErrorCode.badValue
  let message: String
  var hint: String?

  static let identifierRemedy = "an id is a UUID, as the field `id` of a listing shows it"
}

extension ParameterType {
  /// Reads a bare word's spelling.
  func read(_ spelling: String) throws(ReadingError) -> Value {
    switch self {
    case .text, .file, .command: return .text(spelling)
    case .any: return WordReading.language.value(of: spelling)
    case .identifier: return try known(Reference(spelling).value, spelling)
    case .integer(let range): return try integer(spelling, in: range)
    case .number: return try known(Number(spelling: spelling).map(Value.number), spelling)
    case .boolean: return try known(["true": true, "false": false][spelling], spelling)
    case .time: return try known(Time(spelling).map(Value.time), spelling)
    case .duration: return try known(DurationText.parse(spelling).map(Value.duration), spelling)
    case .choice(let words, let isOpen): return try choice(spelling, of: words, isOpen: isOpen)
    case .list(let item): return .list([try item.read(spelling)])
    case .nullable(let type): return spelling == "null" ? .null : try type.read(spelling)
    case .limit: return try known(HaltLimit(spelling: spelling)?.value, spelling)
    case .field:
      if FieldPath.isField(spelling) { return .text(spelling) }
      throw ReadingError(
        code: .notAField, message: "`\(spelling)` is no field; a field is names joined by dots",
        hint: ParameterType.remedy(forField: spelling))
    }
  }

  /// Reads a value that was computed or quoted.
  func read(_ value: Value) throws(ReadingError) -> Value {
    switch (self, value) {
    case (.any, _), (_, .null), (.number, .number), (.boolean, .boolean), (.time, .time),
      (.duration, .duration):
      return value
    case (.nullable(let type), _): return try type.read(value)
    case (.list(let item), .list(let values)):
      return .list(try values.map { value throws(ReadingError) in try item.read(value) })
    case (.list(let item), _): return .list([try item.read(value)])
    case (.identifier, .record(let record)):
      guard let id = record["id"] else { throw unreadable("a record without `id`") }
      return try read(id)
    case (.field, .text(let name)): return .text(name)
    default:
      guard let text = value.plainText else { throw unreadable("a \(value.typeName)") }
      return try read(text)
    }
  }

  /// The value that a literal reads as; nil where only running tells.
  func literal(_ node: ValueNode) throws(ReadingError) -> Value? {
    if case .nullable(let type) = self, node.word != "null" { return try type.literal(node) }
    if let word = node.word { return try read(word) }
    if let text = node.quotedText { return try read(.text(text)) }
    try refuseShape(of: node)
    guard case .list(let nodes) = node.form, case .list(let item) = self else { return nil }
    var values: [Value] = []
    for node in nodes {
      guard let value = try item.literal(node) else { return nil }
      values.append(value)
    }
    return .list(values)
  }
}

extension ParameterType {
  /// Refuses a list or record that is written where neither can be meant.
  private func refuseShape(of node: ValueNode) throws(ReadingError) {
    switch (node.form, self) {
    case (_, .any), (.list, .list), (.record, .identifier), (.record, .list): return
    case (.list, _): throw unreadable("a list")
    case (.record, _): throw unreadable("a record")
    default: return
    }
  }

  private func unreadable(_ what: String) -> ReadingError {
    ReadingError(message: "\(what) is no \(name)", hint: remedy)
  }

  private func known(_ value: Value?, _ spelling: String) throws(ReadingError) -> Value {
    guard let value else { throw unreadable("`\(spelling)`") }
    return value
  }

  private var remedy: String? {
    switch self {
    case .number: "write digits, such as `200` or `0.5`"
    case .boolean: "write `true` or `false`"
    case .time: "write a date or a time, such as `2026-05-01` or `2026-05-01T10:00:00Z`"
    case .duration: "write digits and a unit, such as `90s`, `5m` or `1h30m`"
    case .identifier: ReadingError.identifierRemedy
    case .limit: "write a number, a share such as `25%`, or `never`"
    default: nil
    }
  }

  private func integer(
    _ spelling: String, in range: ClosedRange<Int>
  ) throws(ReadingError) -> Value {
    guard let integer = Number(spelling: spelling)?.exactInteger.map(Int.init) else {
      throw unreadable("`\(spelling)`")
    }
    guard range.contains(integer) else {
      let bounds =
        range.upperBound == .max
        ? "at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
      throw ReadingError(message: "\(integer) is out of range; the number must be \(bounds)")
    }
    return .integer(integer)
  }

  private func choice(
    _ spelling: String, of words: [String], isOpen: Bool
  ) throws(ReadingError) -> Value {
    if words.contains(spelling) { return .text(spelling) }
    if let right = words.first(where: { $0.lowercased() == spelling.lowercased() }) {
      throw ReadingError(
        code: .badCase, message: "`\(spelling)` is spelled `\(right)`",
        hint: "write `\(right)`; case counts")
    }
    if isOpen { return .text(spelling) }
    let known = words.count > 12 ? "the known words" : words.joined(separator: ", ")
    throw ReadingError(
      message: "`\(spelling)` is none of \(known)",
      hint: Suggestion.hint(for: spelling, among: words))
  }
}

extension Reference {
  /// A whole id in its one spelling, any other text as it stands; nil for what can be neither
  /// an id nor a name.
  fileprivate var value: Value? {
    if case .id(let id)? = readings.first { return .text(id.text) }
    return readings.isEmpty ? nil : .text(text)
  }
}

extension String {
  /// Whether it is 8-4-4-4-12 hexadecimal digits.
  var isUUID: Bool { PackedID(self) != nil }
}

extension ParameterType {
  /// What is written for the fields of neighbours: `*` and, to sort by, `-name`.
  fileprivate static func remedy(forField spelling: String) -> String? {
    if spelling == "*" { return "all fields are there unless `select` names some" }
    let name = String(spelling.dropFirst())
    guard spelling.hasPrefix("-"), FieldPath.isField(name) else { return nil }
    return "downwards is written behind a field: `sort \(name) desc`"
  }
}
