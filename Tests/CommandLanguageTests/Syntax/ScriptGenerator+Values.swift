extension ScriptGenerator {
  mutating func value() {
    switch roll(5) {
    case 0, 1: put(one(of: Self.words))
    case 2: bracketedValue()
    default: quotedValue()
    }
  }

  /// A value right behind its `=`.
  mutating func tightValue() {
    switch roll(3) {
    case 0: value()
    case 1: put(one(of: ["a=b<c>!d", "=x", "#fff", "~/x", "@a=b.txt", "!", "?"]))
    default: quotedValue()
    }
  }

  mutating func quotedValue() {
    switch roll(5) {
    case 0: put(one(of: Self.raws))
    case 1: quotedText()
    case 2: put(one(of: ["@a.json", "@-", "@'a b'", #"@"$dir/x""#, "@#1"]))
    default: put("$", one(of: Self.names), one(of: Self.paths))
    }
  }

  mutating func bracketedValue() {
    nested(
      { generator in
        switch generator.roll(4) {
        case 0: generator.subpipe(path: generator.one(of: Self.paths))
        case 1: generator.brackets("(", ")") { $0.expression() }
        case 2: generator.brackets("[", "]") { $0.items { $0.value() } }
        default: generator.brackets("{", "}") { $0.items { $0.pair() } }
        }
      }, else: { $0.put("$x") })
  }

  private mutating func brackets(
    _ opener: String, _ closer: String, _ body: (inout Self) -> Void
  ) {
    put(opener)
    within(brackets: true) { generator in
      generator.space()
      body(&generator)
      generator.space()
    }
    put(closer)
  }

  private mutating func subpipe(path: String) {
    brackets("$(", ")") { $0.pipeline() }
    put(path)
  }

  private mutating func items(_ item: (inout Self) -> Void) {
    repeated(0...4) { generator, index in
      if index > 0 { generator.comma() }
      item(&generator)
    }
  }

  mutating func comma() {
    if roll(3) == 0 { return gap() }
    space()
    put(",")
    space()
  }

  private mutating func pair() {
    if roll(2) == 0 {
      put(one(of: Self.names), ":")
      gap()
    } else {
      put(one(of: [#""a b""#, "'it''s'", #""""#]))
      space()
      put(":")
      space()
    }
    value()
  }

  mutating func quotedText() {
    put("\"")
    repeated(0...3) { generator, _ in
      switch generator.roll(4) {
      case 0: generator.put("$", generator.one(of: Self.names), generator.one(of: Self.paths))
      case 1: generator.nested({ $0.subpipe(path: "") }, else: { $0.put("$x") })
      default: generator.put(generator.one(of: Self.literals))
      }
    }
    put("\"")
  }
}

// MARK: - Expressions

extension ScriptGenerator {
  mutating func expression() {
    repeated(1...2) { generator, index in
      if index > 0 { generator.connective("or") }
      generator.repeated(1...2) { generator, index in
        if index > 0 { generator.connective("and") }
        generator.comparison()
      }
    }
  }

  private mutating func connective(_ word: String) {
    gap()
    put(word)
    joint()
  }

  private mutating func comparison() {
    repeated(0...2) { generator, _ in
      guard generator.roll(4) == 0 else { return }
      generator.put("not")
      generator.gap()
    }
    sum()
    guard roll(2) == 0 else { return }
    if roll(3) == 0 {
      gap()
      put(one(of: ["in", "not in", "not  in"]))
      gap()
    } else {
      space()
      put(one(of: Self.comparisons))
      space()
    }
    sum()
  }

  private mutating func sum() {
    repeated(1...3) { generator, index in
      guard index == 0 || generator.roll(3) == 0 else { return }
      if index > 0 {
        generator.gap()
        generator.put(generator.one(of: ["+", "-", "*", "/", "%"]))
        generator.gap()
      }
      generator.value()
    }
  }
}
