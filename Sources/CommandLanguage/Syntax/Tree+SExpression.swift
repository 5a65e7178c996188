import CommandModel

// The tree as text, so that tests can say what they expect:
// `(pipe (sources list limit=5) (where (== status Failed)))`.

extension Script {
  /// The whole tree as one S-expression, without places.
  package var sExpression: String { form("script", statements.map(\.sExpression)) }

  fileprivate var block: String {
    "{" + statements.map(\.sExpression).joined(separator: "; ") + "}"
  }
}

private func form(_ head: String, _ parts: [String?]) -> String {
  "(" + ([head] + parts.compactMap(\.self)).joined(separator: " ") + ")"
}

extension Statement {
  fileprivate var sExpression: String {
    switch self.form {
    case .set(let name, let value): CommandLanguage.form("set", [name?.text, value?.sExpression])
    case .unset(let name): CommandLanguage.form("unset", [name.text])
    case .let(let name, let pipeline):
      CommandLanguage.form("let", [name.text, pipeline.sExpression])
    case .param(let name, let value):
      CommandLanguage.form("param", [name.text, value?.sExpression])
    case .def(let name, let formals, let block):
      CommandLanguage.form("def", [name.text] + formals.map(\.sExpression) + [block.block])
    case .if(let branches, let otherwise):
      CommandLanguage.form(
        "if", branches.flatMap { [$0.condition.sExpression, $0.block.block] } + [otherwise?.block])
    case .for(let name, let value, let block):
      CommandLanguage.form("for", [name.text, value.sExpression, block.block])
    case .try(let block, let caught, let handler):
      CommandLanguage.form(
        "try", [block.block, handler.map { _ in "catch" }, caught?.text, handler?.block])
    case .pipeline(let pipeline): pipeline.sExpression
    }
  }
}

extension Formal {
  fileprivate var sExpression: String {
    standard.map { "\(name.text)=\($0.sExpression)" } ?? name.text
  }
}

extension Pipeline {
  fileprivate var sExpression: String {
    guard prefixes.isEmpty, elements.count == 1 else {
      return form("pipe", prefixes.map(\.sExpression) + elements.map(\.sExpression))
    }
    return elements[0].sExpression
  }
}

extension Prefix {
  fileprivate var sExpression: String {
    switch word {
    case .plan: "plan"
    case .watch(let every): every.map { "watch:\(DurationText.format($0))" } ?? "watch"
    }
  }
}

extension Element {
  fileprivate var sExpression: String {
    let parts: [String?]
    let head: String
    switch self.form {
    case .value(let value):
      if flags.isEmpty { return value.sExpression }
      (head, parts) = ("value", [value.sExpression])
    case .where(let condition): (head, parts) = ("where", [condition.sExpression])
    case .extend(let name, let value):
      (head, parts) = ("extend", [name.text, value.sExpression])
    case .assert(let condition, let message):
      (head, parts) = ("assert", [condition.sExpression, message?.sExpression])
    case .command(let command): return command.sExpression
    case .missing: return "<missing>"
    }
    return CommandLanguage.form(head, parts + flags.map(\.sExpression))
  }
}

extension Command {
  fileprivate var sExpression: String {
    let name = words.map(\.text).joined(separator: " ")
    return form(name, arguments.map(\.sExpression) + [block?.block])
  }
}

extension Argument {
  fileprivate var sExpression: String {
    switch form {
    case .flag(let flag): flag.sExpression
    case .setting(let name, let value): "\(name.text)=\(value.sExpression)"
    case .value(let value): value.sExpression
    }
  }
}

extension Flag {
  fileprivate var sExpression: String {
    (isShort ? "-" : "--") + name + (value.map { "=" + $0.sExpression } ?? "")
  }
}

extension ValueNode {
  fileprivate var sExpression: String {
    switch self.form {
    case .raw(let text): "'\(text)'"
    case .text(let parts): CommandLanguage.form("text", parts.map(\.sExpression))
    case .word(let spelling): spelling
    case .variable(let variable): variable.sExpression
    case .subpipe(let pipeline, let path):
      "$(" + pipeline.sExpression + ")" + path.map(\.sExpression).joined()
    case .group(let expression): CommandLanguage.form("group", [expression.sExpression])
    case .list(let items): "[" + items.map(\.sExpression).joined(separator: " ") + "]"
    case .record(let pairs):
      "{" + pairs.map { "\($0.key.text): \($0.value.sExpression)" }.joined(separator: ", ") + "}"
    case .file(let name): "@" + name.sExpression
    case .missing: "<missing>"
    }
  }
}

extension TextPart {
  fileprivate var sExpression: String {
    switch self {
    case .literal(let text): "'\(text)'"
    case .variable(let variable): variable.sExpression
    case .subpipe(let pipeline, let path, _):
      "$(" + pipeline.sExpression + ")" + path.map(\.sExpression).joined()
    }
  }
}

extension Variable {
  fileprivate var sExpression: String { "$" + name + path.map(\.sExpression).joined() }
}

extension PathStep {
  fileprivate var sExpression: String {
    switch self {
    case .field(let name): ".\(name)"
    case .index(let index): "[\(index)]"
    }
  }
}

extension Expression {
  fileprivate var sExpression: String {
    switch self.form {
    case .value(let value): value.sExpression
    case .not(let operand): CommandLanguage.form("not", [operand.sExpression])
    case .binary(let operation, let left, let right):
      CommandLanguage.form(operation.rawValue, [left.sExpression, right.sExpression])
    }
  }
}
