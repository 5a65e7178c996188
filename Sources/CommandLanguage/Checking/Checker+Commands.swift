import CommandModel

extension Checker {
  mutating func check(_ command: Command, after flow: Flow?, isLast: Bool) -> Flow {
    switch CommandResolution(command, after: flow, in: vocabulary, definitions) {
    case .found(let signature):
      return check(command, as: signature, after: flow, isLast: isLast)
    case .defined(let definition):
      return check(command, as: definition, after: flow, isLast: isLast)
    case .whenKindIsKnown: checkParts(of: command)
    case .unknown(let diagnostic):
      report(diagnostic)
      checkParts(of: command)
    }
    return Flow()
  }

  private mutating func check(
    _ command: Command, as signature: CommandSignature, after flow: Flow?, isLast: Bool
  ) -> Flow {
    if signature.isImplied(by: command, in: vocabulary) {
      report(unknownVerb(of: command))
      checkParts(of: command)
      return Flow()
    }
    let binding = CommandBinding(
      command, to: signature, hasInput: flow != nil, in: vocabulary)
    binding.diagnostics.forEach { report($0) }
    // An id beside a pipe is one mistake, whatever it looks like.
    let needless = flow == nil ? nil : binding.targetSlot?.parameter.name
    for slot in binding.slots { check(slot, isRead: slot.parameter.name != needless) }
    checkPlace(ofFormatIn: binding, isLast: isLast)
    if binding.wantsHelp { return Flow(isNothing: true) }
    checkInput(of: signature, after: flow, at: command.range)
    checkAgreement(to: binding, at: command.range)
    if isWatched, signature.effect.changesSomething {
      reportWatchChanges(signature.name, at: command.range)
    }
    if ControlCommand(signature) == .include { checkInclude(binding) }
    if let block = command.block, signature.takesBlock {
      return checkRounds(block, of: flow ?? Flow())
    }
    return self.flow(after: flow ?? Flow(), command, binding)
  }

  /// The parts of a command whose parameters are not known.
  private mutating func checkParts(of command: Command) {
    for argument in command.arguments {
      switch argument.form {
      case .flag(let flag): flag.value.map { check($0) }
      case .setting(_, let node):
        check(node)
        hide(node)
      case .value(let node): check(node)
      }
    }
    if let block = command.block { _ = checkRounds(block, of: Flow()) }
  }
}

// MARK: - A noun with a misspelt verb

extension CommandSignature {
  /// Whether a noun stands for this `list` and a bare word follows that it could not take.
  func isImplied(by command: Command, in vocabulary: Vocabulary) -> Bool {
    let isNounAlone = command.words.count < words.count
    let takesValues = parameters.contains { $0.form == .positional || $0.form == .rest }
    return isNounAlone && !takesValues && command.typedWords(in: vocabulary).count > 1
  }
}

extension Checker {
  private func unknownVerb(of command: Command) -> Diagnostic {
    let typed = command.typedWords(in: vocabulary)
    let verbs = vocabulary.commands.filter { $0.words.first == Parameter.canonical(typed[0]) }
    let hint =
      typed[1].isUUID
      ? "write `\(typed[0]) get \(typed[1])`"
      : hint(for: command, typed, among: verbs)
        ?? Suggestion.hint(for: typed.joined(separator: " "), among: verbs.map(\.name))
    let end = command.arguments.first?.range ?? command.words[0].range
    return Diagnostic(
      .unknownCommand, "unknown command `\(typed.joined(separator: " "))`",
      at: command.words[0].range.union(end),
      hint: hint ?? "`help \(typed[0])` lists its verbs")
  }

  /// What is said to the first word alone of verbs of two: `sources webhook`.
  private func hint(
    for command: Command, _ typed: [String], among verbs: [CommandSignature]
  ) -> String? {
    let words = typed.joined(separator: " ")
    let start = Parameter.canonical(words) + " "
    let group = verbs.map(\.name).filter { Parameter.canonical($0).hasPrefix(start) }
    guard !group.isEmpty else { return nil }
    let next = command.arguments.dropFirst().first?.word
    return next.flatMap { Suggestion.hint(for: "\(words) \($0)", among: group) }
      ?? "`help \(words)` lists its verbs"
  }
}

