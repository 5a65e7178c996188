import CommandModel

/// The commands of a tree, wherever they stand: in blocks, values and expressions.
struct CommandWalk {
  private(set) var commands: [Command] = []
  /// Whether a `set` with a value or an `unset` is among the statements.
  private(set) var changesSettings = false
  /// Those that a `plan` before their pipeline keeps from changing anything.
  private(set) var plannedCommands: [Command] = []
  /// The names behind a `$`.
  private(set) var variables: Set<String> = []
  /// Whether a `@file` is among the values.
  private(set) var readsFiles = false
  private var isPlanned = false

  init(_ block: Block) { visit(block) }

  private mutating func visit(_ block: Block) {
    for statement in block.statements { visit(statement) }
  }

  private mutating func visit(_ statement: Statement) {
    switch statement.form {
    case .set(_, let value):
      changesSettings = changesSettings || value != nil
      value.map { visit($0) }
    case .param(_, let value): value.map { visit($0) }
    case .unset: changesSettings = true
    case .let(_, let pipeline), .pipeline(let pipeline): visit(pipeline)
    case .def(_, let formals, let block):
      for formal in formals { formal.standard.map { visit($0) } }
      visit(block)
    case .if(let branches, let otherwise):
      for branch in branches {
        visit(branch.condition)
        visit(branch.block)
      }
      otherwise.map { visit($0) }
    case .for(_, let value, let block):
      visit(value)
      visit(block)
    case .try(let block, _, let handler):
      visit(block)
      handler.map { visit($0) }
    }
  }

  private mutating func visit(_ pipeline: Pipeline) {
    let outer = isPlanned
    isPlanned = isPlanned || pipeline.prefixes.contains { $0.word == .plan }
    defer { isPlanned = outer }
    for element in pipeline.elements {
      switch element.form {
      case .value(let node): visit(node)
      case .where(let expression), .extend(_, let expression): visit(expression)
      case .assert(let expression, let message):
        visit(expression)
        message.map { visit($0) }
      case .command(let command): visit(command)
      case .missing: break
      }
    }
  }

  private mutating func visit(_ command: Command) {
    if isPlanned { plannedCommands.append(command) } else { commands.append(command) }
    for argument in command.arguments {
      switch argument.form {
      case .flag(let flag): flag.value.map { visit($0) }
      case .setting(_, let node), .value(let node): visit(node)
      }
    }
    command.block.map { visit($0) }
  }

  private mutating func visit(_ expression: Expression) {
    switch expression.form {
    case .value(let node): visit(node)
    case .not(let operand): visit(operand)
    case .binary(_, let left, let right):
      visit(left)
      visit(right)
    }
  }

  private mutating func visit(_ node: ValueNode) {
    switch node.form {
    case .subpipe(let pipeline, _): visit(pipeline)
    case .group(let expression): visit(expression)
    case .list(let nodes): for node in nodes { visit(node) }
    case .record(let pairs): for pair in pairs { visit(pair.value) }
    case .file(let path):
      readsFiles = true
      visit(path)
    case .variable(let variable): variables.insert(variable.name)
    case .text(let parts): for part in parts { visit(part) }
    case .raw, .word, .missing: break
    }
  }

  private mutating func visit(_ part: TextPart) {
    switch part {
    case .literal: break
    case .variable(let variable): variables.insert(variable.name)
    case .subpipe(let pipeline, _, _): visit(pipeline)
    }
  }
}
