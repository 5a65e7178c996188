import CommandModel

/// A path that leads into something that has no inside, or to a misspelt field.
struct PathFailure: Error {
  /// The step that fails.
  let index: Int
  let message: String
  var hint: String?
}

extension Value {
  /// The value at the end of a path; null where a record has no such field.
  func following(_ path: [PathStep], in vocabulary: Vocabulary) throws(PathFailure) -> Value {
    var value = self
    for (index, step) in path.enumerated() {
      value = try value.taking(step, at: index, in: vocabulary)
    }
    return value
  }

  private func taking(
    _ step: PathStep, at index: Int, in vocabulary: Vocabulary
  ) throws(PathFailure) -> Value {
    switch (step, self) {
    case (_, .null): return .null
    case (.field(let name), .record(let record)):
      if let value = record[name] { return value }
      if let complaint = FieldKnowledge(of: record, in: vocabulary)?
        .complaint(about: FieldPath(name), at: nil)
      {
        throw PathFailure(index: index, message: complaint.message, hint: complaint.hint)
      }
      return .null
    case (.index(let place), .list(let items)):
      let offset = place < 0 ? items.count + place : place
      return items.indices.contains(offset) ? items[offset] : .null
    case (.field(let name), .list):
      throw PathFailure(
        index: index, message: "a list has no field `\(name)`",
        hint: "take one item, `[0].\(name)`, or all: `| select \(name)`")
    default: throw .step(step, at: index, intoA: typeName)
    }
  }
}

extension PathFailure {
  /// What is wrong with a path into a value of a type that is known beforehand.
  static func checking(_ path: [PathStep], in typeName: String) -> PathFailure? {
    path.first.map { step($0, at: 0, intoA: typeName) }
  }

  static func step(_ step: PathStep, at index: Int, intoA typeName: String) -> PathFailure {
    switch step {
    case .field(let name):
      PathFailure(index: index, message: "a \(typeName) has no field `\(name)`")
    case .index(let place):
      PathFailure(index: index, message: "a \(typeName) has no item [\(place)]")
    }
  }

  /// The complaint, with the text as it was probably meant where the path stands in one:
  /// `"report-$($now).jsonl"`.
  func diagnostic(
    for variable: Variable, in text: ValueNode?, of source: SourceText
  ) -> Diagnostic {
    Diagnostic(
      .badPath, message, at: variable.range,
      hint: hint ?? text.map { "write \(meant(variable, in: $0, of: source))" })
  }

  private func meant(_ variable: Variable, in text: ValueNode, of source: SourceText) -> String {
    let name = "$" + variable.name + variable.path.prefix(index).map(\.spelling).joined()
    return source[SourceRange(text.range.lower, variable.range.lower)] + "$(" + name + ")"
      + variable.path.dropFirst(index).map(\.spelling).joined()
      + source[SourceRange(variable.range.upper, text.range.upper)]
  }
}

extension PathStep {
  fileprivate var spelling: String {
    switch self {
    case .field(let name): ".\(name)"
    case .index(let place): "[\(place)]"
    }
  }
}
