import CommandModel

extension Checker {
  /// Checks a block that reads the names around it and assigns none of them.
  ///
  /// `names` are its own from the beginning. Returns what its pipelines yield.
  mutating func checkScope(_ block: Block, naming names: [String: Flow]) -> Flow {
    let (outerVariables, outerAround, outerYields) = (variables, outerNames, yields)
    outerNames = Set(variables.keys).subtracting(names.keys)
    variables.merge(names) { _, own in own }
    yields = []
    check(block)
    let found = yields ?? []
    (variables, outerNames, yields) = (outerVariables, outerAround, outerYields)
    if found.isEmpty { return Flow(isNothing: true) }
    return found.count == 1 ? found[0] : Flow()
  }

  // MARK: - Definitions

  mutating func checkDefinition(
    _ name: Name, _ formals: [Formal], _ block: Block, _ statement: Statement
  ) {
    if blockDepth > 0 {
      report(
        .misplacedDef, "`def` stands at the top of a script, not inside a block",
        at: statement.range, hint: "move it to the beginning of the script")
    }
    checkName(ofDefinition: name)
    var names: [String: Flow] = [:]
    for formal in formals {
      if names[formal.name.text] != nil {
        report(.givenTwice, "`\(formal.name.text)` is named twice", at: formal.name.range)
      }
      formal.standard.map { check($0) }
      if let complaint = complaint(aboutAssigning: formal.name) { report(complaint) }
      names[formal.name.text] = Flow()
    }
    checkOrder(of: formals)
    var definition = Definition(
      name, formals, block, in: current, vocabulary: vocabulary, definitions: definitions)
    definition.flow = checkScope(block, naming: names)
    definitions[name.text] = definition
  }

  /// What could be taken for a command of edsh is no name for one of the script's.
  private mutating func checkName(ofDefinition name: Name) {
    let typed = Parameter.canonical(name.text)
    let isTaken =
      vocabulary.commands.contains { command in
        [command.words.first, command.words.last].contains { $0.map(Parameter.canonical) == typed }
      } || Neighbours.aliases[name.text] != nil || ["plan", "watch"].contains(name.text)
      || Parser.isKeyword(name.text)
    guard isTaken else { return }
    report(
      .reservedName, "`\(name.text)` is a word of edsh's own commands", at: name.range,
      hint: "choose another name, such as `my_\(typed)`")
  }

  private mutating func checkOrder(of formals: [Formal]) {
    guard let optional = formals.firstIndex(where: { $0.standard != nil }),
      let late = formals[optional...].first(where: { $0.standard == nil })
    else { return }
    report(
      .missingArgument, "`\(late.name.text)` has no default and stands behind one that has",
      at: late.name.range, hint: "what must be given comes first")
  }

  /// Checks a call of what the script has named.
  mutating func check(
    _ command: Command, as definition: Definition, after flow: Flow?, isLast: Bool
  ) -> Flow {
    let binding = CommandBinding(
      command, to: definition.signature, hasInput: flow != nil,
      in: vocabulary)
    binding.diagnostics.forEach { report($0) }
    for slot in binding.slots { check(slot) }
    checkPlace(ofFormatIn: binding, isLast: isLast)
    let name = definition.signature.name
    if flow != nil {
      report(
        .takesNoInput, "`\(name)` takes nothing from a pipe", at: command.range,
        hint: "give it as an argument: `\(name) $value`")
    }
    if isWatched, definition.facts.changesSomething { reportWatchChanges(name, at: command.range) }
    if isInEach, definition.facts.changesSettings {
      report(
        .misplacedSet, "`\(name)` changes a setting, which cannot be done inside `each`",
        at: command.range, hint: "call it before the `each`")
    }
    if loopDepth > 0, !isAgreed, let loss = definition.facts.loss {
      report(
        .needsYes, "`\(name)` in a loop destroys something", at: command.range,
        hint: "\(loss); write `--yes` behind the verb inside it")
    }
    var flow = definition.flow
    // Planned, its results have fields that were not known where it was defined.
    if isPlanned { flow.fields = nil }
    return flow
  }

  // MARK: - each

  /// Checks the block of an `each` and says what the rounds yield: what the block does,
  /// and the result records of rounds that failed.
  mutating func checkRounds(_ block: Block, of item: Flow) -> Flow {
    let outer = isInEach
    isInEach = true
    loopDepth += 1
    var flow = checkScope(block, naming: [BuiltInVariable.item.rawValue: item.ofOne])
    loopDepth -= 1
    isInEach = outer
    flow.fields = flow.fields?.joined(by: ResultRecord.kind)
    // A round that fails yields its result, also where the block yields nothing.
    flow.isNothing = false
    return flow
  }
}
