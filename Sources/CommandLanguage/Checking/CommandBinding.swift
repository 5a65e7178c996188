import CommandModel

/// What belongs to what: the arguments of a command at their parameters.
///
/// It looks at places and names alone; values are read by the check, where they are
/// literal, and by the run.
struct CommandBinding {
  /// One parameter and what was given for it.
  struct Slot {
    let parameter: Parameter
    /// `["payload", "host"]`; one name for all but dotted settings.
    let path: [String]
    /// None for a switch that stands alone, several for ids and rest parameters.
    var nodes: [ValueNode]
    var range: SourceRange

    /// What the values are read as.
    var type: ParameterType {
      guard case .list(let item) = parameter.type, parameter.form == .rest else {
        return parameter.type
      }
      return item
    }

    /// Whether words in it are read as the fields of a request's body.
    var isBodyField: Bool {
      parameter.form == .setting && (path.count > 1 || parameter.type == .any)
    }
  }

  let signature: CommandSignature
  /// Where the command stands.
  let range: SourceRange
  private(set) var slots: [Slot] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let vocabulary: Vocabulary
  /// The parameter that takes the ids, if the command is a verb with one.
  private let target: Parameter?

  /// Binds the arguments of `command` to the parameters of `signature`.
  init(
    _ command: Command, to signature: CommandSignature, hasInput: Bool, in vocabulary: Vocabulary
  ) {
    self.signature = signature
    range = command.range
    self.vocabulary = vocabulary
    target = signature.targetParameter
    var arguments = command.arguments[...]
    while let argument = arguments.popFirst() {
      switch argument.form {
      case .flag(let flag): bind(flag, rest: &arguments)
      case .setting(let name, let node): bind(name, node, at: argument.range)
      case .value(let node): bind(node, at: argument.range)
      }
    }
    if !wantsHelp { insistOnRequired(command, hasInput: hasInput) }
    checkBlock(of: command)
  }

  /// Whether help was asked for instead of work.
  var wantsHelp: Bool { slots.contains { $0.parameter.name == Parameter.help.name } }

  /// The ids that were given as arguments.
  var targetSlot: Slot? { target.flatMap { slot($0.name) } }

  /// The slots that become arguments of the call.
  var argumentSlots: [Slot] {
    slots.filter { slot in slot.parameter.name != target?.name && !isShared(slot.parameter) }
  }

  /// The format that the shared `-o` asks for.
  var outputSlot: Slot? {
    signature.flag(named: "output") == nil ? slot("output") : nil
  }

  func slot(_ name: String) -> Slot? { slots.first { $0.path == [name] } }

  private func isShared(_ parameter: Parameter) -> Bool {
    parameter.isFlag && signature.flag(named: parameter.name) == nil
  }
}

// MARK: - Flags

extension CommandBinding {
  private mutating func bind(_ flag: Flag, rest: inout ArraySlice<Argument>) {
    guard let parameter = parameter(of: flag) else {
      complain(about: flag)
      // The value of what was probably meant is no mistake of its own.
      let meant = Suggestion.nearest(to: flag.typed, among: knownFlags.map(\.typedFlag))
        .flatMap { near in knownFlags.first { $0.typedFlag == near } }
      if let meant, !meant.isSwitch, flag.value == nil, case .value? = rest.first?.form {
        rest.removeFirst()
      }
      return
    }
    var nodes = flag.value.map { [$0] } ?? []
    if nodes.isEmpty, !parameter.standsAlone(before: rest.first) {
      guard case .value(let node)? = rest.first?.form else {
        return report(
          .missingArgument, "`\(flag.typed)` needs a value", at: flag.range,
          hint: "write `\(flag.typed) \(parameter.type.name.uppercased())`")
      }
      rest.removeFirst()
      nodes = [node]
    }
    add(Slot(parameter: parameter, path: [parameter.name], nodes: nodes, range: flag.range))
  }

  private func parameter(of flag: Flag) -> Parameter? {
    if flag.isShort, let character = flag.name.first {
      return signature.flag(short: character)
        ?? sharedFlags.first { $0.form == .flag(short: character) }
    }
    let positional = signature.namesPositionals ? signature.parameter(named: flag.name) : nil
    return signature.flag(named: flag.name) ?? positional
      ?? sharedFlags.first { $0.isNamed(flag.name) }
  }

  private var sharedFlags: [Parameter] { vocabulary.sharedFlags }

