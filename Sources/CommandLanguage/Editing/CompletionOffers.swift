import CommandModel

/// Everything that may stand at a place, whatever of it was typed already.
struct CompletionOffers {
  let site: CompletionSite
  let vocabulary: Vocabulary
  let session: Completer.Session

  private typealias Element = CompletionSite.Element

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
    return site.partial.hasPrefix("@") || statementOffers == nil && wantedType == .file
  }

  /// The kind of thing whose id or name may stand here.
  var wantedKind: KindName? {
    if site.isOpaque || site.partial.hasPrefix("@") || statementOffers != nil { return nil }
    return wantedType?.identifiedKind
  }

  /// The stage at the cursor, without `let name =`, `plan` and `watch`.
  private var element: Element { site.elements.count > 1 ? site.elements.last ?? [] : head }

  private var head: Element {
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

  private var words: [String] {
    element.prefix { $0.kind == .word }.map(site.spelling)
  }

  private var variables: [Candidate] {
    let known = session.variables + vocabulary.settings.map(\.name) + ["now", "env", "it", "_"]
    return known.map { Candidate(text: "$\($0)", summary: "", kind: .variable) }
  }
}

// MARK: - Statements

extension CompletionOffers {
  /// What a statement's own word decides; nil where a stage is at hand.
  private var statementOffers: [Candidate]? {
    guard site.elements.count == 1, let tokens = site.elements.first else { return nil }
    switch tokens.first.map(site.spelling) {
    case "set": return tokens.count == 1 ? settingNames : settingValues(site.spelling(tokens[1]))
    case "unset": return tokens.count == 1 ? settingNames : []
    case "let": return tokens.contains { $0.kind == .sign } ? nil : []
    case let word?: return Parser.statementWords.contains(word) ? [] : nil
    case nil: return nil
    }
  }

  private var settingNames: [Candidate] {
    vocabulary.settings.map { Candidate(text: $0.name, summary: $0.summary, kind: .setting) }
  }

  private func settingValues(_ name: String) -> [Candidate] {
    guard let setting = vocabulary.setting(name) else { return [] }
    let seen = (session.choices[setting.name] ?? []).map { choice in
      Candidate(
        text: choice.value.quotedWhereNeeded, summary: choice.name, kind: .value,
        name: choice.name)
    }
    return values(of: setting.type) + seen
  }
}

// MARK: - Commands

extension CompletionOffers {
  private var isHead: Bool { site.elements.count == 1 }

  private var commandNames: [Candidate] {
    let stages = vocabulary.commands.filter { isHead || $0.input != .none }
    let names = nextWords(behind: [], among: stages)
    if isHead {
      return names + keywords
        + session.definitions.map { Candidate(text: $0, summary: "", kind: .command) }
    }
    return names + verbs
  }

  private var keywords: [Candidate] {
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
  private var inputNouns: [String] {
    isHead ? [] : inputKind.map { vocabulary.nouns(for: $0) } ?? []
  }

  /// The words that may follow `words` in the names of commands.
  private func nextWords(
    behind words: [String], among commands: [CommandSignature]
  ) -> [Candidate] {
    let typed = words.map { Parameter.canonical($0) }
    return commands.compactMap { command in
      guard command.availability == .now, command.words.count > typed.count,
        command.words.prefix(typed.count).map({ Parameter.canonical($0) }) == typed
      else { return nil }
      let isWhole = command.words.count == typed.count + 1
      return Candidate(
        text: command.words[typed.count], summary: isWhole ? command.summary : "", kind: .command)
    }
  }

  private func signature(of words: [String], after kind: KindName?) -> CommandSignature? {
    if let match = vocabulary.longestCommand(in: Array(words.prefix(4))) { return match.signature }
    guard let first = words.first else { return nil }
    let verb = vocabulary.longestVerb(in: Array(words.prefix(4))).map { Array(words.prefix($0)) }
    return kind.flatMap { vocabulary.verb(verb ?? [first], for: $0) }
      ?? vocabulary.command([first, "list"])
  }
}

// MARK: - Arguments

extension CompletionOffers {
  private var signature: CommandSignature? { signature(of: words, after: inputKind) }

  private var argumentOffers: [Candidate] {
    let allWords = words.count == element.count
    let starts = [words] + inputNouns.map { [$0] + words }
    let next =
      allWords ? starts.flatMap { nextWords(behind: $0, among: vocabulary.commands) } : []
    guard let signature else { return next }
    if site.partial.hasPrefix("-") { return flags(of: signature) }
    if let valued = valuedParameter { return values(of: valued.type) }
    return next + settings(of: signature) + (wantedType.map { values(of: $0) } ?? [])
  }

  /// What help explains that begins with the words behind the command's own.
  private func explained(by signature: CommandSignature?) -> [Candidate] {
    let typed = element.dropFirst(signature?.words.count ?? 0).map(site.spelling)
    let names = nextWords(behind: typed, among: vocabulary.commands)
    switch typed.first {
    case nil: return names + keywords
    case "set"?, "unset"?: return typed.count == 1 ? settingNames : []
    case _?: return names
    }
  }

  private func flags(of signature: CommandSignature) -> [Candidate] {
    (signature.parameters.filter(\.isFlag) + vocabulary.sharedFlags).map {
      let name = $0.name.replacing("_", with: "-")
      return Candidate(text: "--\(name)", summary: $0.summary, kind: .flag)
    }
  }

