import CommandModel

extension LayoutBuilder {
  /// A pipeline: all on one line, or one stage a line.
  mutating func add(_ pipeline: Pipeline) {
    var stage = 0
    var block: Int?
    let group = grouped(from: pipeline.range.lower) { builder in
      for prefix in pipeline.prefixes { builder.add(prefix) }
      guard let head = pipeline.elements.first else { return }
      _ = builder.add(head)
      builder.indented { builder in
        for element in pipeline.elements.dropFirst() {
          builder.takeComments(before: element.range.lower)
          builder.cut(.blank)
          builder.write("|")
          builder.blank()
          stage = builder.pieces.count
          block = builder.add(element)
        }
      }
    }
    if let block { hang(block, of: stage, from: group) }
  }

  private mutating func add(_ prefix: Prefix) {
    let start = prefix.range.lower
    switch prefix.word {
    case .plan: take("plan", at: start)
    case .watch(let every):
      take("watch", at: start)
      // The duration keeps its spelling: `60s` and `1m` are the same.
      if every != nil, let duration = lastToken(before: prefix.range.upper) {
        blank()
        take(duration.range)
      }
    }
    blank()
  }

  /// What stands between two bars; gives the index of the piece its block opens with.
  private mutating func add(_ element: Element) -> Int? {
    let start = element.range.lower
    var block: Int?
    switch element.form {
    case .value(let value): add(value)
    case .where(let condition):
      take("where", at: start)
      blank()
      add(condition: condition)
    case .extend(let name, let value):
      take("extend", at: start)
      blank()
      take(name.range)
      addEqualSign()
      add(condition: value)
    case .assert(let condition, let message):
      take("assert", at: start)
      blank()
      add(condition: condition)
      if let message {
        blank()
        add(message)
      }
    case .command(let command): block = add(command)
    case .missing: take(element.range)
    }
    for flag in element.flags {
      blank()
      add(flag)
    }
    return block
  }
}

// MARK: - Commands

extension LayoutBuilder {
  private mutating func add(_ command: Command) -> Int? {
    for (index, word) in command.words.enumerated() {
      if index > 0 { blank() }
      take(word.range)
    }
    if let first = command.arguments.first, isPartedByComma(first) { write(",") }
    for argument in command.arguments {
      blank()
      add(argument)
    }
    guard let block = command.block else { return nil }
    blank()
    return grouped(from: block.range.lower, isAlwaysBroken: !isShort(block)) { $0.add(block) }
  }

  /// Whether only a comma tells an argument from a word of its command: `print, a`.
  private func isPartedByComma(_ argument: Argument) -> Bool {
    guard case .value(let value) = argument.form, case .word = value.form else { return false }
    return lastToken(before: argument.range.lower)?.kind == .comma
  }

  private mutating func add(_ argument: Argument) {
    switch argument.form {
    case .flag(let flag): add(flag)
    case .setting(let name, let value):
      take(name.range)
      write("=")
      add(value)
    case .value(let value): add(value)
    }
  }

  private mutating func add(_ flag: Flag) {
    let dashes = flag.isShort ? 1 : 2
    let name = SourceRange(flag.range.lower, flag.range.lower + dashes + flag.name.utf8.count)
    take(name)
    guard let value = flag.value else { return }
    if byte(at: name.upper) == UInt8(ascii: "=") { write("=") } else { blank() }
    add(value)
  }
}
