import CommandModel

extension LayoutBuilder {
  mutating func add(_ value: ValueNode) {
    let range = value.range
    switch value.form {
    case .raw, .text, .word, .variable, .file, .missing: take(range)
    case .subpipe(let pipeline, let path):
      addBrackets(range, closer: closer(of: range, hasPath: !path.isEmpty)) { $0.add(pipeline) }
    case .group(let expression):
      addBrackets(range, closer: closer(of: range)) { $0.add(expression) }
    case .list(let items):
      addBrackets(range, closer: closer(of: range), isEmpty: items.isEmpty) { builder in
        builder.addItems(items) { $0.add($1) }
      }
    case .record(let pairs):
      addBrackets(range, closer: closer(of: range), isEmpty: pairs.isEmpty) { builder in
        builder.addItems(pairs) { $0.add($1) }
      }
    }
  }

  private mutating func add(_ pair: Pair) {
    take(pair.key.range)
    // A bare key is a word that ends in its colon.
    if byte(at: pair.key.range.upper - 1) != UInt8(ascii: ":") { write(":") }
    blank()
    add(pair.value)
  }

  /// Values with commas between, one a line in a broken group.
  mutating func addItems<Item>(_ items: [Item], _ add: (inout LayoutBuilder, Item) -> Void) {
    for (index, item) in items.enumerated() {
      if index > 0 {
        write(",")
        cut(.blank)
      }
      add(&self, item)
    }
  }

  /// A bracket, what `content` adds, and what closes the bracket.
  mutating func addBrackets(
    _ range: SourceRange, closer: SourceRange, isEmpty: Bool = false,
    _ content: (inout LayoutBuilder) -> Void
  ) {
    let opener = token(from: range.lower)
    grouped(from: range.lower) { builder in
      builder.take(opener.range)
      if !isEmpty || builder.hasComment(in: range) {
        builder.indented { builder in
          builder.cut(.nothing)
          content(&builder)
          builder.takeComments(before: closer.lower)
        }
        builder.cut(.nothing)
      }
      builder.take(closer)
    }
  }

  /// The closing bracket at the end of a range, with the path behind it if there is one.
  private func closer(of range: SourceRange, hasPath: Bool = false) -> SourceRange {
    let path = hasPath ? lastToken(before: range.upper)?.range : nil
    return SourceRange((path?.lower ?? range.upper) - 1, range.upper)
  }
}

// MARK: - Expressions

extension LayoutBuilder {
  /// An expression, in which a line may end behind `and` and `or`.
  mutating func add(_ expression: Expression) {
    add(chain: expression, of: .or) { builder, operand in
      builder.add(chain: operand, of: .and) { $0.add(term: $1) }
    }
  }

  private mutating func add(
    chain: Expression, of operation: Operator, _ add: (inout LayoutBuilder, Expression) -> Void
  ) {
    let operands = chain.operands(of: operation)
    guard operands.count > 1 else { return add(&self, chain) }
    grouped(from: chain.range.lower) { builder in
      for (index, operand) in operands.enumerated() {
        if index > 0 {
          builder.blank()
          builder.write(operation.rawValue)
          builder.cut(.blank)
        }
        add(&builder, operand)
      }
    }
  }

  /// What stands between `and` and `or`. As brackets are nodes of their own, the order
  /// of a tree is that of its text.
  private mutating func add(term: Expression) {
    var operand = term
    while case .not(let negated) = operand.form {
      take("not", at: operand.range.lower)
      blank()
      operand = negated
    }
    var rest: [(operation: Operator, right: Expression)] = []
    while case .binary(let operation, let left, let right) = operand.form {
      rest.append((operation, right))
      operand = left
    }
    if case .value(let value) = operand.form { add(value) }
    for (operation, right) in rest.reversed() {
      blank()
      write(operation.rawValue)
      blank()
      add(term: right)
    }
  }
}

extension Expression {
  /// The operands of a chain of one operation, from the left; itself when it is none.
  fileprivate func operands(of operation: Operator) -> [Expression] {
    var reversed: [Expression] = []
    var rest = self
    while case .binary(operation, let left, let right) = rest.form {
      reversed.append(right)
      rest = left
    }
    return [rest] + reversed.reversed()
  }
}