  private var knownFlags: [Parameter] {
    signature.parameters.filter { $0.isFlag || signature.namesPositionals } + sharedFlags
  }

  private mutating func complain(about flag: Flag) {
    let names = knownFlags.map(\.typedFlag)
    let setting = signature.parameter(named: flag.name)
    let hint =
      setting.map { "it is no flag: write `\($0.name)=VALUE`" }
      ?? Suggestion.hint(for: flag.typed, among: names)
      ?? "`\(signature.name)` takes \(names.joined(separator: ", "))"
    report(
      .unknownFlag, "unknown flag `\(flag.typed)` of `\(signature.name)`", at: flag.range,
      hint: hint)
  }
}

extension Flag {
  /// As it was written, without its value.
  var typed: String { (isShort ? "-" : "--") + name }
}

extension Parameter {
  /// Whether no value belongs to it: a switch, and a true-or-false argument given by its
  /// name where neither of the two follows.
  fileprivate func standsAlone(before next: Argument?) -> Bool {
    if isFlag || type != .boolean { return isSwitch }
    return !["true", "false"].contains(next?.word)
  }
}

// MARK: - Settings and values

extension CommandBinding {
  private mutating func bind(_ name: Name, _ node: ValueNode, at range: SourceRange) {
    let path = name.text.split(separator: ".").map(String.init)
    guard let head = path.first else { return }
    if let whole = signature.parameter(named: name.text) {
      return add(Slot(parameter: whole, path: [whole.name], nodes: [node], range: range))
    }
    if path.count > 1, let parameter = signature.parameter(named: head), parameter.type == .any {
      let path = [parameter.name] + path.dropFirst()
      return add(Slot(parameter: parameter, path: path, nodes: [node], range: range))
    }
    guard signature.otherSettings == .secretFields else { return complain(about: name) }
    let field = Parameter(head, .any, "", isSecret: true)
    add(Slot(parameter: field, path: path, nodes: [node], range: range))
  }

  private mutating func complain(about name: Name) {
    let names = signature.parameters.filter { !$0.isFlag }.map(\.name)
    report(
      .unknownParameter, "unknown parameter `\(name.text)` of `\(signature.name)`",
      at: name.range, hint: hint(for: name, among: names))
  }

  private func hint(for name: Name, among names: [String]) -> String? {
    if let remedy = signature.misnomers[Parameter.canonical(name.text)] { return remedy }
    if let flag = signature.flag(named: name.text) {
      return "it is a flag: write `\(flag.typedFlag) VALUE`"
    }
    if let near = Suggestion.hint(for: name.text, among: names) { return near }
    if case .list = signature.yields, !signature.effect.changesSomething {
      return "to filter, write `| where \(name.text) == …`"
    }
    return names.isEmpty ? nil : "it takes \(names.joined(separator: ", "))"
  }

  private mutating func bind(_ node: ValueNode, at range: SourceRange) {
    let free = signature.parameters.first { parameter in
      switch parameter.form {
      case .positional: isManyIDs(parameter) || slot(parameter.name) == nil
      case .rest: true
      case .setting, .flag: false
      }
    }
    guard let free else { return complain(about: node) }
    if let index = slots.firstIndex(where: { $0.parameter.name == free.name }) {
      slots[index].nodes.append(node)
      slots[index].range = slots[index].range.union(range)
    } else {
      slots.append(Slot(parameter: free, path: [free.name], nodes: [node], range: range))
    }
  }

  /// Several ids may stand side by side where nothing else could follow them.
  private func isManyIDs(_ parameter: Parameter) -> Bool {
    parameter.name == target?.name
      && signature.parameters.filter { $0.form == .positional || $0.form == .rest }.count == 1
  }

  /// What follows the first value too many has been meant together with it.
  private mutating func complain(about node: ValueNode) {
    if diagnostics.contains(where: { $0.code == .tooManyArguments }) { return }
    report(
      .tooManyArguments, "`\(signature.name)` takes no further value", at: node.range,
      hint: node.word.flatMap(remedy) ?? signature.usageHint)
  }

  /// What a word too many was meant for: the next stage, a flag that was left out, or what a
  /// neighbour calls so.
  private func remedy(for word: String) -> String? {
    if let stage = vocabulary.command([word]), case .values = stage.input {
      return "a `|` stands before a stage: write `| \(stage.name) …`"
    }
    let flags = signature.flags(measuring: word)
    if (1...2).contains(flags.count) {
      return "write " + flags.map { "`\($0.typedFlag) \(word)`" }.joined(separator: " or ")
    }
    return Neighbours.remedy(for: word, with: nil)
  }

