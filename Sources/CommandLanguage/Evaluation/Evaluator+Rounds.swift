import CommandModel

extension Evaluator {
  /// Runs the rounds of an `each` and uses what they yield.
  ///
  /// A block that changes something needs all its input first, as a verb does; any other
  /// takes the records as they come.
  func withRounds<Result>(
    of command: Command, as signature: CommandSignature, on input: Stream?,
    _ use: (Stream) async throws -> Result
  ) async throws -> Result {
    guard let input, let block = command.block else {
      throw Problem(.usage, .needsInput, "`each` needs something before it", at: command.range)
    }
    let binding = CommandBinding(
      command, to: signature, hasInput: true, in: vocabulary)
    if binding.wantsHelp { return try await use(help(for: signature, at: command.range)) }
    let facts = BlockFacts(of: block, in: vocabulary, definitions)
    let (each, records) = try await located(at: command.range) {
      try await prepare(block, facts, binding, input.records)
    }
    var seed = seed()
    seed.locals = locals ?? [:]
    let format = try await format(asked: binding)
    return try await host.keepingBooks(of: each) { books in
      let pool = RoundPool(
        block: block, seed: seed, books: books, each: each,
        keepsOrder: each.arguments[EachStage.keepOrder] == true)
      return try await pool.running(on: records) { results in
        let flow = Flow(omitsEmpty: !facts.yieldsSomething)
        let located = located(results, at: command.range)
        return try await use(Stream(records: located, flow: flow, format: format))
      }
    }
  }

  private func prepare(
    _ block: Block, _ facts: BlockFacts, _ binding: CommandBinding, _ records: Records
  ) async throws -> (EachCall, Records) {
    guard binding.diagnostics.isEmpty else { throw Problem(.usage, binding.diagnostics) }
    let arguments = try await arguments(of: binding)
    let text = script.source.text(of: block.range)
    // A share of the rounds is one of all of them, so their number must be known.
    let isShare = arguments["halt"].flatMap(HaltLimit.init)?.isShare ?? false
    let all = facts.changesSomething || isShare ? try await records.collect() : nil
    let isAgreed =
      surroundings.isAgreed || surroundings.isPlanned || arguments["yes"] == true
    if let all, facts.changesSomething, !all.isEmpty, !isAgreed {
      try await host.confirm(rounds: all.count, of: text)
    }
    let (recipe, obstacle) = facts.changesSomething ? try await recipe(for: block) : (nil, nil)
    let each = EachCall(
      arguments: arguments, block: text,
      items: all?.map { .init(value: $0, target: target(of: $0)) }, recipe: recipe,
      obstacle: obstacle, changesSomething: facts.changesSomething, surroundings: surroundings,
      text: script.source.text(of: statement), source: script.source, range: binding.range)
    return (each, all.map(Records.list) ?? records)
  }

  /// Runs the block for one record; what goes wrong is its end and no error.
  func round(_ round: RoundPool.Round, of block: Block) async -> RoundPool.End {
    do {
      try await run(block)
      return .finished(round, yielded?.values ?? [])
    } catch let problem as Problem where problem.mayPass {
      return .stopped(round, yielded?.values ?? [], problem)
    } catch let problem as Problem {
      let result = result(of: problem, in: round)
      return .failed(round, yielded?.values ?? [], result, problem)
    } catch is Interruption {
      // What it was stopped in has told of all its items; the books end the other rounds.
      return .stopped(round, yielded?.values ?? [], nil)
    } catch {
      return .broken(error)
    }
  }

  /// What stands for a round that failed: the result that was not ok, or one that tells of
  /// the error.
  private func result(of problem: Problem, in round: RoundPool.Round) -> ResultRecord {
    let run = surroundings.round?.run ?? ""
    if let record = problem.result, let result = ResultRecord(record), result.run == run {
      return result
    }
    return ResultRecord(
      run: run, sequence: surroundings.round?.sequence ?? round.sequence,
      target: target(of: round.item),
      action: EachStage.signature.name, result: .failed, error: problem.inOneLine,
      httpStatus: problem.failure?.status)
  }

  func target(of item: Value) -> Invocation.Target {
    guard case .record(let record) = item else {
      return .init(kind: KindName(item.typeName), id: item.plainText ?? "")
    }
    let name = record.kind.flatMap { vocabulary.kind($0)?.title(of: record) }
    return .init(
      kind: record.kind ?? KindName(record["kind"]?.textValue ?? "record"),
      id: record["id"]?.plainText ?? "", name: name ?? record["name"]?.textValue)
  }
}

extension Problem {
  /// Whether a run that it ended can go on when its reason has passed: the time that was
  /// given, a server that is away, a full disk.
  fileprivate var mayPass: Bool {
    followsResults && [.stopped, .network, .local].contains(category)
  }

  /// The message with the place of what went wrong, for a field of a record.
  fileprivate var inOneLine: String {
    guard let first = diagnostics.first else { return failure?.message ?? "" }
    guard let range = first.range, let source = first.source else { return first.message }
    let place = source.location(of: range.lower)
    let name = source.name.map { "\($0):" } ?? ""
    return "\(first.message) (at \(name)\(place.line):\(place.column))"
  }
}
