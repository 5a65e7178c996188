import CommandModel

/// Where a line holds what may be a secret, by what the grammar makes of it.
///
/// Nothing behind a parameter that may be secret is kept unless it is known to be harmless;
/// nor is what the parser could not place. Of a command that nobody knows only plain words
/// are kept, so that a typo can be mended.
struct Redaction {
  private(set) var ranges: [SourceRange] = []
  /// Where values begin that stand behind the name of a secret; what of them is none is kept.
  private(set) var judged: Set<Int> = []
  /// What was looked at and is harmless.
  private var kept: [SourceRange] = []
  /// Where the first statement begins in which a secret may stand anywhere.
  private var riskStart = Int.max
  /// Where the first command or setting begins that is unknown.
  private var doubtStart = Int.max
  private let parse: Parse
  private let source: SourceText
  private let vocabulary: Vocabulary
  /// The commands that the text defines itself.
  private let definitions: Set<String>
  private let secretNames: Set<String>
  private let plainWords: PlainWords

  init(of source: SourceText, _ parse: Parse, vocabulary: Vocabulary) {
    self.source = source
    self.parse = parse
    self.vocabulary = vocabulary
    definitions = Set(parse.script.statements.compactMap(\.definedName))
    secretNames = Set(
      vocabulary.commands.flatMap(\.parameters).filter(\.isSecret).map(\.name))
    plainWords = PlainWords(in: source, parse.lexed.tokens, vocabulary: vocabulary)
    visit(parse.script)
    hideWhatWasSkipped()
  }

  /// What the parser has passed over after a mistake, where a secret may be: a mistake may
  /// have ended a statement early, so what follows may be part of it.
  private mutating func hideWhatWasSkipped() {
    var seen = SecretPlaces.merged(parse.marks.map(\.range) + kept + ranges)[...]
    for token in parse.lexed.tokens where token.kind.isWritten && isDoubtful(token) {
      // The colon of a quoted key may begin a word.
      let colon = token.kind == .word && source[token.range].hasPrefix(":") ? 1 : 0
      let place = SourceRange(token.range.lower + colon, token.range.upper)
      while let first = seen.first, first.upper <= place.lower { seen.removeFirst() }
      let isSeen = seen.first.map { $0.holds(place) } ?? false
      if place.lower < place.upper, !isSeen { ranges.append(place) }
    }
  }

  /// Whether a secret may stand in a token that nothing is known about.
  private func isDoubtful(_ token: Token) -> Bool {
    let start = token.range.lower
    return start >= riskStart || start >= doubtStart && !plainWords.holds(token.range)
  }

  private func isSecret(_ name: String) -> Bool {
    let name = Parameter.canonical(name)
    return SecretPlaces.isSecretName(name) || secretNames.contains(name)
  }
}

extension Token.Kind {
  /// Whether a person has written something of their own there.
  fileprivate var isWritten: Bool {
    switch self {
    case .word, .raw, .chunk, .invalid, .backslash: true
    default: false
    }
  }
}

extension SourceRange {
  fileprivate func holds(_ other: SourceRange) -> Bool {
    lower <= other.lower && other.upper <= upper
  }
}

extension Statement {
  fileprivate var definedName: String? {
    if case .def(let name, _, _) = form { name.text } else { nil }
  }
}

// MARK: - Statements

extension Redaction {
  private mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.form {
    case .set(let name, let node): visit(name, node, in: statement)
    case .let(let name, let pipeline): visit(pipeline, isSecret: isSecret(name.text))
    case .param(let name, let node): node.map { visit($0, isSecret: isSecret(name.text)) }
    case .unset: break
    case .def(_, let formals, let block):
      for formal in formals {
        formal.standard.map { visit($0, isSecret: isSecret(formal.name.text)) }
      }
      visit(block)
    case .if(let branches, let otherwise):
      for branch in branches {
        visit(branch.condition)
        visit(branch.block)
      }
      otherwise.map { visit($0) }
    case .for(_, let node, let block):
      visit(node, isSecret: false)
      visit(block)
    case .try(let block, _, let handler):
      visit(block)
      handler.map { visit($0) }
    case .pipeline(let pipeline): visit(pipeline, isSecret: false)
    }
  }

  private mutating func visit(_ name: Name?, _ node: ValueNode?, in statement: Statement) {
    guard let name, let node else { return }
    let setting = vocabulary.setting(name.text)
    if setting?.isSecret == false { return visit(node, isSecret: false) }
    guard setting == nil, !isSecret(name.text), !PlainWords.maySecretFollow(name.text),
      !isNearSecret(name.text)
    else {
      riskStart = min(riskStart, statement.range.lower)
      return visit(node, isSecret: true)
    }
    doubtStart = min(doubtStart, statement.range.lower)
    visit(node, isSecret: !plainWords.holds(node.range))
  }

  /// Whether a secret setting was probably meant.
  private func isNearSecret(_ name: String) -> Bool {
    let secrets = vocabulary.settings.filter(\.isSecret).map(\.name)
    return Suggestion.nearest(to: name, among: secrets) != nil
  }
}

