import CommandModel

/// Records on their way, and what is known about them.
struct Stream {
  var records: Records
  var flow: Flow
  /// What the last `-o` asks for.
  var format: String?
}

extension Evaluator {
  /// Uses what comes out of a pipeline, which is not read before it is asked for.
  ///
  /// Rounds of `each` are at work no longer than `use` is. `isShown` says that `use` shows
  /// what comes out.
  func withStream<Result>(
    of pipeline: Pipeline, isShown: Bool = false, _ use: (Stream) async throws -> Result
  ) async throws -> Result {
    let isPlanned = pipeline.prefixes.contains { $0.word == .plan }
    return try await surrounded({ surroundings in
      surroundings.isPlanned = surroundings.isPlanned || isPlanned
      surroundings.isShown = isShown
    }) {
      try await pass(nil, through: pipeline.elements[...], into: use)
    }
  }

  private func pass<Result>(
    _ input: Stream?, through elements: ArraySlice<Element>,
    into use: (Stream) async throws -> Result
  ) async throws -> Result {
    guard let element = elements.first else { return try await use(input ?? .nothing) }
    let rest = elements.dropFirst()
    let isWaitedFor = rest.contains { followsSyncs($0) }
    if case .command(let command) = element.form {
      switch CommandResolution(command, after: input?.flow, in: vocabulary, definitions) {
      case .found(let signature) where signature.takesBlock:
        return try await surrounded({ $0.isWaitedFor = isWaitedFor }) {
          try await withRounds(of: command, as: signature, on: input) {
            try await pass($0, through: rest, into: use)
          }
        }
      case .defined(let definition):
        return try await withCall(of: definition, by: command) {
          try await pass($0, through: rest, into: use)
        }
      case .found, .whenKindIsKnown, .unknown: break
      }
    }
    let output = try await surrounded({ surroundings in
      surroundings.isWaitedFor = isWaitedFor
      surroundings.isShown = surroundings.isShown && rest.isEmpty
    }) {
      try await located(at: element.range) { try await apply(element, to: input) }
    }
    return try await pass(output, through: rest, into: use)
  }

  private func followsSyncs(_ element: Element) -> Bool {
    guard case .command(let command) = element.form else { return false }
    return vocabulary.command(command.words.map(\.text))?.followsSyncs ?? false
  }

  private func apply(_ element: Element, to input: Stream?) async throws -> Stream {
    if let help = try await help(of: element) { return help }
    var output = try await transform(element, input)
    output.records = located(output.records, at: element.range)
    for flag in element.flags {
      if let node = flag.value { output.format = try await text(node, of: vocabulary.outputFlag) }
    }
    return output
  }

  private func transform(_ element: Element, _ input: Stream?) async throws -> Stream {
    switch (element.form, input) {
    case (.value(let node), _):
      if case .file(let path) = node.form {
        var flow = Flow()
        flow.isFromFile = true
        return Stream(records: try await records(ofFile: path), flow: flow)
      }
      let value = try await value(of: node)
      return Stream(records: .starting(with: value), flow: Flow(of: value))
    case (.where(let condition), let input?):
      let stage = WhereStage(
        condition: try await formula(condition, for: input.flow), range: condition.range
      ) { [self] note in await host.note(note.placed(in: script.source)) }
      return input.passing(stage.apply(to: input.records))
    case (.extend(let name, let expression), let input?):
      let stage = ExtendStage(
        name: name.text, formula: try await formula(expression, for: input.flow),
        range: element.range)
      return input.passing(
        stage.apply(to: input.records), as: ExtendStage.flow(after: input.flow, adding: name.text))
    case (.assert(let condition, _), _) where surroundings.isPlanned:
      await noteWouldCheck(condition)
      return input ?? .nothing
    case (.assert(let condition, let message), let input?):
      let stage = AssertStage(
        condition: try await formula(condition, for: input.flow),
        failure: try await failure(message, of: condition), range: condition.range)
      return input.passing(stage.apply(to: input.records))
    case (.assert(let condition, let message), nil):
      guard try await self.condition(condition) else {
        throw try await failure(message, of: condition)
      }
      return .nothing
    case (.command(let command), _): return try await run(command, on: input)
    case (.where, nil), (.extend, nil), (.missing, _):
      throw Problem(.usage, .needsInput, "this needs something before it", at: element.range)
    }
  }

  /// What is planned yields no results to hold a condition against.
  private func noteWouldCheck(_ condition: Expression) async {
    let typed = script.source.text(of: condition.range)
    await notePlanned("would check `\(typed)`", at: condition.range)
  }

  /// Says what a step would do that a plan leaves out.
  func notePlanned(_ what: String, at range: SourceRange) async {
    let note = Diagnostic(.planned, what, as: .note, at: range)
    await host.note(note.placed(in: script.source))
  }

  private func failure(
    _ message: ValueNode?, of condition: Expression
  ) async throws -> Problem {
    var text: String?
    if let message { text = try await value(of: message).plainText }
    let typed = script.source.text(of: condition.range)
    return AssertStage.failure(text, of: typed, at: condition.range)
  }

  /// An expression made ready for the records of a flow.
  private func formula(_ expression: Expression, for flow: Flow) async throws -> RecordFormula {
    var builder = FormulaBuilder(.record)
    let formula = try await builder.build(expression).resolving { [self] in
      try await value(of: $0)
    }
    return try RecordFormula(formula, knowledge: flow.fields, vocabulary: vocabulary)
  }
}

extension Stream {
  static var nothing: Stream { Stream(records: .none, flow: Flow(isNothing: true)) }

  func passing(_ records: Records, as flow: Flow? = nil) -> Stream {
    Stream(records: records, flow: flow ?? self.flow, format: format)
  }
}

// MARK: - Help

extension Evaluator {
  /// What `--help` behind a filter or a value shows instead of its work.
  private func help(of element: Element) async throws -> Stream? {
    let isWanted = element.flags.contains { flag in
      flag.isShort ? flag.name == "h" : Parameter.help.isNamed(flag.name)
    }
    guard isWanted else { return nil }
    switch element.form {
    case .where: return try await help(for: WhereStage.signature, at: element.range)
    case .extend: return try await help(for: ExtendStage.signature, at: element.range)
    case .assert: return try await help(for: AssertStage.signature, at: element.range)
    case .value, .command, .missing: return nil
    }
  }

  /// `help WORDS`, in the place of the command that was asked about.
  func help(for command: CommandSignature, at range: SourceRange) async throws -> Stream {
    guard let help = vocabulary.command(["help"]),
      let words = help.parameters.first(where: { $0.form == .rest })
    else { return .nothing }
    let call = Call(
      help, arguments: Record([(words.name, .list(command.words.map(Value.text)))]),
      shape: .list,
      text: "help \(command.name)", source: script.source, range: range)
    let records = try await host.run(call, input: nil)
    return Stream(records: records, flow: Flow().passing(help, in: vocabulary))
  }
}
