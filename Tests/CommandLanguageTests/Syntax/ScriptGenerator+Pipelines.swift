extension ScriptGenerator {
  mutating func pipeline() {
    repeated(0...1) { generator, _ in
      guard generator.roll(4) == 0 else { return }
      generator.put(generator.one(of: ["plan", "watch", "watch 10s", "watch  1m plan"]))
      generator.gap()
    }
    if roll(3) == 0 { headValue() } else { stage() }
    repeated(0...3) { generator, _ in
      generator.joint()
      generator.put("|")
      generator.joint()
      generator.stage()
    }
  }

  private mutating func headValue() {
    switch roll(4) {
    case 0: put(one(of: ["5", "-5", "true", "null", "0199…"]))
    case 1: bracketedValue()
    default: quotedValue()
    }
    flags()
  }

  private mutating func stage() {
    switch roll(6) {
    case 0:
      keyword("where")
      expression()
    case 1:
      keyword("extend", then: Self.names)
      equals()
      expression()
    case 2:
      keyword("assert")
      expression()
      if roll(2) == 0 {
        gap()
        if roll(2) == 0 { put(one(of: Self.raws)) } else { quotedText() }
      }
    default: return command()
    }
    flags()
  }

  /// The flags of a value or a filter; only a word can belong to one behind a blank.
  private mutating func flags() {
    repeated(0...1) { generator, _ in
      generator.gap()
      generator.put(generator.one(of: ["-o json", "--limit 5", "-q", "--a-b  c", "--x -y"]))
      if generator.roll(3) == 0 {
        generator.gap()
        generator.put("--format=")
        generator.tightValue()
      }
    }
  }

  private mutating func command() {
    if roll(5) == 0 {
      return nested({ $0.commandWithBlock() }, else: { $0.put($0.one(of: Self.commands)) })
    }
    put(one(of: Self.commands))
    repeated(0...3) { generator, _ in
      if generator.roll(8) == 0 { generator.put(",") }
      generator.gap()
      generator.argument()
    }
  }

  private mutating func commandWithBlock() {
    put("each")
    repeated(0...2) { generator, _ in
      generator.gap()
      generator.put(generator.one(of: ["--parallel 4", "-q", "--halt 25%", "'a'", "$x"]))
    }
    gap()
    block()
  }

  private mutating func argument() {
    switch roll(5) {
    case 0: put(one(of: ["--limit", "-o", "--a_b-c"]))
    case 1:
      put("--limit=")
      tightValue()
    case 2:
      put(one(of: ["prefix", "payload.ssl-mode", "_a.b"]), "=")
      tightValue()
    default: value()
    }
  }
}
