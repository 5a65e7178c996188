/// Where a secret is read when it is sent. It stands in the secret's place in plans and
/// journals, so that a run that was given one can be resumed.
package enum SecretReference: Sendable, Hashable {
  /// A variable of the process's environment: `$env.NAME`.
  case environment(String)
  /// What a file holds: `@path`, from the folder where edsh runs.
  case file(String)

  /// Reads `$env.NAME` or `@path`; nil for any other text.
  package init?(spelling: String) {
    if spelling.hasPrefix(Self.environmentMark) {
      let name = spelling.dropFirst(Self.environmentMark.count)
      guard !name.isEmpty else { return nil }
      self = .environment(String(name))
    } else if spelling.hasPrefix("@"), spelling.count > 1, !spelling.hasPrefix("@@") {
      self = .file(String(spelling.dropFirst()))
    } else {
      return nil
    }
  }

  /// As a person writes it.
  package var spelling: String {
    switch self {
    case .environment(let name): Self.environmentMark + name
    case .file(let path): "@" + path
    }
  }

  private static let environmentMark = "$env."

  // MARK: - As a value

  /// The name under which a server knows a secret that was not filled in, so that it refuses
  /// one that should ever reach it (contract 4.4).
  private static let field = "secretRef"

  /// What is decoded never has it, so that nothing a server sends, or a file says, passes for
  /// a reference: what looks like one and is none is refused before it is sent.
  private static let kind: KindName = "secret_reference"

  /// What stands in the arguments of an invocation.
  package var value: Value {
    .record(Record([(Self.field, .text(spelling))], kind: Self.kind))
  }

  /// The reference that stands in an argument; nil for any other value.
  package init?(_ value: Value) {
    guard let record = value.recordValue, record.kind == Self.kind,
      let spelling = record[Self.field]?.textValue
    else { return nil }
    self.init(spelling: spelling)
  }

  /// Whether a value looks like a reference and is none.
  fileprivate static func isForged(_ record: Record) -> Bool {
    record.kind != kind && record.fields.count == 1 && record[field] != nil
  }

  /// The reference that a record of our own journal or plan was written from.
  fileprivate init?(journaled record: Record) {
    guard record.fields.count == 1, let spelling = record[Self.field]?.textValue else {
      return nil
    }
    self.init(spelling: spelling)
  }
}

/// Reads what a reference stands for.
///
/// Throws the `Problem` that keeps it from being read.
package typealias SecretReader = @Sendable (SecretReference) throws(Problem) -> Value

extension Value {
  /// The references in it, in their order.
  package var secretReferences: [SecretReference] {
    if let reference = SecretReference(self) { return [reference] }
    switch self {
    case .list(let items): return items.flatMap(\.secretReferences)
    case .record(let record): return record.fields.flatMap(\.value.secretReferences)
    case .null, .boolean, .number, .text, .time, .duration: return []
    }
  }

  /// The same with the value of each reference in its place.
  fileprivate func fillingIn(_ read: SecretReader) throws(Problem) -> Value {
    if let reference = SecretReference(self) { return try read(reference) }
    switch self {
    case .list(let items):
      return .list(try items.map { item throws(Problem) in try item.fillingIn(read) })
    case .record(let record):
      let fields = try record.fields.map { field throws(Problem) in
        Record.Field(name: field.name, value: try field.value.fillingIn(read))
      }
      return .record(Record(uniqueFields: fields, kind: record.kind))
    case .null, .boolean, .number, .text, .time, .duration: return self
    }
  }

  /// The same with every leaf, and every record that `whole` takes as one, replaced.
  private func mapping(
    whole: (Record) -> Value? = { _ in nil }, texts: (String) -> Value = Value.text
  ) -> Value {
    switch self {
    case .text(let text): return texts(text)
    case .list(let items): return .list(items.map { $0.mapping(whole: whole, texts: texts) })
    case .record(let record):
      if let value = whole(record) { return value }
      let fields = record.fields.map { field in
        Record.Field(name: field.name, value: field.value.mapping(whole: whole, texts: texts))
      }
      return .record(Record(uniqueFields: fields, kind: record.kind))
    case .null, .boolean, .number, .time, .duration: return self
    }
  }

  /// Whether a text in it spells a variable of the environment.
  package var spellsEnvironment: Bool {
    var isThere = false
    _ = mapping(texts: { text in
      if case .environment? = SecretReference(spelling: text) { isThere = true }
      return .text(text)
    })
    return isThere
  }

  /// Whether something in it looks like a reference and is none.
  fileprivate var forgesReference: Bool {
    var isThere = false
    _ = mapping(whole: { record in
      isThere = isThere || SecretReference.isForged(record)
      return nil
    })
    return isThere
  }

  /// The same with a reference in the place of each text that spells one, as records from a
  /// file have them; one more `@`, or `$`, begins a text that begins so.
  package var readingReferences: Value {
    mapping(texts: { text in
      if let reference = SecretReference(spelling: text) { return reference.value }
      return .text(text.isEscaped ? String(text.dropFirst()) : text)
    })
  }

  /// The same as texts that `readingReferences` gives back.
  package var spellingReferences: Value {
    mapping(whole: { SecretReference(.record($0)).map { .text($0.spelling) } }) { text in
      let isTaken = SecretReference(spelling: text) != nil || text.isEscaped
      return .text(isTaken ? String(text.prefix(1)) + text : text)
    }
  }

  /// The same with each reference changed.
  fileprivate func changingReferences(_ change: (SecretReference) -> SecretReference) -> Value {
    mapping(whole: { SecretReference(.record($0)).map { change($0).value } })
  }

  /// The same with the references that it was written down with, in our own journal or plan.
  package var restoringReferences: Value {
    mapping(whole: { SecretReference(journaled: $0)?.value })
  }
}

extension String {
  /// Whether it begins with one `@` or `$` more than a text that would spell a reference.
  fileprivate var isEscaped: Bool {
    if hasPrefix("@@") { return true }
    return hasPrefix("$$") && drop { $0 == "$" }.hasPrefix("env.")
  }
}

extension Invocation {
  /// The references among those of its arguments that may be secrets; what looks like one
  /// anywhere else is none.
  package var secretReferences: [SecretReference] {
    arguments.fields.filter(mayBeSecret).flatMap(\.value.secretReferences)
  }

  /// The same invocation with the files it refers to named by other paths.
  package func namingSecretFiles(_ path: (String) -> String) -> Invocation {
    var changed = self
    for field in arguments.fields where mayBeSecret(field) {
      changed.arguments[field.name] = field.value.changingReferences { reference in
        guard case .file(let name) = reference else { return reference }
        return .file(path(name))
      }
    }
    return changed
  }

  /// Whether some of those look like a reference and are none.
  package var forgesReference: Bool {
    arguments.fields.filter(mayBeSecret).contains { $0.value.forgesReference }
  }

  private func mayBeSecret(_ field: Record.Field) -> Bool {
    operation.signature.parameters.first { $0.isNamed(field.name) }?.isSecret ?? true
  }

  /// The invocation with the secrets it refers to, for the one place that sends it.
  ///
  /// - Throws: The `Problem` of the first that cannot be read.
  package func fillingIn(_ read: SecretReader) throws(Problem) -> Invocation {
    guard !secretReferences.isEmpty else { return self }
    var filled = self
    for field in arguments.fields where mayBeSecret(field) {
      filled.arguments[field.name] = try field.value.fillingIn(read)
    }
    return filled
  }
}
