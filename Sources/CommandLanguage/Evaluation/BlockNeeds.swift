package import CommandModel

/// What the text of a block needs from around it.
struct BlockNeeds {
  private(set) var variables: Set<String> = []
  /// In the order in which they must be read.
  private(set) var definitions: [Definition] = []
  /// Why the block cannot be run again elsewhere; nil when it can.
  private(set) var obstacle: String?

  private let vocabulary: Vocabulary
  private let known: Definitions

  init(of block: Block, in vocabulary: Vocabulary, _ known: Definitions) {
    self.vocabulary = vocabulary
    self.known = known
    add(CommandWalk(block))
  }

  private mutating func add(_ walk: CommandWalk) {
    variables.formUnion(walk.variables)
    if walk.readsFiles { obstacle = obstacle ?? BlockNeeds.readsFile }
    for command in walk.commands + walk.plannedCommands { add(command) }
  }

  private mutating func add(_ command: Command) {
    let words = command.words.map(\.text)
    if words.count == 1, vocabulary.command(words) == nil, let called = known[words[0]] {
      guard !definitions.contains(where: { $0.signature.name == called.signature.name })
      else { return }
      add(CommandWalk(called.block))
      definitions.append(called)
      return
    }
    let verbs =
      vocabulary.command(words).map { [$0] }
      ?? vocabulary.kinds.compactMap { vocabulary.verb(words, for: $0.name) }
    if verbs.contains(where: \.readsFile) { obstacle = obstacle ?? BlockNeeds.readsFile }
    let takesBodies = verbs.contains { $0.input == .bodies && $0.mayHoldSecrets }
    let takesSecret = command.arguments.contains { argument in
      guard case .setting(let name, _) = argument.form else { return false }
      return verbs.contains { $0.isSecret(name.text) }
    }
    if takesBodies || takesSecret { obstacle = "its block takes a secret, which is not kept" }
  }

  private static let readsFile = "its block reads a file, which may have changed"
}

extension CommandSignature {
  /// Whether it takes what it yields from a file.
  var readsFile: Bool {
    input == .none && parameters.contains { $0.type == .file }
  }

  /// Whether a setting of this name holds a secret; of those that only the server knows,
  /// all may.
  fileprivate func isSecret(_ name: String) -> Bool {
    // `payload.password` is a part of `payload`.
    let head = name.prefix { $0 != "." }
    return parameter(named: head)?.isSecret ?? (otherSettings == .secretFields)
  }
}

extension Definition {
  /// Where its name, its arguments and its block stand.
  fileprivate var range: SourceRange { SourceRange(name.range.lower, block.range.upper) }
}

extension Evaluator {
  /// What the rounds of a block take to be run again, or why they cannot be.
  ///
  /// Names in it have become ids: what a run means does not change while it waits.
  func recipe(for block: Block) async throws -> (recipe: RoundsRecipe?, obstacle: String?) {
    let needs = BlockNeeds(of: block, in: vocabulary, definitions)
    if let obstacle = needs.obstacle { return (nil, obstacle) }
    let values = needs.variables.sorted().compactMap { name in
      self[name].map { (name, $0) }
    }
    var definitions: [String] = []
    for definition in needs.definitions {
      definitions.append(
        try await textWithIDs(of: definition.range, block: definition.block, in: definition.script))
    }
    let text = try await textWithIDs(of: block.range, block: block, in: script)
    return (
      RoundsRecipe(
        block: text, definitions: definitions.map { "def \($0)" }, variables: Record(values)), nil
    )
  }

  /// Runs the rounds of a recipe over values, and gives what they yield and how it ended.
  ///
  /// `flags` are arguments of `each`.
  package static func run(
    _ recipe: RoundsRecipe, over items: [Value], flags: Record, host: any Host,
    vocabulary: Vocabulary
  ) async -> (values: [Value], end: (any Error)?) {
    let evaluator = Evaluator(
      host: host, vocabulary: vocabulary, isAgreed: true, isPartOfStatement: true)
    for field in recipe.variables.fields { evaluator.globals[field.name] = field.value }
    evaluator.globals[itemsVariable] = .list(items)
    evaluator.yielded = Yielded()
    let own = flags.fields.filter { EachStage.signature.flag(named: $0.name) != nil }
    let words = own.map { field in
      let name = field.name.replacing("_", with: "-")
      return field.value == true ? "--\(name)" : "--\(name)=\(field.value.plainText ?? "")"
    }
    let line = (["$\(itemsVariable) | each"] + words + [recipe.block]).joined(separator: " ")
    let text = (recipe.definitions + [line]).joined(separator: "\n")
    do {
      _ = try await evaluator.run(evaluator.check(SourceText(text)))
      return (evaluator.yielded?.values ?? [], nil)
    } catch {
      return (evaluator.yielded?.values ?? [], error)
    }
  }

  private static let itemsVariable = "items_of_the_run"
}
