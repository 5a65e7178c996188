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
      try await located(at: statement.range) { try await run(statement) }
      // What an interruption let come to its end is done; nothing further begins.
      try Task.checkCancellation()
      if await host.wasStopped { throw Interruption() }
      await statementEnded()
    }
  }

  /// The runs of a round belong to its `each`, which is not over, and so do those of rounds
  /// that go on to the statement that says so.
  private func statementEnded() async {
    guard surroundings.round == nil, !isPartOfStatement else { return }
    await host.statementEnded()
  }

  private func run(_ statement: Statement) async throws {
    switch statement.form {
    case .set(let name, let node): try await set(name, to: node)
    case .unset(let name): try await host.change(setting: canonical(name), to: nil)
    case .let(let name, let pipeline): self[name.text] = try await value(of: pipeline)
    case .param(let name, let standard): try await define(name, standard: standard)
    case .if(let branches, let otherwise): try await choose(among: branches, else: otherwise)
    case .for(let name, let node, let block): try await loop(name, over: node, block)
    case .def(let name, let formals, let block): define(name, formals, block)
    case .try(let block, let caught, let handler):
      try await attempt(block, catching: caught, handler)
    case .pipeline(let pipeline): try await show(pipeline)
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
      self[name.text] = given
    } else if let standard {
      self[name.text] = try await value(of: standard)
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
      !surroundings.isAgreed && !surroundings.isPlanned && !items.isEmpty
      && BlockFacts(of: block, in: vocabulary, definitions).changesSomething
    if mustAgree {
      let text = script.source.text(of: block.range)
      try await host.confirm(rounds: items.count, of: text)
    }
    try await surrounded({ $0.isAgreed = $0.isAgreed || mustAgree }) {
      for item in items {
        self[name.text] = item
        try await run(block)
      }
    }
  }

  /// What every other round would meet too, such as a wrong key, ends them all.
  private func isCaught(_ problem: Problem) -> Bool {
    problem.category != .interrupted && !(problem.concernsAll && surroundings.round != nil)
  }

  /// Runs a block whose failure is the script's own business.
  private func attempt(_ block: Block, catching name: Name?, _ handler: Block?) async throws {
    do {
      try await surrounded({ $0.isTried = true }) { try await run(block) }
    } catch let problem as Problem where isCaught(problem) {
      if handler == nil {
        for diagnostic in problem.diagnostics { await host.note(diagnostic.asWarning) }
      }
      await statementEnded()
      guard let handler else { return }
      if let name { self[name.text] = .record(problem.record) }
      try await run(handler)
    }
  }
}

extension Diagnostic {
  /// What went wrong in a `try` that nobody catches: told, and gone on from.
  fileprivate var asWarning: Diagnostic {
    Diagnostic(.warning, code: code, message, at: range, in: source, hint: hint)
  }
}

extension Problem {
  /// What `catch` names (language.md, section 2): `$e.message`, `$e.line`, `$e.http`.
  fileprivate var record: Record {
    let first = diagnostics.first
    let place = first?.range.flatMap { range in first?.source?.location(of: range.lower) }
    return [
      "code": first.map { .text($0.code.rawValue) } ?? .null,
      "message": .text(first?.message ?? failure?.message ?? ""),
      "hint": first?.hint.map(Value.text) ?? .null,
      "file": first?.source?.name.map(Value.text) ?? .null,
      "line": place.map { .integer($0.line) } ?? .null,
      "column": place.map { .integer($0.column) } ?? .null,
      "http": failure?.status.map(Value.integer) ?? result?["http"] ?? .null,
      "result": result.map(Value.record) ?? .null,
    ]
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
  private func show(_ pipeline: Pipeline) async throws {
    for case .watch(let interval) in pipeline.prefixes.map(\.word) {
      return try await host.watch(every: interval) { [self] in try await emit(pipeline) }
    }
    try await emit(pipeline)
  }

  /// Writes what a pipeline yields, or keeps it for the scope around; the one result that
  /// went wrong is an error then.
  private func emit(_ pipeline: Pipeline) async throws {
    try await withStream(of: pipeline, isShown: yielded == nil) { stream in
      if stream.flow.isNothing {
        _ = try await stream.records.collect()
      } else if yielded == nil {
        try await write(stream)
      } else {
        var values: [Value] = []
        do {
          while let batch = try await stream.records.nextBatch() { values += batch }
        } catch let error where error.followsAllRecords {
          yielded?.add(values, stream.records.shape)
          throw error
        }
        if stream.records.shape == .one { try await judge(values.first) }
        yielded?.add(values, stream.records.shape)
      }
    }
  }

  private func write(_ stream: Stream) async throws {
    let tap = Tap(stream.records, keepsAll: isInteractive)
    let presentation = Presentation(
      format: stream.format, producer: stream.flow.producer,
      columns: stream.flow.columns, omitsEmpty: stream.flow.omitsEmpty)
    try await host.emit(tap.records, as: presentation)
    if let value = tap.value, isInteractive { globals[BuiltInVariable.last.rawValue] = value }
    try await judge(tap.single)
  }

  /// The value of a pipeline that is not shown.
  func value(of pipeline: Pipeline) async throws -> Value {
    do {
      return try await withStream(of: pipeline) { stream in
        let value = try await stream.records.value()
        if stream.records.shape == .one { try await judge(value) }
        return value
      }
    } catch {
      throw error.breakingOff
    }
  }

  /// One result that is not good is an error (language.md, section 4).
  private func judge(_ value: Value?) async throws {
    // A wait that was interrupted is no fault of what it waited for.
    try Task.checkCancellation()
    guard !surroundings.isPlanned, let record = value?.recordValue, ResultRecord.isResult(record),
      let result = ResultRecord(record), let category = result.result.category
    else { return }
    let about = result.target.name ?? result.target.id
    let message =
      "`\(result.action)` of `\(about)` ended as `\(result.result.rawValue)`"
      + (result.error.map { ": \($0)" } ?? "")
    throw Problem(
      category, [Diagnostic(.result, message)], failure: await host.failure(behind: result),
      result: record)
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