  private mutating func add(_ slot: Slot) {
    if let twin = slots.first(where: { $0.path == slot.path }) {
      return report(
        .givenTwice, "`\(twin.path.joined(separator: "."))` is given twice", at: slot.range,
        hint: "keep one of the two")
    }
    slots.append(slot)
  }
}

// MARK: - What is missing

extension CommandBinding {
  private mutating func insistOnRequired(_ command: Command, hasInput: Bool) {
    if hasInput, let given = targetSlot {
      let field = given.nodes.first?.word.flatMap { FieldPath.isField($0) ? $0 : nil }
      report(
        .tooManyArguments, "`\(signature.name)` takes its ids from the pipe", at: given.range,
        hint: field.map { "to choose a field, write `select \($0)`" } ?? "leave the id out")
    }
    let asking = signature.askingFlag.flatMap { slot($0) }
    if hasInput, let asking {
      return report(
        .takesNoInput,
        "`\(signature.name) \(asking.parameter.typedFlag)` takes nothing from a pipe",
        at: asking.range, hint: "leave one of the two out")
    }
    for parameter in signature.parameters where parameter.isRequired && asking == nil {
      if slots.contains(where: { $0.path.first == parameter.name }) { continue }
      if hasInput && (parameter.name == target?.name || signature.input == .bodies) { continue }
      report(
        .missingArgument, "`\(signature.name)` needs \(parameter.needed)",
        at: command.words.map(\.range).reduce(command.words[0].range) { $0.union($1) },
        hint: signature.usageHint)
    }
  }

  private mutating func checkBlock(of command: Command) {
    if command.block != nil, !signature.takesBlock {
      report(.badBlock, "`\(signature.name)` takes no block", at: command.range)
    } else if command.block == nil, signature.takesBlock, !wantsHelp {
      report(
        .badBlock, "`\(signature.name)` needs a block", at: command.range,
        hint: "write `\(signature.name) { … }`")
    }
  }

  private mutating func report(
    _ code: ErrorCode, _ message: String, at range: SourceRange, hint: String? = nil
  ) {
    diagnostics.append(Diagnostic(code, message, at: range, hint: hint))
  }
}

extension Parameter {
  /// As the complaint about its absence names it.
  fileprivate var needed: String {
    switch (form, type) {
    case (.positional, .identifier(let kind)): "the id of a \(kind)"
    case (.rest, .field): "a field"
    case (.positional, _), (.rest, _):
      "\("aeio".contains(name.prefix(1)) ? "an" : "a") \(name.replacingUnderscores)"
    case (.setting, _): "`\(name)=`"
    case (.flag, _): "`\(typedFlag)`"
    }
  }
}

extension String {
  fileprivate var replacingUnderscores: String { String(map { $0 == "_" ? " " : $0 }) }
}

extension CommandSignature {
  /// The flags that a count or a duration can be meant for.
  fileprivate func flags(measuring word: String) -> [Parameter] {
    parameters.filter { parameter in
      guard parameter.isFlag else { return false }
      switch parameter.type {
      case .integer, .duration: return (try? parameter.type.read(word)) != nil
      default: return false
      }
    }
  }

  /// The parameter that takes the ids of a verb.
  var targetParameter: Parameter? {
    guard case .targets = input else { return nil }
    return parameters.first { parameter in
      if case .identifier = parameter.type { parameter.form == .positional } else { false }
    }
  }

  /// ``write `sources reload ID` ``: the command with what it must have.
  fileprivate var usageHint: String {
    let parts = parameters.compactMap { parameter -> String? in
      let shown = parameter.name.uppercased()
      switch parameter.form {
      case .positional: return parameter.isRequired ? shown : "[\(shown)]"
      case .rest: return parameter.isRequired ? "\(shown) …" : "[\(shown) …]"
      case .setting: return parameter.isRequired ? "\(parameter.name)=…" : nil
      case .flag:
        guard parameter.isRequired else { return nil }
        return "--\(parameter.name.replacing("_", with: "-")) \(parameter.type.name.uppercased())"
      }
    }
    let asking = askingFlag.map { ", or `\(name) --\($0) …`" } ?? ""
    return "write `\(([name] + parts).joined(separator: " "))`\(asking)"
  }
}
