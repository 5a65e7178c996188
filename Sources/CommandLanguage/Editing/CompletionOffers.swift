import CommandModel

/// Everything that may stand at a place, whatever of it was typed already.
struct CompletionOffers {
  typealias Element = CompletionSite.Element

  let site: CompletionSite
  let vocabulary: Vocabulary
  let session: Completer.Session
  /// The stage at the cursor, without `let name =`, `plan` and `watch`.
  let element: Element
  /// What is known about the records that come into that stage; nil at the head.
  let input: Flow?
  /// Its command, and how many words of it were typed; nil where they name none.
  let command: (signature: CommandSignature, wordCount: Int)?
  /// What was given of that command.
  let given: GivenArguments

  init(site: CompletionSite, vocabulary: Vocabulary, session: Completer.Session) {
    self.site = site
    self.vocabulary = vocabulary
    self.session = session
    element = site.elements.count > 1 ? site.elements.last ?? [] : Self.head(of: site)
    let flows = Self.flows(at: site, vocabulary, session)
    input = site.inputText.map { Checker.flow(of: $0, vocabulary: vocabulary, variables: flows) }
    let words = element.prefix { $0.kind == .word }.prefix(4).map(site.spelling)
    command = vocabulary.command(beginning: words, after: input?.kind)
    given = GivenArguments(
      in: element, of: command, at: site, sharedFlags: vocabulary.sharedFlags)
  }

  var candidates: [Candidate] {
    if site.partial.hasPrefix("$") { return variables }
    if site.isOpaque || site.partial.hasPrefix("@") { return [] }
    if let statement = statementOffers { return statement }
    guard let first = element.first else { return commandNames }
    if Parser.isFilter(site.spelling(first)) { return expressionOffers }
    return argumentOffers
  }

  var wantsFile: Bool {
    if site.isOpaque { return false }
    return site.partial.hasPrefix("@") || statementOffers == nil && wanted?.type == .file
  }

  /// The kind of thing whose id or name may stand here.
  var wantedKind: KindName? {
    if site.isOpaque || site.partial.hasPrefix("@") { return nil }
    if let assignedSetting { return assignedSetting.listedKind }
    return statementOffers == nil ? wanted?.listedKind ?? comparedKind : nil
  }

  var isHead: Bool { site.elements.count == 1 }

  /// The variables of the session, and `$it` where a block is run for each record.
  private static func flows(
    at site: CompletionSite, _ vocabulary: Vocabulary, _ session: Completer.Session
  ) -> [String: Flow] {
    var flows = session.flows
    if let text = site.itemText {
      flows[BuiltInVariable.item.rawValue] =
        Checker.flow(of: text, vocabulary: vocabulary, variables: flows).ofOne
    }
    return flows
  }

  private static func head(of site: CompletionSite) -> Element {
    var rest = (site.elements.first ?? [])[...]
    if rest.first.map(site.spelling) == "let",
      let sign = rest.firstIndex(where: { $0.kind == .sign })
    {
      rest = rest[(sign + 1)...]
    }
    while let word = rest.first.map(site.spelling), word == "plan" || word == "watch" {
      rest = rest.dropFirst()
      let next = rest.first.map(site.spelling)
      if word == "watch", next.map({ DurationText.parse($0) != nil }) ?? false {
        rest = rest.dropFirst()
      }
    }
    return Array(rest)
  }
}

extension Parameter {
  /// The kind of things that are listed for it, by ids and names or by a text of their own.
  fileprivate var listedKind: KindName? { type.identifiedKind ?? offeredKind }
}

extension Vocabulary {
  /// The command that words begin with, alone or behind records of a kind, and how many of
  /// them it took; a noun alone is its list.
  func command(
    beginning words: [String], after kind: KindName?
  ) -> (signature: CommandSignature, wordCount: Int)? {
    if let match = longestCommand(in: words) { return (match.signature, match.count) }
    guard let first = words.first else { return nil }
    let count = longestVerb(in: words) ?? 1
    if let verb = kind.flatMap({ self.verb(Array(words.prefix(count)), for: $0) }) {
      return (verb, count)
    }
    // Another word would be its verb.
    return words.count == 1 ? command([first, "list"]).map { ($0, 1) } : nil
  }
}

// MARK: - Statements

extension CompletionOffers {
  /// What a statement's own word decides; nil where a stage is at hand.
  private var statementOffers: [Candidate]? {
    guard isHead, let tokens = site.elements.first else { return nil }
    switch tokens.first.map(site.spelling) {
    case "set": return tokens.count == 1 ? settingNames : assignedSetting.map(values) ?? []
    case "unset": return tokens.count == 1 ? settingNames : []
    case "let": return tokens.contains { $0.kind == .sign } ? nil : []
    case let word?: return Parser.statementWords.contains(word) ? [] : nil
    case nil: return nil
    }
  }

  var settingNames: [Candidate] {
    vocabulary.settings.map { Candidate(text: $0.name, summary: $0.summary, kind: .setting) }
  }

  /// The setting whose value is at the cursor.
  var assignedSetting: Parameter? {
    guard isHead, let tokens = site.elements.first, tokens.count > 1,
      site.spelling(tokens[0]) == "set"
    else { return nil }
    return vocabulary.setting(site.spelling(tokens[1]))
  }
}

// MARK: - Commands

extension CompletionOffers {
  private var commandNames: [Candidate] {
    let stages = vocabulary.commands.filter { isHead || $0.input != .none }
    let names = nextWords(behind: [], among: stages)
    return isHead ? names + keywords : names + verbs
  }

  var keywords: [Candidate] {
    (Parser.statementWords + ["plan", "watch"]).map {
      Candidate(text: $0, summary: "", kind: .keyword)
    }
  }

  /// The verbs that need no noun for the records that come in.
  private var verbs: [Candidate] {
    let verbs = vocabulary.commands.filter { $0.input != .none }
    return inputNouns.flatMap { nextWords(behind: [$0], among: verbs) }
  }

  /// The nouns whose verbs the records that come in take.
  var inputNouns: [String] { input?.kind.map { vocabulary.nouns(for: $0) } ?? [] }

  /// The words that may follow `words` in the names of commands.
  func nextWords(
    behind words: [String], among commands: [CommandSignature]
  ) -> [Candidate] {
    let typed = words.map { Parameter.canonical($0) }
    return commands.compactMap { command in
      guard command.words.count > typed.count,
        command.words.prefix(typed.count).map({ Parameter.canonical($0) }) == typed
      else { return nil }
      let isWhole = command.words.count == typed.count + 1
      return Candidate(
        text: command.words[typed.count], summary: isWhole ? command.summary : "", kind: .command)
    }
  }
}
