import CommandModel

extension Checker {
  mutating func check(_ statement: Statement, mayTakeParam: Bool) {
    switch statement.form {
    case .set(let name, let node):
      if node != nil { checkMayChangeSettings(at: statement.range) }
      checkSet(name, node)
    case .unset(let name):
      checkMayChangeSettings(at: statement.range)
      _ = setting(name)
    case .let(let name, let pipeline):
      let flow = check(pipeline, isStatement: false)
      assign(name, flow)
    case .param(let name, let standard):
      if !mayTakeParam {
        report(
          .misplacedParam, "`param` stands only at the top of a script", at: statement.range,
          hint: "move it before the first other statement")
      }
      standard.map { check($0) }
      assign(name, Flow())
    case .if(let branches, let otherwise):
      for branch in branches {
        check(branch.condition)
        check(branch.block)
      }
      otherwise.map { check($0) }
    case .for(let name, let value, let block): checkFor(name, value, block)
    case .def(let name, let formals, let block): checkDefinition(name, formals, block, statement)
    case .try(let block, let caught, let handler):
      check(block)
      if let caught { assign(caught, Flow()) }
      handler.map { check($0) }
    case .pipeline(let pipeline):
      let flow = check(pipeline, isStatement: true)
      if !flow.isNothing { yields?.append(flow) }
    }
  }

  private mutating func checkFor(_ name: Name, _ value: ValueNode, _ block: Block) {
    check(value)
    assign(name, flow(of: value).ofOne)
    loopDepth += 1
    check(block)
    loopDepth -= 1
  }

  /// A name becomes a variable, unless it is the language's or of a scope around.
  func complaint(aboutAssigning name: Name) -> Diagnostic? {
    if BuiltInVariable(rawValue: name.text) != nil {
      return Diagnostic(
        .reservedName, "`\(name.text)` is a name of the language", at: name.range,
        hint: "choose another name")
    }
    guard outerNames.contains(name.text) else { return nil }
    return Diagnostic(
      .outerName, "`\(name.text)` belongs to the script around this block and stays as it is",
      at: name.range, hint: "choose another name; what the block yields leaves it")
  }

  mutating func assign(_ name: Name, _ flow: Flow) {
    if let complaint = complaint(aboutAssigning: name) { report(complaint) }
    variables[name.text] = flow
  }
}

/// Variables that exist without a `let`.
enum BuiltInVariable: String, CaseIterable {
  /// `$_`, at the prompt only.
  case last = "_"
  /// `$it`, in the block of `each`.
  case item = "it"
  case now, env
}

// MARK: - Settings

extension Checker {
  private mutating func checkSet(_ name: Name?, _ node: ValueNode?) {
    guard let name, let node else {
      _ = name.flatMap { setting($0) }
      return
    }
    guard let parameter = setting(name) else {
      // What was meant may have been the key.
      hide(node)
      return
    }
    if parameter.isSecret {
      hide(node)
      guard node.word != "?" else { return }
      return report(
        .secretValue, "`\(parameter.name)` is a secret and takes no value here",
        at: node.range, hint: "write `set \(parameter.name) ?` to be asked for it")
    }
    check(node)
    readLiteral(node, as: parameter.type)
  }

  /// The rounds of an `each` run side by side; none may pull a setting away from another.
  private mutating func checkMayChangeSettings(at range: SourceRange) {
    guard isInEach else { return }
    report(
      .misplacedSet, "a setting cannot change inside `each`, whose rounds run side by side",
      at: range, hint: "write it before the `each`")
  }

  private mutating func setting(_ name: Name) -> Parameter? {
    if let parameter = vocabulary.setting(name.text) { return parameter }
    let near = Suggestion.hint(for: name.text, among: vocabulary.settings.map(\.name))
    report(
      .unknownSetting, "unknown setting `\(name.text)`", at: name.range,
      hint: near ?? "`set` lists the settings; `let \(name.text) = …` makes a variable")
    return nil
  }

  /// Reports a literal that a parameter of `type` cannot take.
  mutating func readLiteral(_ node: ValueNode, as type: ParameterType) {
    do throws(ReadingError) {
      let value = try type.literal(node)
      if let kind = type.identifiedKind, let value { try insistOnIDs(value, of: kind) }
    } catch {
      report(error.code, error.message, at: node.range, hint: error.hint)
    }
  }

  /// Things that no listing tells the names of are meant by their ids alone.
  private func insistOnIDs(_ value: Value, of kind: KindName) throws(ReadingError) {
    guard vocabulary.kind(kind)?.naming == nil else { return }
    for case .text(let text) in value.listValue ?? [value] where !text.isUUID {
      throw ReadingError(message: "`\(text)` is no id", hint: ReadingError.identifierRemedy)
    }
  }
}