// MARK: - Pipelines

extension Redaction {
  private mutating func visit(_ pipeline: Pipeline, isSecret: Bool) {
    let takesBodies = pipeline.elements.dropFirst().contains { element in
      guard case .command(let command) = element.form else { return false }
      return signatures(of: command).contains { $0.input == .bodies && $0.mayHoldSecrets }
    }
    for element in pipeline.elements {
      switch element.form {
      case .value(let node):
        visit(node, isSecret: isSecret)
        if takesBodies { riskStart = min(riskStart, node.range.lower) }
      case .where(let expression): visit(expression)
      case .extend(let name, let expression):
        if self.isSecret(name.text), case .value(let node) = expression.form {
          visit(node, isSecret: true)
        } else {
          visit(expression)
        }
      case .assert(let expression, let message):
        visit(expression)
        message.map { visit($0, isSecret: false) }
      case .command(let command): visit(command, isSecret: isSecret)
      case .missing: break
      }
    }
  }

  /// The commands that are meant; several for a verb without its noun, none for a mistake.
  private func signatures(of command: Command) -> [CommandSignature] {
    let words = command.words.map(\.text)
    if let match = vocabulary.command(words) { return [match] }
    guard let first = words.first else { return [] }
    if words.count == 1, let alias = Neighbours.aliases[first] ?? (first + " list") as String?,
      let match = vocabulary.command(alias.split(separator: " ").map(String.init))
    {
      return match.isImplied(by: command, in: vocabulary) ? [] : [match]
    }
    return vocabulary.nouns(with: words).compactMap { vocabulary.command([$0] + words) }
  }

  private mutating func visit(_ command: Command, isSecret: Bool) {
    let signatures = signatures(of: command)
    let isDefined = command.words.first.map { definitions.contains($0.text) } ?? false
    let isKnown = !signatures.isEmpty || isDefined
    let near = isKnown ? nil : near(command)
    let meant = near.map { [$0.signature] } ?? signatures
    let mayHoldSecrets =
      meant.isEmpty ? !isDefined : meant.contains(where: \.mayHoldSecrets)
    let isDoubtful = meant.isEmpty && !isDefined && !isSecret
    if isDoubtful {
      doubtStart = min(doubtStart, command.range.lower)
    } else if mayHoldSecrets {
      riskStart = min(riskStart, command.range.lower)
    }
    // `let token = abc` reads as a command of that name.
    if isSecret, !isKnown { ranges += command.words.map(\.range) }
    var isOfFlag = false
    if let verb = near?.verb { kept.append(verb.range) }
    for argument in command.arguments where argument != near?.verb {
      let isOfKnownFlag = isOfFlag
      isOfFlag = false
      switch argument.form {
      case .flag(let flag):
        let known = (meant.flatMap(\.namedByFlags) + vocabulary.sharedFlags)
          .first { $0.isMeant(byFlag: flag.typed) }
        flag.value.map { visit($0, isSecret: mayHoldSecrets && known == nil) }
        isOfFlag = flag.value == nil && known?.isSwitch == false
      case .setting(let name, let node):
        visit(node, isSecret: self.isSecret(name, of: meant, mayHoldSecrets))
      case .value(let node):
        let isPlaced =
          isOfKnownFlag || isDefined || takesPlainValue(meant)
          || isDoubtful && plainWords.holds(node.range)
        let isWritten = isSecret && meant.contains(where: \.takesAnything)
        visit(node, isSecret: isWritten || mayHoldSecrets && !isPlaced)
      }
    }
    command.block.map { visit($0) }
  }

