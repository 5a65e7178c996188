import CommandModel

extension CompletionOffers {
  var argumentOffers: [Candidate] {
    let words = element.prefix { $0.kind == .word }.map(site.spelling)
    let starts = [words] + inputNouns.map { [$0] + words }
    let next =
      words.count == element.count
      ? starts.flatMap { nextWords(behind: $0, among: vocabulary.commands) } : []
    guard let signature = command?.signature else { return next }
    if site.partial.hasPrefix("-") { return flags(of: signature) }
    if let awaited = given.awaited { return values(of: awaited) }
    return next + settings(of: signature)
      + (wanted.map { values(of: $0) + followers(of: $0) } ?? [])
  }

  /// The words that may stand behind the value before the cursor.
  private func followers(of parameter: Parameter) -> [Candidate] {
    let last = element.last.map(site.spelling)
    guard given.plainCount > 0, !parameter.followers.contains(where: { $0.word == last }) else {
      return []
    }
    return parameter.followers.map {
      Candidate(text: $0.word, summary: $0.summary, kind: .keyword)
    }
  }

  /// The parameter whose value is at the cursor, where the table knows it.
  var wanted: Parameter? {
    guard let signature = command?.signature, !site.partial.hasPrefix("-") else { return nil }
    return given.awaited ?? given.next(of: signature, hasInput: !isHead)
  }

  private func flags(of signature: CommandSignature) -> [Candidate] {
    (signature.namedByFlags + vocabulary.sharedFlags)
      .filter { !given.names.contains($0.name) }
      .map { Candidate(text: $0.typedFlag, summary: $0.summary, kind: .flag) }
  }

  private func settings(of signature: CommandSignature) -> [Candidate] {
    signature.parameters.filter { $0.form == .setting && !given.names.contains($0.name) }.map {
      Candidate(text: "\($0.name)=", summary: $0.summary, kind: .setting)
    }
  }

  // MARK: - Values

  /// What a parameter takes, as far as it can be listed.
  func values(of parameter: Parameter) -> [Candidate] {
    let listed = parameter.offeredKind.flatMap { session.choices[$0] } ?? []
    return values(of: parameter.type)
      + listed.map { choice in
        Candidate(
          text: choice.value.quotedWhereNeeded,
          summary: choice.name == choice.value ? "" : choice.name, kind: .value,
          name: choice.name)
      }
  }

  private func values(of type: ParameterType) -> [Candidate] {
    switch type {
    case .boolean: ["true", "false"].map { value($0) }
    case .choice(let words, _): words.map { value($0) }
    case .list(let item): values(of: item)
    case .nullable(let type): values(of: type) + [value("null")]
    case .field: fields
    case .command: explained
    case .identifier(let kind): things(of: kind)
    case .text, .integer, .number, .time, .duration, .limit, .file, .any: []
    }
  }

  private func things(of kind: KindName) -> [Candidate] {
    let directory = session.directories.first { $0.knows(kind) }
    return directory?.offers(of: kind, typed: site.partial, site.matcher) ?? []
  }

  func value(_ text: String) -> Candidate {
    Candidate(text: text.quotedWhereNeeded, summary: "", kind: .value)
  }

  /// What help explains that begins with the words behind the command's own.
  private var explained: [Candidate] {
    let typed = element.dropFirst(command?.wordCount ?? 0).map(site.spelling)
    let names = nextWords(behind: typed, among: vocabulary.commands)
    switch typed.first {
    case nil:
      let topics = vocabulary.topics.map {
        Candidate(text: $0.name, summary: $0.summary, kind: .keyword)
      }
      return names + keywords + topics + settingNames
    case "set"?, "unset"?: return typed.count == 1 ? settingNames : []
    case _?: return names
    }
  }
}

// MARK: - Variables

extension CompletionOffers {
  var variables: [Candidate] {
    if let dot = site.partial.lastIndex(of: ".") {
      return members(of: site.partial[site.partial.index(after: site.partial.startIndex)..<dot])
    }
    let builtIn = BuiltInVariable.allCases.map(\.rawValue)
    let known =
      session.variables + site.namedVariables
      + vocabulary.settings.filter { !$0.isSecret }.map(\.name)
    return (known + builtIn).map { variable("$\($0)") }
  }

  private func variable(_ text: String, name: String? = nil) -> Candidate {
    Candidate(text: text, summary: "", kind: .variable, name: name)
  }

  /// What may follow the dot behind `path`: `_`, `x[0].source`.
  private func members(of path: Substring) -> [Candidate] {
    let steps = path.split { ".[]".contains($0) }
    guard let name = steps.first.map(String.init) else { return [] }
    if name == BuiltInVariable.env.rawValue {
      return session.environment.map { variable("$\(name).\($0)") }
    }
    let seen = session.seen[name]
    let kind = seen?.kind ?? (name == BuiltInVariable.item.rawValue ? itemKind : nil)
    let known = (kind.flatMap { vocabulary.kind($0)?.fields.map(\.name) } ?? [])
    // A list has no fields; the first of its items has.
    let isPlaced = path.hasSuffix("]") || steps.count > 1 || seen?.areMany != true
    let inner = steps.dropFirst().filter { Int($0) == nil }.map { $0 + "." }.joined()
    return (known + (seen?.fields ?? [])).filter { $0.hasPrefix(inner) }.map { field in
      let rest = field.dropFirst(inner.count)
      return isPlaced
        ? variable("$\(path).\(rest)") : variable("$\(path)[0].\(rest)", name: "$\(path).\(rest)")
    }
  }

  /// The kind of the records that the block at the cursor is run for.
  private var itemKind: KindName? {
    site.itemText.flatMap {
      Checker.flow(of: $0, vocabulary: vocabulary, variables: session.flows).kind
    }
  }
}
