import CommandModel

extension CompletionOffers {
  /// The fields of the records that come in: those of their kind, and those that were seen.
  var fields: [Candidate] {
    guard let input else { return [] }
    let declared = input.fields?.kinds.flatMap(\.fields) ?? kind?.fields ?? []
    let named = input.selectedFields ?? declaredColumns
    return declared.map { Candidate(text: $0.name, summary: $0.summary, kind: .field) }
      + (named + input.addedFields).map { Candidate(text: $0, summary: "", kind: .field) }
      + (seen?.fields ?? []).map(seenField)
  }

  /// A field that was seen; one that the check would not know is taken as it is.
  private func seenField(_ name: String) -> Candidate {
    let isKnown = input?.fields?.knows(FieldPath(name)) ?? true
    return isKnown
      ? Candidate(text: name, summary: "", kind: .field)
      : Candidate(text: "." + name, summary: "", kind: .field, name: name)
  }

  /// The kind whose fields the records have that come in.
  var kind: Kind? {
    let shape = input?.fields?.kinds.first?.name ?? variableSeen?.shape ?? input?.kind
    return shape == ResultRecord.kind.name
      ? ResultRecord.kind : shape.flatMap { vocabulary.kind($0) }
  }

  /// The columns of the command whose records these are, where no kind says more.
  private var declaredColumns: [String] {
    input?.fields == nil && kind == nil ? input?.producer?.columns ?? [] : []
  }

  /// What was seen of the records that come in, or of such records before.
  var seen: SeenRecords? {
    guard let input, input.selectedFields == nil else { return nil }
    if site.elements.first?.first?.kind == .variable { return variableSeen }
    if let kind { return session.seenKinds[kind.name] }
    if let file { return isUnchanged ? session.peek(file) : nil }
    guard input.fields == nil, input.producer?.yields.isRecords == true, !input.isFromFile else {
      return nil
    }
    // Nothing is known of them; they may well be what was just looked at.
    let last = session.seen[BuiltInVariable.last.rawValue]
    return last?.shape == nil ? last : nil
  }

  /// What was seen of the variable whose records come in.
  private var variableSeen: SeenRecords? {
    guard let first = site.elements.first?.first, first.kind == .variable, isUnchanged else {
      return nil
    }
    return session.seen[String(site.spelling(first).dropFirst())]
  }

  /// The file whose records come in, where it is named as it stands.
  private var file: String? {
    guard let text = site.inputText else { return nil }
    let script = Parser.parse(SourceText(text), vocabulary: vocabulary).script
    guard case .command(let command)? = script.statements.last?.pipeline?.elements.first?.form,
      vocabulary.command(command.words.map(\.text))?.readsFile == true,
      case .value(let node)? = command.arguments.first?.form
    else { return nil }
    return node.spelledText
  }

  /// Whether what comes in is what stands at the head, or some of it.
  private var isUnchanged: Bool {
    site.elements.dropFirst().dropLast().allSatisfy { element in
      let words = element.prefix { $0.kind == .word }.prefix(4).map(site.spelling)
      let command = vocabulary.command(beginning: words, after: nil)
      return command?.signature.yields == .same
    }
  }
}

extension CommandSignature.Yield {
  /// Whether records come, of whatever kind.
  fileprivate var isRecords: Bool {
    switch self {
    case .one, .list, .same: true
    case .nothing, .value, .text: false
    }
  }
}

extension ValueNode {
  /// The text that it spells; nil where only the run knows it.
  fileprivate var spelledText: String? {
    switch form {
    case .word(let text), .raw(let text): return text
    case .text(let parts):
      guard parts.count == 1, case .literal(let text)? = parts.first else { return nil }
      return text
    case .variable, .subpipe, .group, .list, .record, .file, .missing: return nil
    }
  }
}