  private func isSecret(
    _ name: Name, of signatures: [CommandSignature], _ mayHoldSecrets: Bool
  ) -> Bool {
    let head = name.text.split(separator: ".").first.map(String.init) ?? name.text
    let known = signatures.flatMap { signature in
      [name.text, head].compactMap { signature.parameter(named: $0) }
    }
    guard let parameter = known.first else { return mayHoldSecrets || isSecret(name.text) }
    return parameter.isSecret
  }

  /// The command that was probably meant by one that is unknown, and the word that was meant
  /// as a part of its name.
  private func near(_ command: Command) -> (signature: CommandSignature, verb: Argument?)? {
    let words = command.words.map(\.text).joined(separator: " ")
    if let verb = command.arguments.first, let word = verb.word,
      let found = nearest(to: words + " " + word)
    {
      return (found, verb)
    }
    return nearest(to: words).map { ($0, nil) }
  }

  private func nearest(to words: String) -> CommandSignature? {
    Suggestion.nearest(to: words, among: vocabulary.commands.map(\.name))
      .flatMap { vocabulary.command([$0]) }
  }

  private func takesPlainValue(_ signatures: [CommandSignature]) -> Bool {
    !signatures.isEmpty && signatures.allSatisfy(\.takesPlainValues)
  }
}

extension CommandSignature {
  fileprivate var takesPlainValues: Bool {
    parameters.contains { ($0.form == .positional || $0.form == .rest) && !$0.isSecret }
  }

  /// Whether it takes any value as it stands: `print`.
  fileprivate var takesAnything: Bool {
    parameters.contains { $0.type == .any && !$0.isFlag }
  }
}

// MARK: - Values

extension Redaction {
  private mutating func visit(_ node: ValueNode, isSecret: Bool) {
    if isSecret { judged.insert(node.range.lower) }
    switch node.form {
    case .word(let word):
      note(node.range, isSecret: isSecret && !WordShape(word).isHarmless && word != "?")
    case .raw: note(node.range, isSecret: isSecret)
    case .text(let parts):
      note(node.range, isSecret: isSecret && !parts.allSatisfy(\.isReference))
      for case .subpipe(let pipeline, _, _) in parts { visit(pipeline, isSecret: isSecret) }
    case .group(let expression):
      if isSecret { note(node.range, isSecret: true) } else { visit(expression) }
    case .list(let nodes): for node in nodes { visit(node, isSecret: isSecret) }
    case .record(let pairs):
      for pair in pairs {
        kept.append(pair.key.range)
        visit(pair.value, isSecret: isSecret || self.isSecret(pair.key.text))
      }
    case .subpipe(let pipeline, _): visit(pipeline, isSecret: isSecret)
    case .variable, .file: kept.append(node.range)
    case .missing: break
    }
  }

  private mutating func note(_ range: SourceRange, isSecret: Bool) {
    if isSecret { ranges.append(withTail(range)) } else { kept.append(range) }
  }

  /// A value with what touches it behind a `;` or `|`, which may belong to it.
  private func withTail(_ range: SourceRange) -> SourceRange {
    let rest = source.text.utf8.dropFirst(range.upper)
    let isCut = rest.first.map { ";|".utf8.contains($0) } ?? false
    guard isCut, rest.dropFirst().first?.isWordByte == true else { return range }
    return SourceRange(
      range.lower, range.upper + rest.prefix { !$0.isBlank && !$0.isNewline }.count)
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.form {
    case .value(let node): visit(node, isSecret: false)
    case .not(let operand): visit(operand)
    case .binary(let operation, let left, let right):
      visit(left)
      guard operation.isComparison, case .value(let field) = left.form,
        let name = field.word, isSecret(name), case .value(let node) = right.form
      else { return visit(right) }
      visit(node, isSecret: true)
    }
  }
}

extension WordShape {
  /// What could be no secret: `true`, `null`, `24h`.
  fileprivate var isHarmless: Bool {
    switch self {
    case .null, .boolean, .duration: true
    case .number, .flag, .text: false
    }
  }
}

extension TextPart {
  /// Whether it only says where something comes from.
  fileprivate var isReference: Bool {
    if case .variable = self { true } else { false }
  }
}
