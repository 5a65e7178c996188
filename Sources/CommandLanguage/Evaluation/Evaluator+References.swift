import CommandModel

/// Texts in the place of ids, and the things that they mean.
extension Evaluator {
  /// The ids that a verb was given as arguments; each name among them has become the record
  /// of what it means.
  ///
  /// - Throws: `Problem` of usage with all names that mean none or several.
  func ids(of binding: CommandBinding) async throws -> [Value] {
    guard let slot = binding.targetSlot, let kind = slot.type.identifiedKind else { return [] }
    var ids: [Value] = []
    var complaints: [Diagnostic] = []
    for node in slot.nodes {
      do {
        try await located(at: node.range) {
          let value =
            if let spelling = node.plainSpelling { Value.text(spelling) } else {
              try await argument(node, as: .any)
            }
          for item in value.listValue ?? [value] {
            ids.append(try await identified(item, as: kind))
          }
        }
      } catch let problem as Problem where problem.concernsReferencesAlone {
        complaints += problem.diagnostics
      }
    }
    if !complaints.isEmpty { throw Problem(.usage, complaints) }
    return ids
  }

  /// The records of a pipe, in which each text has become the record of what it means.
  func identified(_ records: Records, as kind: KindName) -> Records {
    records.map { [self] batch in
      var things: [Value] = []
      for value in batch { things.append(try await identified(value, as: kind)) }
      return things
    }
  }

  /// The argument of a parameter, with ids in the place of names.
  func identified(_ value: Value, by type: ParameterType) async throws -> Value {
    guard let kind = type.identifiedKind else { return value }
    guard case .list(let items) = value else { return try await id(of: value, as: kind) }
    var ids: [Value] = []
    for item in items { ids.append(try await id(of: item, as: kind)) }
    return .list(ids)
  }

  private func id(of value: Value, as kind: KindName) async throws -> Value {
    let thing = try await identified(value, as: kind)
    return thing.recordValue?["id"] ?? thing
  }

  /// A text that is no id as the record of what it means; any other value, and a text that
  /// can mean nothing, as it is.
  private func identified(_ value: Value, as kind: KindName) async throws -> Value {
    guard case .text(let text) = value, !text.isUUID, let kind = vocabulary.kind(kind),
      kind.naming != nil
    else { return value }
    let reference = Reference(text)
    guard !reference.readings.isEmpty else { return value }
    let thing = try await host.thing(reference, of: kind)
    return .record(
      Record(
        [("id", .text(thing.id)), ("name", thing.name.map(Value.text) ?? .null)],
        kind: kind.name))
  }
}

extension Problem {
  /// Whether it says nothing but that texts mean none or several things.
  fileprivate var concernsReferencesAlone: Bool {
    diagnostics.allSatisfy { [.unknownReference, .ambiguousReference].contains($0.code) }
      && !diagnostics.isEmpty
  }
}

// MARK: - Names in the text of a block

extension Evaluator {
  /// A part of a script in which each name that is written in the place of an id has become
  /// what it means, as a record with the id; a name that is only computed stays.
  func textWithIDs(
    of range: SourceRange, block: Block, in script: LoadedScript
  ) async throws -> String {
    let atWork = self.script
    self.script = script
    defer { self.script = atWork }
    var text = ""
    var offset = range.lower
    for found in WrittenReferences(in: block, vocabulary).found {
      let meant = try await located(at: found.range) {
        try await identified(.text(found.text), as: found.kind)
      }
      guard let thing = meant.recordValue else { continue }
      text += script.source.text(of: SourceRange(offset, found.range.lower))
      text += thing.asWritten(of: found.kind)
      offset = found.range.upper
    }
    return text + script.source.text(of: SourceRange(offset, range.upper))
  }
}

extension Record {
  /// `{kind: source, id: 0199…, name: "Stripe/eu"}`: what a verb takes in the place of an id.
  fileprivate func asWritten(of kind: KindName) -> String {
    let pairs =
      [("kind", kind.description)]
      + fields.compactMap { field in
        field.value.textValue.map { (field.name, $0) }
      }
    return "{" + pairs.map { "\($0): \"\($1.escapedForText)\"" }.joined(separator: ", ") + "}"
  }
}

/// The texts that are written in a block in the place of ids and are none, in their order.
private struct WrittenReferences {
  struct Found {
    let text: String
    let kind: KindName
    let range: SourceRange
  }

  private(set) var found: [Found] = []

  init(in block: Block, _ vocabulary: Vocabulary) {
    let walk = CommandWalk(block)
    for command in walk.commands + walk.plannedCommands {
      guard let signature = vocabulary.command(command.words.map(\.text)) else { continue }
      let binding = CommandBinding(
        command, to: signature, hasInput: false, in: vocabulary)
      for slot in binding.slots {
        guard let kind = slot.parameter.type.identifiedKind else { continue }
        slot.nodes.forEach { add($0, of: kind) }
      }
    }
    found.sort { $0.range.lower < $1.range.lower }
  }

  private mutating func add(_ node: ValueNode, of kind: KindName) {
    if case .list(let nodes) = node.form { return nodes.forEach { add($0, of: kind) } }
    guard let text = node.plainSpelling, !text.isUUID else { return }
    found.append(Found(text: text, kind: kind, range: node.range))
  }
}