// MARK: - Arguments

extension Checker {
  mutating func check(_ slot: CommandBinding.Slot, isRead: Bool = true) {
    for node in slot.nodes {
      check(node)
      if slot.parameter.isSecret { hide(node) }
      if !isRead || slot.asks(node) || slot.isBodyField { continue }
      readLiteral(node, as: slot.type)
    }
  }

  private mutating func checkInclude(_ binding: CommandBinding) {
    guard let node = binding.slot("path")?.nodes.first else { return }
    guard let path = node.plainSpelling else {
      return report(.include, "`include` takes a literal path", at: node.range)
    }
    include(path, at: node.range)
  }

  /// In a loop nobody can be asked for each round.
  private mutating func checkAgreement(to binding: CommandBinding, at range: SourceRange) {
    guard loopDepth > 0, !isAgreed, case .destroys(let loss) = binding.signature.effect,
      binding.slot("yes") == nil
    else { return }
    report(
      .needsYes, "`\(binding.signature.name)` in a loop needs `--yes`", at: range, hint: loss)
  }
}

extension CommandBinding.Slot {
  /// Whether the value is asked for: `password=?`.
  func asks(_ node: ValueNode) -> Bool {
    node.word == "?" && (parameter.form == .setting || parameter.isSecret)
  }

  /// The value of literal nodes; nil where only running tells.
  fileprivate var literal: Value? {
    var values: [Value] = []
    for node in nodes {
      do throws(ReadingError) {
        guard let value = try type.literal(node) else { return nil }
        values.append(value)
      } catch {
        return nil
      }
    }
    return whole(values)
  }

  /// The values of the nodes as the one value of the parameter.
  func whole(_ values: [Value]) -> Value {
    parameter.form == .rest ? .list(values) : values.first ?? true
  }
}

// MARK: - What flows

extension Checker {
  private mutating func checkInput(
    of signature: CommandSignature, after flow: Flow?, at range: SourceRange
  ) {
    switch (signature.input, flow) {
    case (.values, nil): reportNeedsInput(signature, at: range)
    case (.none, _?):
      report(
        .takesNoInput, "`\(signature.name)` takes nothing from a pipe", at: range,
        hint: "begin a new line with it")
    case (.targets(let kind), let flow?):
      guard let from = flow.kind, from != kind,
        let complaint = TargetReading(kind, in: vocabulary).missingLink(from: from)
      else { return }
      report(complaint.code, complaint.message, at: range, hint: complaint.hint)
    case (.none, nil), (.targets, nil), (.values, _?), (.bodies, _): break
    }
  }

  private mutating func flow(
    after flow: Flow, _ command: Command, _ binding: CommandBinding
  ) -> Flow {
    var arguments = Record()
    var isComplete = true
    for slot in binding.argumentSlots {
      // Fields that come from variables are known when it runs.
      if let value = slot.literal {
        arguments[slot.parameter.name] = value
      } else {
        isComplete = false
      }
    }
    guard let type = Stages.named(binding.signature.name) else {
      let fields = binding.signature.fields(in: arguments).map { FieldPath($0) }
      complain(about: fields, of: command, knowing: flow.fields)
      return flow.passing(binding.signature, in: vocabulary, isPlanned: isPlanned)
    }
    guard isComplete else { return Flow(kind: flow.kind) }
    let stage = type.init(arguments)
    complain(about: stage.fields, of: command, knowing: flow.fields)
    return stage.flow(after: flow)
  }

  private mutating func complain(
    about fields: [FieldPath], of command: Command, knowing knowledge: FieldKnowledge?
  ) {
    for path in fields {
      guard let complaint = knowledge?.complaint(about: path, at: command.range(of: path))
      else { continue }
      report(complaint)
    }
  }
}

extension Command {
  /// Where a field stands among the arguments.
  fileprivate func range(of path: FieldPath) -> SourceRange {
    let argument = arguments.first { argument in
      let node: ValueNode?
      switch argument.form {
      case .value(let value): node = value
      case .flag(let flag): node = flag.value
      case .setting: node = nil
      }
      return node?.plainSpelling.map { FieldPath($0) } == path
    }
    return argument?.range ?? range
  }
}
