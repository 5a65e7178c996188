import CommandModel
import Testing
import ValueFormats

@Suite struct JSONTests {
  /// Decodes and writes again; a refusal reads as its place and message.
  private func check(
    _ text: String, expect: String, _ location: SourceLocation = #_sourceLocation
  ) {
    #expect(outcome(Array(text.utf8)) == expect, sourceLocation: location)
  }

  private func outcome(_ bytes: [UInt8], limits: FormatLimits = .standard) -> String {
    do {
      return JSON.encode(try JSON.decode(bytes, limits: limits))
    } catch {
      return "\(error.line):\(error.column): \(error.message)"
    }
  }

  @Test(arguments: [
    ("null", "null"), (" \t\r\n true ", "true"), ("false", "false"), ("0", "0"), ("-0", "-0"),
    ("-1", "-1"), ("1.50", "1.50"), ("1E+2", "1E+2"), ("0e1", "0e1"), ("123.456e-7", "123.456e-7"),
    ("9007199254740993", "9007199254740993"), ("9223372036854775807", "9223372036854775807"),
    ("1180591620717411303424", "1180591620717411303424"),
    ("-999999999999999999", "-999999999999999999"),
    ("[]", "[]"), ("[ ]", "[]"), ("{}", "{}"), ("[1 , 2]", "[1,2]"), ("[[],{}]", "[[],{}]"),
    (#"{"b":1,"a":2}"#, #"{"b":1,"a":2}"#), (#"{"":0}"#, #"{"":0}"#),
    (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#),
    (#""\"\\\/\b\f\n\r\t""#, ##""\"\\/\u0008\u000c\n\r\t""##),
    (#""\u0041\u00e9\u4e16""#, #""Aé世""#), (#""\uD83D\uDE00""#, #""😀""#),
    (#""a\u0000b""#, ##""a\u0000b""##), ("\"\u{7F}\"", ##""\u007f""##), ("\"é世😀\"", "\"é世😀\""),
    ("\u{FEFF}[1]", "[1]"),
  ])
  func reads(_ text: String, _ expected: String) { check(text, expect: expected) }

  @Test(arguments: [
    #""\uD800""#, #""\uDC00""#, #""\uD800\u0041""#, #""\uD800\n""#, #""\uD83D\uD83D\uDE00""#,
  ])
  func readsHalfASurrogatePairAsAReplacement(_ text: String) throws {
    let value = try JSON.decode(Array(text.utf8))
    #expect(value.textValue?.hasPrefix("\u{FFFD}") == true)
  }

  @Test(arguments: [
    "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-", "-a", "+1", "01", "-01", "1.", ".5",
    "1.e1",
    "1e", "1e+", "0x1", "1_000", "1e400", "--1", "1-2", "1 2", "[", "]", "[1", "[1,", "[1,]",
    "[,1]", "[1 2]",
    "[1}", "{", "}", "{,}", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\" 1}",
    "{1:1}",
    "{\"a\":1", "{\"a\":1]", "{\"a\":1}}", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"",
    "\"\\u12G4\"",
    "\"\\", "\"\t\"", "\"\n\"", "\"\u{0}\"", "'a'", "//c\n1", "/**/1", "[1]x", "[1],", "\u{A0}1",
    "\0", "1\0",
    "\u{FEFF}", "\"\\uD800\\u\"",
  ])
  func refuses(_ text: String) {
    #expect(throws: FormatError.self) { try JSON.decode(Array(text.utf8)) }
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0x80, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xE2, 0x82, 0x22],
      [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0x5C, 0x6E, 0x80, 0x22], [0xFF],
      [0x5B, 0x31, 0x80, 0x5D],
    ] as [[UInt8]])
  func refusesInvalidUTF8(_ bytes: [UInt8]) {
    #expect(throws: FormatError.self) { try JSON.decode(bytes) }
  }

  @Test func saysWhere() {
    check("{\n  \"a\": tru\n}", expect: "2:11: expected `true`")
    check("[1,\n", expect: "2:1: expected a value, found the end")
    check("[1] 2", expect: "1:5: expected the end")
    check("[01]", expect: "1:2: `01` is no number that can be kept")
  }

  @Test func boundsTheDepth() {
    let deep = { (levels: Int) in
      Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    }
    #expect(outcome(deep(512)).hasPrefix("[[["))
    #expect(outcome(deep(513)).contains("more than 512 levels"))
    #expect(
      outcome(Array(String(repeating: "{\"a\":[", count: 10_000).utf8)).contains("levels deep"))
  }

  @Test func boundsTheSize() {
    #expect(outcome(Array("[1,2,3]".utf8), limits: FormatLimits(bytesMax: 6)).contains("6 bytes"))
    #expect(outcome(Array("[1,2]".utf8), limits: FormatLimits(bytesMax: 6)) == "[1,2]")
  }

  @Test(arguments: [
    ("[1,2,[3]]", 5, "[1,2,[3]]"), ("[1,2,[3]]", 4, "it has more than 4 values"),
    (#"{"a":{"b":1}}"#, 3, #"{"a":{"b":1}}"#), (#"{"a":{"b":1}}"#, 2, "it has more than 2 values"),
  ])
  func boundsTheNumberOfValues(_ text: String, _ limit: Int, _ expected: String) {
    let outcome = outcome(Array(text.utf8), limits: FormatLimits(valuesMax: limit))
    #expect(outcome.contains(expected), "\(outcome)")
  }

  @Test func findsDoubledNamesAmongMany() throws {
    let names = (0..<100).map { "\"n\($0)\":\($0)" } + ["\"n7\":\"last\"", "\"n99\":1"]
    let record = try JSON.decode(Array("{\(names.joined(separator: ","))}".utf8)).recordValue
    #expect(record?.fields.count == 100)
    #expect(record?["n7"] == "last")
    #expect(record?["n99"] == 1)
  }

  @Test func writesWhatHasNoWordInJSONAsText() throws {
    let time = try #require(Time("2026-05-01T10:00:00.5Z"))
    #expect(JSON.encode(.time(time)) == "\"2026-05-01T10:00:00.500Z\"")
    #expect(JSON.encode(.duration(.seconds(252))) == "\"4m12s\"")
  }

  @Test func escapesWhatSteersATerminal() {
    #expect(
      JSON.encode("\u{1B}[31m\u{9B}2J\u{202E}x\u{2028}") == ##""\u001b[31m\u009b2J\u202ex\u2028""##)
    #expect(JSON.encode("©–é") == "\"©–é\"")
  }

  @Test func writesPrettily() {
    let value: Value = [.record(["a": 1, "b": [], "c": .record([:]), "d": [true, nil]])]
    #expect(
      JSON.encode(value, style: .pretty) == """
        [
          {
            "a": 1,
            "b": [],
            "c": {},
            "d": [
              true,
              null
            ]
          }
        ]
        """)
  }

  @Test(arguments: [JSON.Style.compact, .pretty])
  func readsBackWhatItWrites(_ style: JSON.Style) throws {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<500 {
      let value = Value.random(using: &generator)
      #expect(try JSON.decode(Array(JSON.encode(value, style: style).utf8)) == value)
    }
  }

  @Test func survivesRandomBytes() {
    var generator = SeededGenerator(seed: 2)
    var (accepted, refused) = (0, 0)
    let alphabet = Array("[]{}\":,\\u0123456789eE+-.truefalsn \n".utf8) + [0x80, 0xC3, 0xA9, 0x00]
    for _ in 0..<20_000 {
      let bytes = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &generator)]
      }
      if (try? JSON.decode(bytes)) == nil { refused += 1 } else { accepted += 1 }
    }
    #expect(accepted > 100)
    #expect(refused > 100)
  }

  @Test func survivesEveryCutAndEveryChangedByte() throws {
    let whole = Array(#"{"a":[1.5e3,"x\u00e9\n",null],"b":{"c":true,"d":-7}}"#.utf8)
    for index in whole.indices {
      #expect(throws: FormatError.self) { try JSON.decode(Array(whole[..<index])) }
      for byte in UInt8.min...UInt8.max {
        var changed = whole
        changed[index] = byte
        _ = outcome(changed)
      }
    }
  }
}
