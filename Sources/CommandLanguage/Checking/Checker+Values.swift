import CommandModel

extension Checker {
  /// Checks what a value is made of, wherever it stands.
  mutating func check(_ node: ValueNode) {
    switch node.form {
    case .raw, .word, .missing: break
    case .text(let parts):
      for part in parts {
        switch part {
        case .literal: break
        case .variable(let variable): check(variable, in: node)
        case .subpipe(let pipeline, _, _): _ = check(pipeline, isStatement: false)
        }
      }
    case .variable(let variable): check(variable, in: nil)
    case .subpipe(let pipeline, _): _ = check(pipeline, isStatement: false)
    case .group(let expression): check(expression)
    case .list(let nodes): for node in nodes { check(node) }
    case .record(let pairs): for pair in pairs { check(pair.value) }
    case .file(let path): check(path)
    }
  }

  /// Checks an expression that has no record to look into.
  mutating func check(_ expression: Expression) {
    _ = formula(expression, in: .none, knowing: nil)
  }

  /// Checks an expression for records of which `knowledge` tells the fields.
  mutating func check(_ expression: Expression, knowing knowledge: FieldKnowledge?) {
    _ = formula(expression, in: .record, knowing: knowledge)
  }

  private mutating func formula(
    _ expression: Expression, in scope: ExpressionScope, knowing knowledge: FieldKnowledge?
  ) -> Formula {
    var builder = FormulaBuilder(scope)
    let formula = builder.build(expression)
    builder.diagnostics.forEach { report($0) }
    for node in formula.dynamicNodes { check(node) }
    var typing = FormulaTyping(knowledge)
    let typed = typing.type(formula)
    // A word that is no field at all needs no second complaint.
    let ranges = Set(builder.diagnostics.map(\.range))
    for diagnostic in typing.diagnostics where !ranges.contains(diagnostic.range) {
      report(diagnostic)
    }
    return typed
  }

  /// What is known about the records that a value begins a pipeline with.
  func flow(of node: ValueNode) -> Flow {
    guard case .variable(let variable) = node.form, variable.path.isEmpty else { return Flow() }
    var flow = variables[variable.name] ?? Flow()
    flow.isNothing = false
    flow.isOne = false
    return flow
  }
}

// MARK: - Variables

extension Checker {
  private mutating func check(_ variable: Variable, in text: ValueNode?) {
    if let flow = variables[variable.name] { return check(variable.path, of: flow, variable) }
    if let builtIn = BuiltInVariable(rawValue: variable.name) {
      return check(builtIn, variable, in: text)
    }
    guard let setting = vocabulary.setting(variable.name) else {
      return report(
        .unknownVariable, "unknown variable `$\(variable.name)`", at: variable.range,
        hint: hint(for: variable))
    }
    if setting.isSecret {
      report(
        .secretValue, "`\(setting.name)` is a secret and cannot be read", at: variable.range)
    }
  }

  /// A misspelt field of a record whose fields are known.
  private mutating func check(_ path: [PathStep], of flow: Flow, _ variable: Variable) {
    guard flow.isOne, case .field(let name)? = path.first,
      let complaint = flow.fields?.complaint(aboutStep: name, at: variable.range)
    else { return }
    report(complaint)
  }

  private mutating func check(
    _ builtIn: BuiltInVariable, _ variable: Variable, in text: ValueNode?
  ) {
    switch builtIn {
    case .now:
      let failure = PathFailure.checking(variable.path, in: "time")
      if let failure {
        report(failure.diagnostic(for: variable, in: text, of: current.source))
      }
    case .env:
      guard case .field? = variable.path.first, variable.path.count == 1 else {
        return report(
          .badPath, "`$env` needs the name of a variable", at: variable.range,
          hint: "write `$env.NAME`")
      }
    case .last where isInteractive:
      report(.unknownVariable, "`$_` has no value yet", at: variable.range)
    case .last:
      report(
        .unknownVariable, "`$_` exists at the prompt only", at: variable.range,
        hint: "name the value: `let result = …`")
    case .item:
      report(.unknownVariable, "`$it` exists in the block of `each` only", at: variable.range)
    }
  }

  private func hint(for variable: Variable) -> String? {
    // Among thousands of names, each compared for each mistake, a check would take minutes.
    let own = variables.count <= Suggestion.namesMax ? variables.keys.sorted() : []
    let names =
      own + vocabulary.settings.map(\.name) + [BuiltInVariable.now, .env].map(\.rawValue)
    return Suggestion.nearest(to: variable.name, among: names).map { "did you mean `$\($0)`?" }
      ?? "`let \(variable.name) = …` makes it"
  }
}
