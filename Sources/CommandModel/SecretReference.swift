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

  /// What stands in the arguments of an invocation.
  package var value: Value { .record([Self.field: .text(spelling)]) }

  /// The reference that stands in an argument; nil for any other value.
  package init?(_ value: Value) {
    guard let record = value.recordValue, record.fields.count == 1,
      let spelling = record[Self.field]?.textValue
    else { return nil }
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

  /// The same with a reference in the place of each text that spells one, as records from a
  /// file have them; `@@` begins a text that begins with one `@`.
  package var readingReferences: Value {
    switch self {
    case .text(let text):
      if let reference = SecretReference(spelling: text) { return reference.value }
      return text.hasPrefix("@@") ? .text(String(text.dropFirst())) : self
    case .list(let items): return .list(items.map(\.readingReferences))
    case .record(let record):
      let fields = record.fields.map {
        Record.Field(name: $0.name, value: $0.value.readingReferences)
      }
      return .record(Record(uniqueFields: fields, kind: record.kind))
    case .null, .boolean, .number, .time, .duration: return self
    }
  }
}

extension Value {
  /// The same with `@@` for the `@` that a text begins with, so that `readingReferences`
  /// gives it back.
  package var escapingReferences: Value {
    switch self {
    case .text(let text): text.hasPrefix("@") && text.count > 1 ? .text("@" + text) : self
    case .list(let items): .list(items.map(\.escapingReferences))
    case .record(let record):
      .record(
        Record(
          uniqueFields: record.fields.map {
            Record.Field(name: $0.name, value: $0.value.escapingReferences)
          }, kind: record.kind))
    case .null, .boolean, .number, .time, .duration: self
    }
  }
}

extension Invocation {
  /// The references among those of its arguments that may be secrets; what looks like one
  /// anywhere else is none.
  package var secretReferences: [SecretReference] {
    arguments.fields.filter(mayBeSecret).flatMap(\.value.secretReferences)
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
