import CommandModel

extension Evaluator {
  /// Runs a script; behind a statement that failed it goes on only if the host says so.
  func runStatements(of script: Script) async throws {
    for statement in script.statements {
      do {
        try await run(Script([statement], range: statement.range))
      } catch let problem as Problem {
        guard await host.goesOn(after: problem) else { throw problem }
      }
    }
  }

  func run(_ block: Block) async throws {
    for statement in block.statements {
      let outer = self.statement
      self.statement = statement.range
      defer { self.statement = outer }
      do {
        try await located(at: statement.range) { try await run(statement) }
      } catch {
        await host.statementEnded()
        throw error
      }
      await host.statementEnded()
    }
  }

  private func run(_ statement: Statement) async throws {
    switch statement.form {
    case .set(let name, let node): try await set(name, to: node)
    case .unset(let name): try await host.change(setting: canonical(name), to: nil)
    case .let(let name, let pipeline): variables[name.text] = try await value(of: pipeline)
    case .param(let name, let standard): try await define(name, standard: standard)
    case .if(let branches, let otherwise): try await choose(among: branches, else: otherwise)
    case .for(let name, let node, let block): try await loop(name, over: node, block)
    case .pipeline(let pipeline): try await emit(pipeline)
    case .def, .try:
      throw Problem(.usage, .notYet, "this statement is not there yet", at: statement.range)
    }
  }

  private func choose(among branches: [Branch], else otherwise: Block?) async throws {
    for branch in branches where try await condition(branch.condition) {
      return try await run(branch.block)
    }
    if let otherwise { try await run(otherwise) }
  }

  private func define(_ name: Name, standard: ValueNode?) async throws {
    if let given = arguments[name.text] {
      variables[name.text] = given
    } else if let standard {
      variables[name.text] = try await value(of: standard)
    } else {
      throw Problem(
        .usage, .missingArgument, "the script needs `--\(name.text)`", at: name.range,
        hint: "write `--\(name.text) VALUE`, or give it a default: `param \(name.text) = …`")
    }
  }

  /// Runs a block for each item; where it changes something the person agrees to all
  /// rounds before the first.
  private func loop(_ name: Name, over node: ValueNode, _ block: Block) async throws {
    let items = try await Records.starting(with: value(of: node)).collect()
    let mustAgree =
      !isAgreed && !items.isEmpty && block.changesSomething(in: vocabulary)
    if mustAgree {
      let text = script.source.text(of: block.range)
      try await host.confirm(rounds: items.count, of: text)
    }
    let outer = isAgreed
    isAgreed = isAgreed || mustAgree
    defer { isAgreed = outer }
    for item in items {
      variables[name.text] = item
      try await run(block)
    }
  }
}

// MARK: - Settings

extension Evaluator {
  private func set(_ name: Name?, to node: ValueNode?) async throws {
    guard let name else { return try await show { _ in true } }
    guard let parameter = vocabulary.setting(name.text), let node else {
      let wanted = Value.text(canonical(name))
      return try await show { $0.value(at: "name") == wanted }
    }
    let value =
      node.word == "?"
      ? try await host.askSecret(for: parameter.name)
      : try await argument(node, as: parameter.type)
    try await host.change(setting: parameter.name, to: value)
  }

  private func show(_ isWanted: (Value) -> Bool) async throws {
    let settings = await host.listSettings().filter(isWanted)
    try await host.emit(.list(settings), as: Presentation())
  }

  private func canonical(_ name: Name) -> String {
    vocabulary.setting(name.text)?.name ?? name.text
  }
}

// MARK: - What a statement yields

extension Evaluator {
  /// Writes what a pipeline yields; the one result that went wrong is an error then.
  private func emit(_ pipeline: Pipeline) async throws {
    let stream = try await stream(of: pipeline)
    guard !stream.flow.isNothing else {
      _ = try await stream.records.collect()
      return
    }
    let tap = Tap(stream.records, keepsAll: isInteractive)
    let presentation = Presentation(
      format: stream.format, producer: stream.flow.producer,
      addedFields: stream.flow.addedFields)
    try await host.emit(tap.records, as: presentation)
    if let value = tap.value, isInteractive { variables[BuiltInVariable.last.rawValue] = value }
    try judge(tap.single)
  }

  /// The value of a pipeline that is not shown.
  func value(of pipeline: Pipeline) async throws -> Value {
    let stream = try await stream(of: pipeline)
    let value = try await stream.records.value()
    if stream.records.shape == .one { try judge(value) }
    return value
  }

  /// One result that is not good is an error (language.md, section 4).
  private func judge(_ value: Value?) throws {
    guard let record = value?.recordValue, ResultRecord.isResult(record),
      let result = ResultRecord(record), let category = result.result.category
    else { return }
    let about = result.target.name ?? result.target.id
    let message =
      "`\(result.action)` of `\(about)` ended as `\(result.result.rawValue)`"
      + (result.error.map { ": \($0)" } ?? "")
    throw Problem(category, [Diagnostic(.result, message)], result: record)
  }
}

/// Sees the records that flow to the host, without holding them up.
private final class Tap {
  private let source: Records
  private let keepsAll: Bool
  private var kept: [Value] = []
  private var isComplete = false

  init(_ source: Records, keepsAll: Bool) {
    self.source = source
    self.keepsAll = keepsAll || source.shape == .one
  }

  var records: Records {
    Records(source.shape) { [self] in
      let batch = try await source.nextBatch()
      if let batch, keepsAll { kept += batch }
      if batch == nil { isComplete = true }
      return batch
    }
  }

  /// The one thing that came by.
  var single: Value? { source.shape == .one ? kept.first : nil }

  /// What the records are worth as one value; nil when they were not read to their end.
  var value: Value? {
    guard isComplete else { return nil }
    return source.shape == .one ? kept.first ?? .null : .list(kept)
  }
}