  private func settings(of signature: CommandSignature) -> [Candidate] {
    signature.parameters.filter { $0.form == .setting }.map {
      Candidate(text: "\($0.name)=", summary: $0.summary, kind: .setting)
    }
  }

  /// The parameter whose value is at the cursor: behind `name=`, `--name=` or `--name `.
  private var valuedParameter: Parameter? {
    guard let signature, let last = element.last else { return nil }
    if last.kind == .sign, site.touches(last), element.count > 1 {
      return parameter(site.spelling(element[element.count - 2]), of: signature)
    }
    let word = site.spelling(last)
    guard !site.touches(last), WordShape(word) == .flag else { return nil }
    return parameter(word, of: signature).flatMap { $0.isSwitch ? nil : $0 }
  }

  private func parameter(_ typed: String, of signature: CommandSignature) -> Parameter? {
    let name = typed.drop { $0 == "-" }
    guard WordShape(typed) == .flag else { return signature.parameter(named: name) }
    let isLong = typed.hasPrefix("--")
    return (signature.parameters + vocabulary.sharedFlags).first { parameter in
      guard case .flag(let short) = parameter.form else { return false }
      return isLong ? parameter.isNamed(name) : short.map(String.init) == String(name)
    }
  }

  /// The type of the value at the cursor, where the table knows it.
  private var wantedType: ParameterType? {
    guard let signature, !site.partial.hasPrefix("-") else { return nil }
    if let valuedParameter { return valuedParameter.type }
    let rest = signature.parameters.first { $0.form == .rest }
    let positional = signature.parameters.filter { $0.form == .positional }
    let count = element.dropFirst(signature.words.count).count { !$0.kind.isPunctuation }
    if let target = signature.targetParameter, positional.count == 1, rest == nil {
      // Ids stand side by side, and come from the pipe where there is one.
      return isHead ? target.type : nil
    }
    return (count < positional.count ? positional[count] : rest)?.type
  }

  private func values(of type: ParameterType) -> [Candidate] {
    switch type {
    case .boolean: ["true", "false"].map { value($0) }
    case .choice(let words, _): words.map { value($0) }
    case .list(let item): values(of: item)
    case .nullable(let type): values(of: type) + [value("null")]
    case .field: fields
    case .command: explained(by: signature)
    case .identifier(let kind): things(of: kind)
    case .text, .integer, .number, .time, .duration, .limit, .file, .any: []
    }
  }

  private func things(of kind: KindName) -> [Candidate] {
    let directory = session.directories.first { $0.knows(kind) }
    return directory?.offers(of: kind, typed: site.partial, site.matcher) ?? []
  }

  private func value(_ text: String) -> Candidate {
    Candidate(text: text.quotedWhereNeeded, summary: "", kind: .value)
  }
}

extension Token.Kind {
  fileprivate var isPunctuation: Bool { self == .comma || self == .sign }
}

// MARK: - Fields

extension CompletionOffers {
  private var fields: [Candidate] {
    inputKind.flatMap { vocabulary.kind($0)?.fields }.map { fields in
      fields.map { Candidate(text: $0.name, summary: $0.summary, kind: .field) }
    } ?? []
  }

  /// Fields where an operand may stand, the values of a field right of a comparison.
  private var expressionOffers: [Candidate] {
    let before = comparedBefore(element[...])
    if let before { return enumeration(of: site.spelling(before)) }
    guard let last = element.last else { return [] }
    let joins: Set = ["where", "extend", "assert", "and", "or", "not", "+", "-", "*", "/", "%"]
    let isOperand = last.kind == .parenOpen || last.kind == .sign
    return isOperand || joins.contains(site.spelling(last)) ? fields : []
  }

  /// The field that the value at the cursor is compared with: `status == `, `status in [a, `.
  private func comparedBefore(_ tokens: ArraySlice<Token>) -> Token? {
    var rest = tokens
    if let opener = rest.lastIndex(where: { $0.kind == .bracketOpen }) { rest = rest[..<opener] }
    let isList = rest.endIndex < tokens.endIndex
    guard let operation = rest.popLast() else { return nil }
    let isIn = operation.kind == .word && site.spelling(operation) == "in"
    guard isIn || !isList && operation.kind == .sign else { return nil }
    if rest.last.map(site.spelling) == "not" { rest = rest.dropLast() }
    // The `=` of `extend name =` compares nothing.
    let isName = site.spelling(element[0]) == "extend" && rest.count == 2
    return isName ? nil : rest.last
  }

  private func enumeration(of field: String) -> [Candidate] {
    let type = inputKind.flatMap { vocabulary.kind($0)?.field(field) }
    if case .boolean = type?.type { return values(of: .boolean) }
    return type.map { $0.enumeration.map { value($0) } } ?? []
  }

  /// The kind of the records that come into the stage at the cursor.
  private var inputKind: KindName? {
    guard site.elements.count > 1 else { return nil }
    return site.elements.dropFirst().dropLast().reduce(kind(of: head, after: nil)) {
      kind(of: $1, after: $0)
    }
  }

  private func kind(of element: Element, after kind: KindName?) -> KindName? {
    guard let first = element.first else { return nil }
    let typed = site.spelling(first)
    if first.kind == .variable { return typed == "$_" ? session.lastKind : nil }
    if Parser.isFilter(typed) { return kind }
    let words = element.prefix { $0.kind == .word }.map(site.spelling)
    switch signature(of: words, after: kind)?.yields {
    case .one(let kind), .list(let kind): return kind
    case .same: return kind
    case .nothing, .value, .text, nil: return nil
    }
  }
}
