import CommandModel

extension Checker {
  mutating func check(_ statement: Statement, mayTakeParam: Bool) {
    switch statement.form {
    case .set(let name, let node): checkSet(name, node)
    case .unset(let name): _ = setting(name)
    case .let(let name, let pipeline):
      let flow = check(pipeline, isStatement: false)
      define(name, flow)
    case .param(let name, let standard):
      if !mayTakeParam {
        report(
          .misplacedParam, "`param` stands only at the top of a script", at: statement.range,
          hint: "move it before the first other statement")
      }
      standard.map { check($0) }
      define(name, Flow())
    case .if(let branches, let otherwise):
      for branch in branches {
        check(branch.condition)
        check(branch.block)
      }
      otherwise.map { check($0) }
    case .for(let name, let value, let block): checkFor(name, value, block)
    case .def: reportNotYet("def", at: statement.range)
    case .try(let block, let caught, let handler): checkTry(block, caught, handler, statement)
    case .pipeline(let pipeline): _ = check(pipeline, isStatement: true)
    }
  }

  private mutating func checkFor(_ name: Name, _ value: ValueNode, _ block: Block) {
    check(value)
    define(name, flow(of: value))
    loopDepth += 1
    check(block)
    loopDepth -= 1
  }

  private mutating func checkTry(
    _ block: Block, _ caught: Name?, _ handler: Block?, _ statement: Statement
  ) {
    reportNotYet("try", at: statement.range)
    check(block)
    guard let handler else { return }
    if let caught { define(caught, Flow()) }
    check(handler)
  }

  /// A name becomes a variable, unless the language has taken it.
  private mutating func define(_ name: Name, _ flow: Flow) {
    if BuiltInVariable(rawValue: name.text) != nil {
      report(
        .reservedName, "`\(name.text)` is a name of the language", at: name.range,
        hint: "choose another name")
    }
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
      _ = try type.literal(node)
    } catch {
      report(error.code, error.message, at: node.range, hint: error.hint)
    }
  }
}
