import CommandModel

extension LayoutBuilder {
  /// The statements of a script or block that ends at `end`.
  mutating func add(statementsOf script: Script, upTo end: Int) {
    var isFirst = true
    for (index, statement) in script.statements.enumerated() {
      if index > 0 { cut(.semicolon) }
      takeComments(before: statement.range.lower, isFirst: &isFirst)
      if !isFirst { keepEmptyLine(before: statement.range.lower) }
      isFirst = false
      add(statement)
    }
    takeComments(before: end, isFirst: &isFirst)
  }

  private mutating func add(_ statement: Statement) {
    let start = statement.range.lower
    switch statement.form {
    case .set(let name, let value): addSet(name, value, at: start)
    case .unset(let name):
      take("unset", at: start)
      add(name)
    case .let(let name, let pipeline):
      take("let", at: start)
      add(name)
      addEqualSign()
      add(pipeline)
    case .param(let name, let value):
      take("param", at: start)
      add(name)
      addStandard(value)
    case .def, .if, .for, .try:
      // The blocks of a statement are opened together.
      grouped(from: start, isAlwaysBroken: !statement.blocks.allSatisfy(isShort)) { builder in
        builder.add(compound: statement.form, at: start)
      }
    case .pipeline(let pipeline): add(pipeline)
    }
  }

  private mutating func add(_ name: Name) {
    blank()
    take(name.range)
  }

  private mutating func addSet(_ name: Name?, _ value: ValueNode?, at start: Int) {
    take("set", at: start)
    if let name { add(name) }
    guard let value else { return }
    if mustTouchItsSign(value) { write("=") } else { blank() }
    add(value)
  }

  mutating func addEqualSign() {
    blank()
    write("=")
    blank()
  }

  /// The value that a `param` or a formal has when none is given.
  private mutating func addStandard(_ value: ValueNode?) {
    guard let value else { return }
    if mustTouchItsSign(value) {
      takeComments(before: value.range.lower)
      write("=")
    } else {
      addEqualSign()
    }
    add(value)
  }

  /// Whether it is a word only right behind its `=`, where `= < > ! #` belong to it.
  private func mustTouchItsSign(_ value: ValueNode) -> Bool {
    guard value.isBare else { return false }
    let word = bytes(of: value.range)
    return word.first == UInt8(ascii: "#") || word.contains(where: \.isSign)
  }
}

// MARK: - Blocks

extension LayoutBuilder {
  /// What conditions go on with is further to the right than what blocks hold.
  private static let conditionIndentation = 2 * indentation

  private mutating func add(compound form: Statement.Form, at start: Int) {
    switch form {
    case .def(let name, let formals, let block): addDefinition(name, formals, block, at: start)
    case .if(let branches, let otherwise): addIf(branches, otherwise: otherwise, at: start)
    case .for(let name, let value, let block):
      take("for", at: start)
      add(name)
      blank()
      write("in")
      blank()
      add(value)
      blank()
      add(block)
    case .try(let block, let caught, let handler):
      take("try", at: start)
      blank()
      add(block)
      if let handler { addHandler(handler, caught) }
    case .set, .unset, .let, .param, .pipeline: break
    }
  }

  private mutating func addDefinition(
    _ name: Name, _ formals: [Formal], _ block: Block, at start: Int
  ) {
    take("def", at: start)
    add(name)
    let opener = token(from: name.range.upper)
    let closer = lastToken(before: block.range.lower) ?? opener
    let range = opener.range.union(closer.range)
    addBrackets(range, closer: closer.range, isEmpty: formals.isEmpty) { builder in
      builder.addItems(formals) { builder, formal in
        builder.take(formal.name.range)
        builder.addStandard(formal.standard)
      }
    }
    blank()
    add(block)
  }

  private mutating func addIf(_ branches: [Branch], otherwise: Block?, at start: Int) {
    for (index, branch) in branches.enumerated() {
      if index == 0 {
        take("if", at: start)
      } else {
        addContinuation("else if", before: branch.condition.range.lower)
      }
      blank()
      add(condition: branch.condition)
      blank()
      add(branch.block)
    }
    guard let otherwise else { return }
    addContinuation("else", before: otherwise.range.lower)
    blank()
    add(otherwise)
  }

  private mutating func addHandler(_ handler: Block, _ caught: Name?) {
    addContinuation("catch", before: (caught?.range ?? handler.range).lower)
    if let caught { add(caught) }
    blank()
    add(handler)
  }

  /// A word that goes on with a statement behind a block, and the comments between.
  private mutating func addContinuation(_ keyword: String, before next: Int) {
    takeComments(before: next)
    blank()
    write(keyword)
  }

  mutating func add(condition: Expression) {
    indented(by: Self.conditionIndentation) { $0.add(condition) }
  }

  /// A block; its cuts belong to the group around.
  mutating func add(_ block: Block) {
    let closer = block.range.upper - 1
    take("{", at: block.range.lower)
    if !isEmpty(block) {
      indented { builder in
        builder.cut(.blank)
        builder.add(statementsOf: block, upTo: closer)
      }
      cut(.blank)
    }
    take("}", at: closer)
  }

  private func isEmpty(_ block: Block) -> Bool {
    block.statements.isEmpty && !hasComment(in: block.range)
  }

  /// Whether a block may stay on one line: it was written so, and holds no block of a
  /// statement.
  func isShort(_ block: Block) -> Bool {
    isEmpty(block)
      || isOnOneLine(block.range) && block.statements.allSatisfy { $0.blocks.isEmpty }
  }
}

extension Statement {
  /// Its own blocks; those of its commands are none.
  fileprivate var blocks: [Block] {
    switch form {
    case .set, .unset, .let, .param, .pipeline: []
    case .def(_, _, let block), .for(_, _, let block): [block]
    case .if(let branches, let otherwise): branches.map(\.block) + [otherwise].compactMap(\.self)
    case .try(let block, _, let handler): [block] + [handler].compactMap(\.self)
    }
  }
}

extension ValueNode {
  /// Whether it is a word or a file that a word names.
  fileprivate var isBare: Bool {
    switch form {
    case .word: true
    case .file(let name): name.isBare
    case .raw, .text, .variable, .subpipe, .group, .list, .record, .missing: false
    }
  }
}
