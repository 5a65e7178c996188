import CommandModel

extension Evaluator {
  func run(_ command: Command, on input: Stream?) async throws -> Stream {
    switch CommandResolution(command, after: input?.flow, in: vocabulary, definitions) {
    case .found(let signature): return try await run(command, as: signature, on: input)
    case .defined: preconditionFailure("what a script has named is called with its consumer")
    case .whenKindIsKnown: return try await runByKind(command, on: input ?? .nothing)
    case .unknown(let diagnostic): throw Problem(.usage, [diagnostic])
    }
  }

  /// A verb without a noun: the records say what it means.
  private func runByKind(_ command: Command, on input: Stream) async throws -> Stream {
    guard let (kind, records) = try await TargetReading.kind(of: input.records) else {
      return input.passing(Records.ready([], input.records.shape))
    }
    var known = input.passing(records)
    known.flow.kind = kind
    return try await run(command, on: known)
  }

  private func run(
    _ command: Command, as signature: CommandSignature, on input: Stream?
  ) async throws -> Stream {
    let binding = CommandBinding(
      command, to: signature, hasInput: input != nil, in: vocabulary)
    if binding.wantsHelp { return try await help(for: signature, at: command.range) }
    guard binding.diagnostics.isEmpty else { throw Problem(.usage, binding.diagnostics) }
    if let control = ControlCommand(signature) {
      try await run(control, binding)
      return .nothing
    }
    let arguments = try await arguments(of: binding)
    var output =
      if let type = Stages.named(signature.name) {
        try pass(input, through: type.init(arguments), command)
      } else {
        try await call(command, binding, arguments, on: input)
      }
    if let format = try await format(asked: binding) { output.format = format }
    return output
  }

  private func pass(
    _ input: Stream?, through stage: any Stage, _ command: Command
  ) throws -> Stream {
    guard let input else {
      throw Problem(.usage, .needsInput, "this needs something before it", at: command.range)
    }
    let records = guarded(input, by: stage.fields)
    return input.passing(stage.apply(to: records), as: stage.flow(after: input.flow))
  }

  /// The records, with an error at the first that shows a field to be misspelt.
  private func guarded(_ input: Stream, by fields: [FieldPath]) -> Records {
    // What the flow knows was compared with it before anything ran.
    guard input.flow.fields == nil, fields.contains(where: { !$0.isFree }) else {
      return input.records
    }
    var latest: KindName??
    return input.records.map { [vocabulary] batch in
      for case .record(let record) in batch {
        if let latest, latest == record.kind { continue }
        latest = record.kind
        let known = FieldKnowledge(of: record, in: vocabulary)
        let complaints = fields.compactMap { known?.complaint(about: $0, at: nil) }
        if !complaints.isEmpty { throw Problem(.usage, complaints) }
      }
      return batch
    }
  }
}

extension Records {
  /// Values that are there already, in any shape.
  static func ready(_ values: [Value], _ shape: Shape) -> Records {
    shape == .one ? .one(values.first ?? .null) : .list(values)
  }
}

// MARK: - Commands of the host

extension Evaluator {
  private func call(
    _ command: Command, _ binding: CommandBinding, _ arguments: Record, on input: Stream?
  ) async throws -> Stream {
    let signature = binding.signature.called(with: arguments)
    var call = Call(
      signature, arguments: arguments, shape: .list, inputKind: input?.flow.kind,
      surroundings: surroundings, text: script.source.text(of: statement), source: script.source,
      range: command.range)
    call.inputColumns = input?.flow.columns
    var streamed: Records?
    switch signature.input {
    case .none: break
    case .values:
      let fields = signature.fields(in: arguments).map { FieldPath($0) }
      streamed = input.map { guarded($0, by: fields) }
    case .targets(let kind):
      // All of the input is read before anything is sent.
      let reading = TargetReading(kind, in: vocabulary)
      let things =
        if let input { identified(input.records, as: kind) } else {
          Records.list(try await ids(of: binding))
        }
      call.targets = try await reading.targets(of: things)
    case .bodies:
      let reading = BodyReading(
        signature, given: arguments.excluding(signature.flagNames),
        readsReferences: input?.flow.isFromFile ?? false,
        except: input?.flow.fieldsFromElsewhere ?? [])
      if let records = try await input?.records.collect() {
        call.bodies = try await bodies(of: records, reading, for: signature, at: command.range)
      }
    }
    call.shape = signature.shape(for: input?.records.shape, targets: call.targets?.count)
    let records = try await host.run(call, input: streamed)
    let flow = (input?.flow ?? Flow()).passing(
      signature, in: vocabulary, isPlanned: surroundings.isPlanned)
    return Stream(records: records, flow: flow)
  }

