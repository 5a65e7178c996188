import CommandModel

/// What is known about the fields of the records that flow past a place.
struct FieldKnowledge: Sendable {
  /// A record may have the fields of any of these.
  private(set) var kinds: [Kind]

  init(_ kinds: Kind...) { self.kinds = kinds }

  /// The records as `select` leaves them: these fields and no others.
  func selecting(_ paths: [FieldPath], adding more: [String] = []) -> FieldKnowledge {
    let fields = paths.map { path in
      type(of: path.name).map {
        .init(path.name, $0.type, $0.summary, enumeration: $0.enumeration)
      } ?? Kind.FieldType(path.name, .any, "")
    }
    return FieldKnowledge(Kind("selection", noun: "", fields: fields)).adding(more)
  }

  /// The records as `extend` leaves them.
  func adding(_ names: [String]) -> FieldKnowledge {
    if names.isEmpty { return self }
    var known = self
    known.kinds.append(
      Kind("extension", noun: "", fields: names.map { .init($0, .any, "") }))
    return known
  }

  /// The records of these or of `kind`.
  func joined(by kind: Kind) -> FieldKnowledge {
    var known = self
    known.kinds.append(kind)
    return known
  }

  func type(of path: String) -> Kind.FieldType? {
    kinds.lazy.compactMap { $0.field(path) }.first
  }

  func knows(_ path: FieldPath) -> Bool {
    path.isFree || kinds.contains { $0.knows(path.name) }
  }

  /// The same for the first step of a path into one record: `$it.name`.
  func complaint(aboutStep name: String, at range: SourceRange?) -> Diagnostic? {
    guard let complaint = complaint(about: FieldPath(name), at: nil) else { return nil }
    let names = kinds.flatMap(\.fields).map(\.name)
    return Diagnostic(
      .unknownField, complaint.message, at: range, hint: Suggestion.hint(for: name, among: names))
  }

  /// What is wrong with a field; nil when it is known.
  func complaint(about path: FieldPath, at range: SourceRange?) -> Diagnostic? {
    if knows(path) { return nil }
    let names = kinds.flatMap(\.fields).map(\.name)
    let near = Suggestion.nearest(to: path.name, among: names)
    let hint =
      near.map { "did you mean `\($0)`? `.\(path.name)` takes it as it is" }
      ?? "`.\(path.name)` takes it as it is"
    return Diagnostic(.unknownField, "unknown field `\(path.name)`", at: range, hint: hint)
  }
}

extension FieldKnowledge {
  /// What a record itself tells: its kind's fields and those that it has.
  ///
  /// Nil for a record without a kind, whose missing fields are null. A result, also one
  /// from a saved report, is known by its shape.
  init?(of record: Record, in vocabulary: Vocabulary) {
    let kind =
      ResultRecord.isResult(record)
      ? ResultRecord.kind : record.kind.flatMap { vocabulary.kind($0) }
    guard let kind else { return nil }
    self = FieldKnowledge(kind).adding(record.names)
  }
}
