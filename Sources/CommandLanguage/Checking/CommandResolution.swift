import CommandModel

/// Which command words mean, given what comes through the pipe.
///
/// One implementation for the check, where a kind may be unknown yet, and for the
/// run, where the records are there.
enum CommandResolution {
  case found(CommandSignature)
  /// What the script itself has named.
  case defined(Definition)
  /// A verb without a noun; the kind of the records will tell.
  case whenKindIsKnown
  case unknown(Diagnostic)

  /// Resolves `command` behind records of `flow`, or at the head of a pipeline.
  init(
    _ command: Command, after flow: Flow?, in vocabulary: Vocabulary, _ definitions: Definitions
  ) {
    let words = command.words.map(\.text)
    if let found = Self.exact(words, in: vocabulary) {
      self = .found(found)
    } else if words.count == 1, let definition = definitions[words[0]] {
      self = .defined(definition)
    } else if let flow, !words.isEmpty {
      self = Self.verb(words, of: command, after: flow, in: vocabulary, definitions)
    } else {
      self = .unknown(Self.complaint(about: command, in: vocabulary, definitions))
    }
  }

  /// A command by its own words, by a noun alone (its `list`) or by an alias.
  private static func exact(_ words: [String], in vocabulary: Vocabulary) -> CommandSignature? {
    if let command = vocabulary.command(words) { return command }
    guard let word = words.first, words.count == 1 else { return nil }
    if let alias = Neighbours.aliases[word] { return vocabulary.command([alias]) }
    return vocabulary.command([word, "list"])
  }

  private static func verb(
    _ verb: [String], of command: Command, after flow: Flow, in vocabulary: Vocabulary,
    _ definitions: Definitions
  ) -> CommandResolution {
    if let kind = flow.kind, let found = vocabulary.verb(verb, for: kind) { return .found(found) }
    if flow.kind == nil, !vocabulary.nouns(with: verb).isEmpty { return .whenKindIsKnown }
    return .unknown(complaint(about: command, after: flow, in: vocabulary, definitions))
  }
}

// MARK: - Complaints

extension CommandResolution {
  private static func complaint(
    about command: Command, after flow: Flow? = nil, in vocabulary: Vocabulary,
    _ definitions: Definitions
  ) -> Diagnostic {
    let typed = command.typedWords(in: vocabulary)
    let range = command.words.map(\.range).reduce(command.words[0].range) { $0.union($1) }
    if typed.count == 1, Neighbours.remedy(for: typed[0], with: nil) == nil,
      let next = command.arguments.first, let word = next.word,
      let near = Suggestion.hint(
        for: "\(typed[0]) \(word)",
        among: vocabulary.commands.map(\.name) + vocabulary.verbs(for: flow?.kind))
    {
      return Diagnostic(
        .unknownCommand, "unknown command `\(typed[0]) \(word)`", at: range.union(next.range),
        hint: near)
    }
    return Diagnostic(
      .unknownCommand, "unknown command `\(typed.joined(separator: " "))`",
      at: range,
      hint: hint(for: typed, command: command, after: flow, in: vocabulary, definitions))
  }

  private static func hint(
    for typed: [String], command: Command, after flow: Flow?, in vocabulary: Vocabulary,
    _ definitions: Definitions
  ) -> String? {
    let next = command.arguments.first?.word.map { [$0] } ?? []
    if let remedy = Neighbours.remedy(for: typed.prefix(1) + next, in: vocabulary) {
      return remedy
    }
    let nouns = vocabulary.nouns(with: typed)
    if !nouns.isEmpty {
      let verb = typed.joined(separator: " ")
      let commands = nouns.prefix(3).map { "`\($0) \(verb)`" }.joined(separator: " or ")
      return "a verb needs its noun: write \(commands)"
    }
    let names = vocabulary.commands.map(\.name) + definitions.names
    let known = names + vocabulary.verbs(for: flow?.kind)
    return Suggestion.hint(for: typed.joined(separator: " "), among: known)
      ?? (flow == nil && typed.count == 1
        ? "`help` lists the commands; quotes make it a text: `\"\(typed[0])\"`"
        : "`help` lists the commands")
  }
}

extension Vocabulary {
  /// The verbs that need no noun behind records of a kind; none where it is unknown.
  fileprivate func verbs(for kind: KindName?) -> [String] {
    let nouns = kind.map { self.nouns(for: $0) } ?? []
    return commands.filter { $0.words.count > 1 && nouns.contains($0.words[0]) }.map(\.action)
  }
}

extension Command {
  /// The words of the command as meant: a noun takes the word behind it along, as
  /// nothing else could be its verb.
  func typedWords(in vocabulary: Vocabulary) -> [String] {
    let typed = words.map(\.text)
    guard typed.count == 1, vocabulary.hasNoun(typed[0]), let next = arguments.first?.word else {
      return typed
    }
    return typed + [next]
  }
}

extension Vocabulary {
  /// Whether a command of two words begins with `word`.
  func hasNoun(_ word: String) -> Bool {
    let canonical = Parameter.canonical(word)
    return commands.contains {
      $0.words.count > 1 && Parameter.canonical($0.words[0]) == canonical
    }
  }
}

extension Argument {
  /// The spelling of an argument that is a bare word.
  var word: String? {
    guard case .value(let node) = form else { return nil }
    return node.word
  }
}