  /// The bodies that records make, all of them without a mistake.
  ///
  /// - Throws: `Problem` that names every mistake and the record it is in.
  private func bodies(
    of records: [Value], _ reading: BodyReading, for signature: CommandSignature,
    at range: SourceRange
  ) async throws -> [Record] {
    let drafts = records.map { reading.draft(of: $0) }
    let complaints = try await host.complaints(about: drafts.map(\.body), of: signature)
    var diagnostics: [Diagnostic] = []
    for (index, draft) in drafts.enumerated() {
      let place = drafts.count == 1 ? "the record" : "record \(index + 1)"
      let own = draft.mistakes.map { Diagnostic($0.code, $0.message, hint: $0.hint) }
      for mistake in own + (complaints.indices.contains(index) ? complaints[index] : []) {
        diagnostics.append(
          Diagnostic(
            mistake.code, "\(place): \(mistake.message)", at: range, hint: mistake.hint))
      }
    }
    guard diagnostics.isEmpty else { throw Problem(.usage, diagnostics) }
    return drafts.map(\.body)
  }
}

extension Record {
  /// The record without some fields.
  fileprivate func excluding(_ names: Set<String>) -> Record {
    Record(uniqueFields: fields.filter { !names.contains($0.name) }, kind: kind)
  }
}

extension CommandSignature {
  /// The names of the flags among its parameters.
  fileprivate var flagNames: Set<String> { Set(parameters.filter(\.isFlag).map(\.name)) }

  /// Whether a call yields one thing or a list (language.md, section 4).
  func shape(for input: Records.Shape?, targets: Int?) -> Records.Shape {
    let asMany = input ?? (targets ?? 1 == 1 ? .one : .list)
    switch yields {
    case .value, .text: return .one
    case .same, .one: return asMany
    case .list: return effect.changesSomething ? asMany : .list
    case .nothing: return .list
    }
  }
}

// MARK: - Commands of the language that steer

extension Evaluator {
  private func run(_ control: ControlCommand, _ binding: CommandBinding) async throws {
    switch control {
    case .print:
      let text = try await words(of: binding.slot("value"))
      try await host.write(text, to: try await isOn("error", binding) ? .error : .output)
    case .fail:
      let message = try await words(of: binding.slot("message"))
      guard surroundings.isPlanned else { throw Problem(.failed, .fail, message) }
      await notePlanned("would fail: \(message)", at: binding.range)
    case .exit: throw Exit(status: try await arguments(of: binding)["status"]?.integerValue)
    case .include: try await include(binding)
    }
  }

  /// Whether a switch is given; its command's other arguments are not computed for that.
  private func isOn(_ name: String, _ binding: CommandBinding) async throws -> Bool {
    guard let slot = binding.slot(name) else { return false }
    guard let node = slot.nodes.first else { return true }
    return try await argument(node, as: .boolean) == true
  }

  /// What a person reads: words as they are typed, values with a blank between them.
  private func words(of slot: CommandBinding.Slot?) async throws -> String {
    var words: [String] = []
    for node in slot?.nodes ?? [] {
      if let word = node.word {
        words.append(word)
      } else {
        let value = try await value(of: node)
        words.append(value.plainText ?? host.json(value))
      }
    }
    return words.joined(separator: " ")
  }

  private func include(_ binding: CommandBinding) async throws {
    guard let path = binding.slot("path")?.nodes.first?.plainSpelling,
      case .loaded(let included)? = script.inclusions[path]
    else { throw Problem(.usage, .include, "`include` takes a literal path") }
    let including = script
    script = included
    defer { script = including }
    try await run(included.script)
  }
}
