import CommandModel
import Testing
import ValueFormats

@Suite struct YAMLTests {
  private func check(
    _ text: String, limits: FormatLimits = .standard, expect: String,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let outcome: String
    do {
      outcome = JSON.encode(try YAML.decode(Array(text.utf8), limits: limits))
    } catch {
      outcome = "\(error.line):\(error.column): \(error.message)"
    }
    #expect(outcome == expect, sourceLocation: location)
  }

  @Test(arguments: [
    ("", "null"), ("# nothing\n", "null"), ("~", "null"), ("null", "null"), ("true", "true"),
    ("False", "false"), ("yes", #""yes""#), ("12", "12"), ("-0", "-0"), ("+12", "12"),
    ("012", "12"),
    ("0o17", "15"), ("0xFF", "255"), ("0x-1", #""0x-1""#), ("1.50", "1.50"), (".5", "0.5"),
    ("5.", "5"),
    ("1e3", "1e3"), ("+.5e1", "5"), ("1_000", #""1_000""#), (".inf", #"".inf""#),
    (".nan", #"".nan""#),
    ("12:30", #""12:30""#), ("2026-05-01", #""2026-05-01""#), ("'12'", #""12""#),
    ("\"true\"", #""true""#),
    ("!!str 12", #""12""#), ("!!int '12'", "12"),
    ("- 1\n- a: b\n  c:\n- []", #"[1,{"a":"b","c":null},[]]"#),
    ("b: 1\na: {x: [1, 2]}", #"{"b":1,"a":{"x":[1,2]}}"#), ("|\n  a\n  b\n", ##""a\nb\n""##),
    (">-\n  a\n  b\n", #""a b""#), ("a: &x [1]\nb: *x", #"{"a":[1],"b":[1]}"#),
    ("1: a\n~: b", #"{"1":"a","~":"b"}"#),
    ("--- 1\n--- 2\n", "[1,2]"), ("--- 1\n...\n", "1"), ("\u{FEFF}a: 1", #"{"a":1}"#),
    ("{\"a\": 1, \"b\": [\"\\u00e9\"]}", #"{"a":1,"b":["é"]}"#),
  ])
  func reads(_ text: String, _ expected: String) { check(text, expect: expected) }

  @Test(arguments: [
    ("a: 1\na: 2", "2:1: the key `a` occurs twice"),
    ("é: 1\n? [a]\n: 2", "2:3: a key must be a plain or quoted text"),
    ("a: *x", "1:4: the alias `*x` names nothing before it"),
    ("a: &x [*x]", "1:8: the alias `*x` names nothing before it"),
    ("a: !ruby/object 1", "1:4: the tag `!ruby/object` has no meaning here"),
    ("b: &x {c: 1}\n<<: *x", "2:1: the merge key `<<` is not part of YAML 1.2"),
    ("--- &x 1\n--- *x", "2:5: the alias `*x` names nothing before it"),
  ])
  func refuses(_ text: String, _ expected: String) { check(text, expect: expected) }

  @Test(arguments: ["a: [1", "a: b: c", "\"x", "\ta: 1", "@a", "- 1\nb: 2", "{a: 1}}", "%YAML 9"])
  func refusesWhatIsNoYAML(_ text: String) {
    #expect(throws: FormatError.self) { try YAML.decode(Array(text.utf8)) }
  }

  @Test func refusesInvalidUTF8() {
    let error = #expect(throws: FormatError.self) { try YAML.decode([0x61, 0x3A, 0x20, 0xFF]) }
    #expect(error?.offset == 3)
  }

  @Test func boundsAliases() {
    let bomb = (1...9).reduce("a0: &a0 [x, x, x, x, x, x, x, x, x]\n") { text, level in
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      return text + "a\(level): &a\(level) [\(aliases)]\n"
    }
    check(
      bomb, limits: FormatLimits(aliasedMax: 10_000),
      expect: "5:10: it has more than 10000 values")
  }

  @Test func boundsTheDepth() {
    let limits = FormatLimits(depthMax: 3)
    check("[[[1]]]", limits: limits, expect: "[[[1]]]")
    check(
      "[[[[]]]]", limits: limits,
      expect: "1:4: lists and records are nested more than 3 levels deep")
    check(
      "[&a [1], [[*a]]]", limits: limits,
      expect: "1:12: lists and records are nested more than 3 levels deep")
    #expect(throws: FormatError.self) {
      try YAML.decode(Array(String(repeating: "[", count: 100_000).utf8))
    }
  }

  @Test func writesInBlocks() throws {
    let time = try #require(Time("2026-05-01T10:00:00Z"))
    let value: Value = [
      .record([
        "id": "0195f1c0-8d2a-7000-9c1b-000000000001", "name": "Stripe (eu)", "rows": 12,
        "prefix": nil, "at": .time(time), "took": .duration(.seconds(252)), "word": "no",
        "like": "12", "day": "2026-05-01", "lines": "a\nb",
        "inner": .record(["x": [1, [2, 3], []]]),
      ]), "a: b",
    ]
    #expect(
      YAML.encode(value) == """
        - id: 0195f1c0-8d2a-7000-9c1b-000000000001
          name: Stripe (eu)
          rows: 12
          prefix: null
          at: 2026-05-01T10:00:00Z
          took: 4m12s
          word: "no"
          like: "12"
          day: "2026-05-01"
          lines: "a\\nb"
          inner:
            x:
              - 1
              - - 2
                - 3
              - []
        - "a: b"

        """)
    #expect(YAML.encode([]) == "[]\n")
    #expect(YAML.encode(nil) == "null\n")
  }

  @Test func readsBackAKeyOfAnyLength() throws {
    let value: Value = .record([String(repeating: "k", count: 2000): [1], "b": 2])
    #expect(try YAML.decode(Array(YAML.encode(value).utf8)) == value)
  }

  @Test func readsBackWhatItWrites() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<1000 {
      let value = Value.random(using: &generator)
      #expect(try YAML.decode(Array(YAML.encode(value).utf8)) == value)
    }
  }

  @Test func survivesRandomBytes() {
    var generator = SeededGenerator(seed: 6)
    var (accepted, refused) = (0, 0)
    let alphabet = Array("ab: -[]{},&*!|>'\"%@`#?\n\t~1".utf8) + [0x80, 0xC3, 0xA9]
    for _ in 0..<5000 {
      let bytes = (0..<12).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
      if (try? YAML.decode(bytes)) == nil { refused += 1 } else { accepted += 1 }
    }
    #expect(accepted > 20)
    #expect(refused > 20)
  }
}
