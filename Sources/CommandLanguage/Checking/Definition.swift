import CommandModel

/// What `def` named: a command of the script's own.
struct Definition: Sendable {
  let name: Name
  let formals: [Formal]
  let block: Block
  /// The script that it stands in, for the places of what goes wrong.
  let script: LoadedScript
  /// As a command that takes its arguments by place or by `--name`.
  let signature: CommandSignature
  let facts: BlockFacts
  /// What is known about the records that it yields; the check finds it.
  var flow = Flow()

  /// Creates what `def name(formals) { … }` means among commands that are there already.
  init(
    _ name: Name, _ formals: [Formal], _ block: Block, in script: LoadedScript,
    vocabulary: Vocabulary, definitions: Definitions
  ) {
    self.name = name
    self.formals = formals
    self.block = block
    self.script = script
    facts = BlockFacts(of: block, in: vocabulary, definitions)
    signature = CommandSignature(
      Parameter.canonical(name.text), "Runs the block that the script names so.",
      parameters: formals.map { formal in
        .positional(
          formal.name.text, ParameterType(of: formal.standard), "An argument of the block.",
          isRequired: formal.standard == nil)
      }, yields: .list(nil), namesPositionals: true)
  }
}

/// The commands that a script has defined so far, by their canonical names.
struct Definitions: Sendable {
  private var byName: [String: Definition] = [:]

  var names: [String] { byName.keys.sorted() }

  /// Each as a command.
  var signatures: [CommandSignature] { byName.values.map(\.signature) }

  subscript(name: String) -> Definition? {
    get { byName[Parameter.canonical(name)] }
    set { byName[Parameter.canonical(name)] = newValue }
  }
}

/// What running a block may do, found without running it.
struct BlockFacts: Sendable {
  private(set) var changesSomething = false
  /// Whether it has a `set` or an `unset`.
  private(set) var changesSettings = false
  /// Whether a pipeline in it could yield something.
  let yieldsSomething: Bool
  /// What a verb in it destroys that says no `--yes`.
  private(set) var loss: String?

  init(of block: Block, in vocabulary: Vocabulary, _ definitions: Definitions) {
    let walk = CommandWalk(block)
    changesSettings = walk.changesSettings
    yieldsSomething = block.yieldsSomething(in: vocabulary, definitions)
    for command in walk.commands { add(command, vocabulary, definitions) }
  }

  private mutating func add(
    _ command: Command, _ vocabulary: Vocabulary, _ definitions: Definitions
  ) {
    let words = command.words.map(\.text)
    if let exact = vocabulary.command(words) {
      add(exact.effect, of: command)
    } else if words.count == 1, let definition = definitions[words[0]] {
      changesSomething = changesSomething || definition.facts.changesSomething
      changesSettings = changesSettings || definition.facts.changesSettings
      loss = loss ?? definition.facts.loss
    } else {
      // A verb without a noun: what it means is known later, so the worst counts.
      for kind in vocabulary.kinds {
        if let verb = vocabulary.verb(words, for: kind.name) { add(verb.effect, of: command) }
      }
    }
  }

  private mutating func add(_ effect: Effect, of command: Command) {
    changesSomething = changesSomething || effect.changesSomething
    if case .destroys(let loss) = effect, !command.saysYes { self.loss = self.loss ?? loss }
  }
}

extension Block {
  fileprivate func yieldsSomething(in vocabulary: Vocabulary, _ known: Definitions) -> Bool {
    statements.contains { statement in
      switch statement.form {
      case .pipeline(let pipeline): pipeline.yieldsSomething(in: vocabulary, known)
      case .if(let branches, let otherwise):
        (branches.map(\.block) + [otherwise].compactMap(\.self))
          .contains { $0.yieldsSomething(in: vocabulary, known) }
      case .for(_, in: _, let block): block.yieldsSomething(in: vocabulary, known)
      case .try(let block, caught: _, let handler):
        [block, handler].compactMap(\.self)
          .contains { $0.yieldsSomething(in: vocabulary, known) }
      case .set, .unset, .let, .param, .def: false
      }
    }
  }
}

extension Pipeline {
  fileprivate func yieldsSomething(in vocabulary: Vocabulary, _ known: Definitions) -> Bool {
    switch elements.last?.form {
    case .command(let command)?:
      let words = command.words.map(\.text)
      if let exact = vocabulary.command(words) { return exact.yields != .nothing }
      return known[words[0]]?.facts.yieldsSomething ?? true
    case .assert?: return elements.count > 1
    case .value?, .where?, .extend?: return true
    case .missing?, nil: return false
    }
  }
}

extension Command {
  /// Whether `--yes` or `-y` stands among its arguments.
  fileprivate var saysYes: Bool {
    arguments.contains { argument in
      guard case .flag(let flag) = argument.form else { return false }
      return flag.name == (flag.isShort ? "y" : "yes")
    }
  }
}

extension ParameterType {
  /// What an argument takes whose default is written so: the type of the default.
  ///
  /// What only running could tell, and an argument without a default, take anything.
  init(of standard: ValueNode?) {
    guard let standard else {
      self = .any
      return
    }
    if standard.quotedText != nil {
      self = .text
      return
    }
    switch standard.word.map({ WordReading.language.value(of: $0) }) {
    case .boolean?: self = .boolean
    case .number?: self = .number
    case .duration?: self = .duration
    case .text?: self = .text
    case .null?, .time?, .list?, .record?, nil: self = .any
    }
  }
}
