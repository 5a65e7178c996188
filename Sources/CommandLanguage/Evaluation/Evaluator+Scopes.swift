import CommandModel

/// What an evaluator takes along into a scope: a `def`, or a round of `each` in a task of
/// its own.
struct ScopeSeed: Sendable {
  fileprivate let host: any Host
  fileprivate let vocabulary: Vocabulary
  fileprivate let isPlanning: Bool
  fileprivate let isAgreed: Bool
  fileprivate let globals: [String: Value]
  fileprivate let definitions: Definitions
  var locals: [String: Value]
  var script: LoadedScript
  var statement: SourceRange
  var surroundings: Surroundings
}

/// What the pipelines of a scope have yielded, in order.
struct Yielded {
  private(set) var values: [Value] = []
  private var shapes: [Records.Shape] = []

  mutating func add(_ more: [Value], _ shape: Records.Shape) {
    values += more
    shapes.append(shape)
  }

  /// One thing where a single pipeline yielded one thing.
  var shape: Records.Shape { shapes == [.one] ? .one : .list }
  /// Whether no pipeline yielded, not even no records.
  var isNothing: Bool { shapes.isEmpty }
}

extension Evaluator {
  /// Creates an evaluator for a scope; what it names stays in it.
  convenience init(_ seed: ScopeSeed) {
    self.init(
      host: seed.host, vocabulary: seed.vocabulary, isPlanning: seed.isPlanning,
      isAgreed: seed.isAgreed)
    globals = seed.globals
    definitions = seed.definitions
    locals = seed.locals
    script = seed.script
    statement = seed.statement
    surroundings = seed.surroundings
    yielded = Yielded()
  }

  /// What a scope that begins here sees; its own names are none yet.
  func seed() -> ScopeSeed {
    ScopeSeed(
      host: host, vocabulary: vocabulary, isPlanning: isPlanning, isAgreed: isAgreed,
      globals: globals, definitions: definitions, locals: [:], script: script,
      statement: statement, surroundings: surroundings)
  }

  /// The value of a variable that was named; setting names it in the scope at work.
  subscript(name: String) -> Value? {
    get { locals?[name] ?? globals[name] }
    set { if locals == nil { globals[name] = newValue } else { locals?[name] = newValue } }
  }

  /// Runs `work` with something else around it.
  func surrounded<Result>(
    _ change: (inout Surroundings) -> Void, _ work: () async throws -> Result
  ) async throws -> Result {
    let outer = surroundings
    change(&surroundings)
    defer { surroundings = outer }
    return try await work()
  }
}

// MARK: - Definitions

extension Evaluator {
  func define(_ name: Name, _ formals: [Formal], _ block: Block) {
    definitions[name.text] = Definition(
      name, formals, block, in: script, vocabulary: vocabulary, definitions: definitions)
  }

  /// Calls what the script has named, and uses what it yields.
  ///
  /// Its last pipeline is not read before it is asked for, so that `first` may end it.
  func withCall<Result>(
    of definition: Definition, by command: Command, _ use: (Stream) async throws -> Result
  ) async throws -> Result {
    let binding = CommandBinding(
      command, to: definition.signature, hasInput: false, in: vocabulary)
    if binding.wantsHelp {
      try await host.write(definition.usage, to: .output)
      return try await use(.nothing)
    }
    let callee = try await located(at: command.range) { () async throws -> Evaluator in
      guard binding.diagnostics.isEmpty else { throw Problem(.usage, binding.diagnostics) }
      return try await self.callee(of: definition, given: arguments(of: binding))
    }
    let format = try await format(asked: binding)
    let (first, last) = definition.block.splitAtLastPipeline
    try await callee.run(first)
    guard let (pipeline, range) = last else { return try await use(callee.collected(as: format)) }
    callee.statement = range
    return try await callee.withStream(of: pipeline) { stream in
      try await use(callee.collected(before: stream, as: format ?? stream.format))
    }
  }

  private func callee(of definition: Definition, given: Record) async throws -> Evaluator {
    var seed = seed()
    seed.script = definition.script
    let callee = Evaluator(seed)
    for formal in definition.formals {
      let name = formal.name.text
      if let value = given[name] {
        callee[name] = value
      } else if let standard = formal.standard {
        callee[name] = try await callee.located(at: standard.range) {
          try await callee.value(of: standard)
        }
      }
    }
    return callee
  }

  func format(asked binding: CommandBinding) async throws -> String? {
    guard let node = binding.outputSlot?.nodes.first else { return nil }
    return try await text(node, of: vocabulary.outputFlag)
  }

  /// What was yielded so far, and then what a last pipeline yields.
  private func collected(before stream: Stream? = nil, as format: String?) -> Stream {
    let before = yielded ?? Yielded()
    var whole = stream ?? .nothing
    if stream == nil, !before.isNothing {
      whole = Stream(records: .ready(before.values, before.shape), flow: Flow())
    } else if !before.isNothing {
      var left: [Value]? = before.values.isEmpty ? nil : before.values
      let records = whole.records
      whole.records = Records(.list) {
        defer { left = nil }
        if let left { return left }
        return try await records.nextBatch()
      }
      whole.flow = Flow()
    }
    whole.format = format
    return whole
  }
}

extension Block {
  /// The block without its last statement, and that one where it is a plain pipeline.
  fileprivate var splitAtLastPipeline: (first: Block, last: (Pipeline, SourceRange)?) {
    guard let last = statements.last, case .pipeline(let pipeline) = last.form else {
      return (self, nil)
    }
    return (Block(Array(statements.dropLast()), range: range), (pipeline, last.range))
  }
}

extension Definition {
  /// How it is called: `stale [window = 24h]`.
  fileprivate var usage: String {
    let arguments = formals.map { formal in
      let standard = formal.standard.map { " = \(script.source[$0.range])" }
      return standard.map { "[\(formal.name.text)\($0)]" } ?? formal.name.text
    }
    return ([signature.name] + arguments).joined(separator: " ")
  }
}
