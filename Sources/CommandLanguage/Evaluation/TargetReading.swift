import CommandModel

/// Finds the things that a verb is about in the values that come through the pipe.
///
/// A text is an id, a record gives its `id`; a record of another kind is followed
/// along its link. What `select schema.id` has left of a record gives that field.
struct TargetReading {
  private let kind: KindName
  private let vocabulary: Vocabulary

  init(_ kind: KindName, in vocabulary: Vocabulary) {
    self.kind = kind
    self.vocabulary = vocabulary
  }

  /// The targets of records on their way: each record is let go of when its target is known,
  /// because a run of a hundred thousand must not hold them.
  func targets(of records: Records) async throws -> Targets {
    var targets = Targets(of: kind)
    while let batch = try await records.nextBatch() {
      for value in batch { try add(value, to: &targets) }
    }
    targets.seal()
    return targets
  }

  private func add(_ value: Value, to targets: inout Targets) throws(ValueError) {
    switch value {
    case .text(let id): try add(id: value, of: nil, shown: id, to: &targets)
    case .record(let record):
      guard let from = record.targetKind, from != kind else {
        return try add(
          id: record["id"] ?? record["\(kind).id"], of: record, shown: "the record",
          reasonToSkip: vocabulary.kind(kind)?.reasonToSkip(record), to: &targets)
      }
      if let complaint = missingLink(from: from) { throw complaint }
      let field = vocabulary.kind(from)?.link(to: kind)?.field ?? "id"
      try add(
        id: FieldPath(field).value(in: record), of: record, at: field, shown: "the \(from)",
        hint: "keep `\(field)` among the fields, and leave out what has none", to: &targets)
    default:
      throw ValueError(
        code: .noTarget, message: "a \(value.typeName) says not which \(kind) is meant",
        hint: "pipe records or ids into it")
    }
  }

  /// Adds the thing that an id means, which `record` tells of, in the record around its
  /// field `field`.
  private func add(
    id: Value?, of record: Record?, at field: String = "id", shown: String,
    reasonToSkip: String? = nil,
    hint: String = "keep `id` among the fields that are selected", to targets: inout Targets
  ) throws(ValueError) {
    guard let id, !id.isNull else {
      throw ValueError(
        code: .noTarget, message: "\(shown) has no id of a \(kind)", hint: hint)
    }
    guard let text = id.textValue,
      targets.append(
        id: text, name: record.flatMap { name(in: $0, at: field) },
        project: record?[Record.projectField]?.plainText, reasonToSkip: reasonToSkip)
    else {
      throw ValueError(
        code: .noTarget, message: "`\(id.plainText ?? id.typeName)` is no id of a \(kind)",
        hint: ReadingError.identifierRemedy)
    }
  }

  /// What a person knows the thing by whose id stands at `field`.
  private func name(in record: Record, at field: String) -> String? {
    let owner = field.split(separator: ".").dropLast().joined(separator: ".")
    guard !owner.isEmpty else {
      return vocabulary.kind(kind)?.title(of: record) ?? record["name"]?.textValue
    }
    return FieldPath(owner).value(in: record)?.recordValue
      .flatMap { vocabulary.kind(kind)?.title(of: $0) }
  }

  /// What is wrong with records of another kind; nil when they lead to ours.
  func missingLink(from other: KindName) -> ValueError? {
    if vocabulary.kind(other)?.link(to: kind) != nil { return nil }
    return ValueError(
      code: .noLink, message: "a \(other) does not lead to a \(kind)",
      hint: vocabulary.kind(kind).map { "begin with `\($0.noun) list`" })
  }

  /// Values of one kind on their way, and the kind; nil when there are no values.
  ///
  /// Where a later one turns out to be of another kind, pulling throws.
  static func kind(
    of records: Records
  ) async throws -> (kind: KindName, records: Records)? {
    guard let first = try await records.nextBatch(), let kind = try kind(of: first) else {
      return nil
    }
    var begun: [Value]? = first
    let whole = Records(records.shape) {
      if let first = begun {
        begun = nil
        return first
      }
      guard let batch = try await records.nextBatch() else { return nil }
      guard try self.kind(of: batch) == kind else { throw differentKinds }
      return batch
    }
    return (kind, whole)
  }

  private static let differentKinds = ValueError(
    code: .needsNoun, message: "things of different kinds come through the pipe",
    hint: "write the noun too, such as `sources reload`")

  /// The one kind that values are of, for a verb without a noun; nil when there are no
  /// values.
  static func kind(of values: [Value]) throws(ValueError) -> KindName? {
    var found: KindName?
    for value in values {
      guard let kind = value.recordValue?.targetKind else {
        throw ValueError(
          code: .needsNoun, message: "what comes through the pipe has no kind",
          hint: "write the noun too, such as `schemas reload`")
      }
      guard found == nil || found == kind else { throw differentKinds }
      found = kind
    }
    return found
  }
}

extension Record {
  /// What it is about: its kind, or what a saved report says in its field `kind`.
  fileprivate var targetKind: KindName? {
    kind ?? self["kind"]?.textValue.map { KindName($0) }
  }
}
