import CommandModel

/// Finds the things that a verb is about in the values that come through the pipe.
///
/// A text is an id, a record gives its `id`; a record of another kind is followed
/// along its link.
struct TargetReading {
  private let kind: KindName
  private let vocabulary: Vocabulary

  init(_ kind: KindName, in vocabulary: Vocabulary) {
    self.kind = kind
    self.vocabulary = vocabulary
  }

  /// The targets in order, each once.
  func targets(of values: [Value]) throws(ValueError) -> [Invocation.Target] {
    var targets: [Invocation.Target] = []
    targets.reserveCapacity(values.count)
    for value in values { targets.append(try target(value)) }
    return targets.firstOfEach(\.id)
  }

  private func target(_ value: Value) throws(ValueError) -> Invocation.Target {
    switch value {
    case .text(let id): return try target(id: value, named: nil, shown: id)
    case .record(let record):
      guard let from = record.targetKind, from != kind else {
        let name = vocabulary.kind(kind)?.title(of: record) ?? record["name"]?.textValue
        return try target(
          id: record["id"], named: name, shown: "the record",
          reasonToSkip: vocabulary.kind(kind)?.reasonToSkip(record))
      }
      if let complaint = missingLink(from: from) { throw complaint }
      let field = vocabulary.kind(from)?.link(to: kind)?.field ?? "id"
      return try target(
        id: FieldPath(field).value(in: record), named: nil, shown: "the \(from)")
    default:
      throw ValueError(
        code: .noTarget, message: "a \(value.typeName) says not which \(kind) is meant",
        hint: "pipe records or ids into it")
    }
  }

  private func target(
    id: Value?, named name: String?, shown: String, reasonToSkip: String? = nil
  ) throws(ValueError) -> Invocation.Target {
    guard let id, !id.isNull else {
      throw ValueError(
        code: .noTarget, message: "\(shown) has no id of a \(kind)",
        hint: "keep `id` among the fields that are selected")
    }
    guard let text = id.textValue, text.isUUID else {
      throw ValueError(
        code: .noTarget, message: "`\(id.plainText ?? id.typeName)` is no id of a \(kind)",
        hint: "an id is a UUID, as the field `id` of a listing shows it")
    }
    return Invocation.Target(
      kind: kind, id: text.lowercased(), name: name, reasonToSkip: reasonToSkip)
  }

  /// What is wrong with records of another kind; nil when they lead to ours.
  func missingLink(from other: KindName) -> ValueError? {
    if vocabulary.kind(other)?.link(to: kind) != nil { return nil }
    return ValueError(
      code: .noLink, message: "a \(other) does not lead to a \(kind)",
      hint: vocabulary.kind(kind).map { "begin with `\($0.noun) list`" })
  }

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
      guard found == nil || found == kind else {
        throw ValueError(
          code: .needsNoun, message: "things of different kinds come through the pipe",
          hint: "write the noun too, such as `sources reload`")
      }
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
