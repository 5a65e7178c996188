import CommandModel

extension Evaluator {
  /// The value of a node that stands for itself.
  func value(of node: ValueNode) async throws -> Value {
    try await value(of: node, words: .language)
  }

  private func value(of node: ValueNode, words: WordReading) async throws -> Value {
    switch node.form {
    case .raw(let text): return .text(text)
    case .text(let parts): return .text(try await text(of: parts, in: node))
    case .word(let spelling): return words.value(of: spelling)
    case .variable(let variable):
      let value = try await value(of: variable, in: nil)
      if words == .body, !value.isNull, let name = variable.environmentName {
        return SecretReference.environment(name).value
      }
      return value
    case .subpipe(let pipeline, let path):
      return try await follow(path, from: value(of: pipeline), at: node.range)
    case .group(let expression): return try await value(of: expression)
    case .list(let nodes):
      var items: [Value] = []
      for node in nodes { items.append(try await value(of: node, words: words)) }
      return .list(items)
    case .record(let pairs):
      var record = Record()
      for pair in pairs { record[pair.key.text] = try await value(of: pair.value, words: words) }
      return .record(record)
    case .file(let path):
      let path = try await value(of: path).plainText ?? ""
      // Read in any case: what is not there is told of where it stands.
      let value = try await host.file(at: path)
      return words == .body ? SecretReference.file(path).value : value
    case .missing: return .null
    }
  }

  /// What a file begins a pipeline with.
  func records(ofFile path: ValueNode) async throws -> Records {
    try await host.records(at: value(of: path).plainText ?? "")
  }

  private func follow(
    _ path: [PathStep], from value: Value, at range: SourceRange
  ) async throws -> Value {
    do throws(PathFailure) {
      return try value.following(path, in: vocabulary)
    } catch {
      throw Problem(.failed, .badPath, error.message, at: range, hint: error.hint)
    }
  }

  // MARK: - Texts

  private func text(of parts: [TextPart], in node: ValueNode) async throws -> String {
    var text = ""
    for part in parts {
      switch part {
      case .literal(let literal): text += literal
      case .variable(let variable):
        text += try plain(await value(of: variable, in: node), at: variable.range)
      case .subpipe(let pipeline, let path, let range):
        let value = try await follow(path, from: value(of: pipeline), at: range)
        text += try plain(value, at: range)
      }
    }
    return text
  }

  private func plain(_ value: Value, at range: SourceRange) throws -> String {
    guard let text = value.plainText else {
      throw Problem(
        .failed, .badText, "a \(value.typeName) has no plain form inside a text", at: range,
        hint: "take a field or an item of it, or count it: `$($name | count)`")
    }
    return text
  }

  // MARK: - Variables

  private func value(of variable: Variable, in text: ValueNode?) async throws -> Value {
    if variable.name == BuiltInVariable.env.rawValue, self[variable.name] == nil {
      guard let name = variable.environmentName else { return .null }
      return await host.environment(name).map(Value.text) ?? .null
    }
    let start = try await start(of: variable)
    do throws(PathFailure) {
      return try start.following(variable.path, in: vocabulary)
    } catch {
      let diagnostic = error.diagnostic(for: variable, in: text, of: script.source)
      throw Problem(.failed, [diagnostic])
    }
  }

  private func start(of variable: Variable) async throws -> Value {
    if let value = self[variable.name] { return value }
    if variable.name == BuiltInVariable.now.rawValue { return .time(await host.now) }
    if let setting = vocabulary.setting(variable.name), !setting.isSecret {
      return await host.setting(setting.name)
    }
    throw Problem(
      .failed, .unknownVariable, "`$\(variable.name)` has no value", at: variable.range,
      hint: "the `let` that makes it has not been reached")
  }
}

extension Variable {
  /// The variable of the process's environment that it means; nil for any other.
  fileprivate var environmentName: String? {
    guard name == BuiltInVariable.env.rawValue, case .field(let name)? = path.first else {
      return nil
    }
    return name
  }
}

// MARK: - Expressions

extension Evaluator {
  /// Whether an expression holds that has no record to look into.
  func condition(_ expression: Expression) async throws -> Bool {
    try await value(of: expression).condition(at: expression.range)
  }

  /// The value of an expression that has no record to look into.
  ///
  /// What stands right of `and` and `or` is run only when it decides.
  private func value(of expression: Expression) async throws -> Value {
    switch expression.form {
    case .binary(let operation, let left, let right)
    where operation == .and || operation == .or:
      let isDecided = try await condition(left) == (operation == .or)
      return .boolean(try await isDecided ? operation == .or : condition(right))
    case .not(let operand): return .boolean(try await !condition(operand))
    case .value(let node):
      guard case .group(let inner) = node.form else { break }
      return try await value(of: inner)
    case .binary: break
    }
    var builder = FormulaBuilder(.none)
    let formula = try await builder.build(expression).resolving { [self] in
      try await value(of: $0)
    }
    return try formula.value(for: .null)
  }
}

// MARK: - Arguments

extension Evaluator {
  /// The arguments of a call: each read by the type of its parameter.
  func arguments(of binding: CommandBinding) async throws -> Record {
    var arguments = Record()
    for slot in binding.argumentSlots {
      var values: [Value] = []
      for node in slot.nodes {
        // What a plan does not send needs nobody to type it; what reads is sent.
        if slot.asks(node), surroundings.isPlanned, binding.signature.effect.changesSomething {
          values.append("…")
          continue
        }
        values.append(
          try await located(at: node.range) {
            try await identified(argument(node, in: slot), by: slot.type)
          })
      }
      arguments.set(slot.whole(values), at: slot.path)
    }
    return arguments
  }

  private func argument(_ node: ValueNode, in slot: CommandBinding.Slot) async throws -> Value {
    if slot.asks(node) {
      return try await host.askSecret(for: slot.path.joined(separator: "."))
    }
    guard slot.isBodyField else { return try await argument(node, as: slot.type) }
    return try await given(node, words: .body)
  }

  /// The value of an argument of one type.
  func argument(_ node: ValueNode, as type: ParameterType) async throws -> Value {
    do {
      if let literal = try type.literal(node) { return literal }
      if case .list(let nodes) = node.form, case .list(let item) = type {
        var items: [Value] = []
        for node in nodes { items.append(try await argument(node, as: item)) }
        return .list(items)
      }
      return try type.read(await given(node, words: .language))
    } catch let error as ReadingError {
      throw Problem(.usage, error.code, error.message, at: node.range, hint: error.hint)
    }
  }

  /// The value of a node; an absent variable of the environment is an error, because a
  /// request with null in the place of a password helps nobody.
  private func given(_ node: ValueNode, words: WordReading) async throws -> Value {
    let value = try await value(of: node, words: words)
    if value.isNull, case .variable(let variable) = node.form,
      let name = variable.environmentName
    {
      throw Problem(
        .usage, .badValue, "the environment has no `\(name)`", at: node.range,
        hint: "set it before edsh is started")
    }
    return value
  }

  /// The text of a shared flag.
  func text(_ node: ValueNode, of flag: Parameter) async throws -> String? {
    try await argument(node, as: flag.type).plainText
  }
}
