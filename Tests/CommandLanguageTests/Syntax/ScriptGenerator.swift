/// Makes scripts of all that the grammar has, none of them with a mistake in its syntax.
///
/// White space, line ends, joins and comments stand wherever they may.
struct ScriptGenerator {
  private var random: SplitMix
  private var text = ""
  /// Brackets that may still be opened inside those at hand.
  private var depth: Int
  /// Whether a line end is a blank here.
  private var isInBrackets = false

  private init(_ random: SplitMix) {
    self.random = random
    depth = Int.random(in: 0...2, using: &self.random)
  }

  /// A script of a few statements.
  static func script(_ random: inout SplitMix) -> String {
    var generator = ScriptGenerator(random)
    generator.statements()
    random = generator.random
    return generator.text
  }

  static let words = [
    "a", "status", "007", "0199e3", "-5", "2.5e-3", "true", "null", "1h30m", ".new", "a.b", "a#b",
    "a-b", "é世", "x/y:z", "50%", "*.csv", "a~", ":", "?", "lets", "else", "plan",
  ]
  static let names = ["a", "b_1", "_", "Ab", "prefix", "param"]
  static let commands = [
    "print", "sources list", "sources  get", "sources", "stale", "count", "?", "!", #"\d"#, ">",
    "a.b",
  ]
  static let raws = ["''", "'it''s'", "'# | ;'", "'one\n  two \n'", #"'\'"#, "'$(a'"]
  static let literals = [
    "a b", "# ", " $ $5", #"\"\\\$\/"#, #"\u{1F600}\u00e9"#, "\n  |", ".x", "[0]", "'", "é世", ")",
  ]
  private static let comments = ["#", "# why", "#! a 'b \"c $( { [  ", "# é\t\r"]
  static let comparisons = ["==", "=", "!=", "<", "<=", ">", ">=", "=~", "!~"]
  static let paths = ["", ".name", "[0]", "[-1].a_b", ".a.b[12]"]
}

// MARK: - Chance and white space

extension ScriptGenerator {
  mutating func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  mutating func one(of texts: [String]) -> String {
    texts.randomElement(using: &random) ?? ""
  }

  mutating func put(_ texts: String...) { text += texts.joined() }

  mutating func repeated(_ counts: ClosedRange<Int>, _ body: (inout Self, Int) -> Void) {
    for index in 0..<Int.random(in: counts, using: &random) { body(&self, index) }
  }

  /// Runs `deep` one bracket further in, or `flat` where there are enough of them.
  mutating func nested(_ deep: (inout Self) -> Void, else flat: (inout Self) -> Void) {
    guard depth > 0 else { return flat(&self) }
    depth -= 1
    deep(&self)
    depth += 1
  }

  mutating func within(brackets: Bool, _ body: (inout Self) -> Void) {
    let outer = isInBrackets
    isInBrackets = brackets
    body(&self)
    isInBrackets = outer
  }

  /// What parts two words.
  mutating func gap() {
    guard isInBrackets, roll(8) == 0 else {
      return put(roll(12) == 0 ? one(of: ["  ", "\t ", " \\\n  ", "\\\r\n"]) : " ")
    }
    lineEnd()
  }

  /// What may stand between two signs.
  mutating func space() { if roll(3) > 0 { gap() } }

  /// One line end or more, with comments.
  private mutating func lineEnd() {
    if roll(3) == 0 { put(" ", one(of: Self.comments)) }
    put(one(of: ["\n", "\n", " \n  ", "\r\n", "\n\n\n"]))
    if roll(6) == 0 { put(one(of: Self.comments), "\n") }
  }

  /// A place where a line may end even though no bracket is open.
  mutating func joint() { if roll(5) == 0 { lineEnd() } else { gap() } }
}

// MARK: - Statements

extension ScriptGenerator {
  private mutating func statements() {
    if roll(3) == 0 { separator() }
    repeated(0...3) { generator, index in
      if index > 0 { generator.separator() }
      generator.statement()
    }
    if roll(2) == 0 { separator() }
  }

  private mutating func separator() {
    repeated(1...2) { generator, _ in
      if generator.roll(3) == 0 { generator.put(";") } else { generator.lineEnd() }
    }
    if roll(2) == 0 { put(" ") }
  }

  private mutating func statement() {
    switch roll(16) {
    case 0: setting()
    case 1: keyword("unset", then: Self.names)
    case 2, 3:
      keyword("let", then: Self.names)
      equals()
      pipeline()
    case 4:
      keyword("param", then: Self.names)
      if roll(2) == 0 { standard() }
    case 5: nested({ $0.definition() }, else: { $0.pipeline() })
    case 6, 7: nested({ $0.branches() }, else: { $0.pipeline() })
    case 8: nested({ $0.loop() }, else: { $0.pipeline() })
    case 9: nested({ $0.attempt() }, else: { $0.pipeline() })
    default: pipeline()
    }
  }

  mutating func keyword(_ word: String) {
    put(word)
    gap()
  }

  mutating func keyword(_ word: String, then words: [String]) {
    keyword(word)
    put(one(of: words))
  }

  mutating func equals() {
    space()
    put("=")
    space()
  }

  private mutating func setting() {
    guard roll(4) > 0 else { return put("set") }
    keyword("set", then: Self.names)
    switch roll(4) {
    case 0: break
    case 1:
      gap()
      value()
    default: standard()
    }
  }

  /// `=` and a value, with blanks on both sides or on none behind it.
  private mutating func standard() {
    space()
    put("=")
    guard roll(2) == 0 else { return tightValue() }
    gap()
    value()
  }

  mutating func block() {
    put("{")
    within(brackets: false) { generator in
      generator.space()
      generator.statements()
      generator.space()
    }
    put("}")
  }

  private mutating func definition() {
    keyword("def", then: Self.names)
    space()
    put("(")
    within(brackets: true) { generator in
      generator.space()
      generator.repeated(0...3) { generator, index in
        if index > 0 { generator.comma() }
        generator.put(generator.one(of: Self.names))
        if generator.roll(2) == 0 { generator.standard() }
      }
      generator.space()
    }
    put(")")
    space()
    block()
  }

  private mutating func branches() {
    put("if")
    repeated(1...2) { generator, index in
      if index > 0 {
        generator.continuation("else")
        generator.gap()
        generator.put("if")
      }
      generator.gap()
      generator.expression()
      generator.gap()
      generator.block()
    }
    guard roll(2) == 0 else { return }
    continuation("else")
    space()
    block()
  }

  private mutating func loop() {
    keyword("for", then: Self.names)
    gap()
    put("in")
    gap()
    value()
    gap()
    block()
  }

  private mutating func attempt() {
    put("try")
    space()
    block()
    guard roll(3) > 0 else { return }
    continuation("catch")
    if roll(2) == 0 {
      gap()
      put(one(of: Self.names))
    }
    space()
    block()
  }

  /// A word that goes on with a statement, on the line of the block before it or below.
  private mutating func continuation(_ keyword: String) {
    joint()
    put(keyword)
  }
}
