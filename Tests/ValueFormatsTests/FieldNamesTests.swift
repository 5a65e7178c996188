import CommandModel
import Testing
import ValueFormats

/// What a decoder has learned of the names in earlier records changes nothing in later ones.
@Suite struct FieldNamesTests {
  /// Whether lines read behind one another give what each gives alone.
  private func check(_ lines: [String], _ location: SourceLocation = #_sourceLocation) throws {
    let alone = try lines.map { JSON.encode(try JSON.decode(Array($0.utf8))) }
    let text = lines.joined(separator: "\n")
    let together = try JSONLines.decode(Array(text.utf8)).map { JSON.encode($0) }
    #expect(together == alone, sourceLocation: location)
  }

  @Test(
    arguments: [
      [#"{"a":1,"b":2}"#, #"{"b":1,"a":2}"#, #"{"a":3}"#, "{}", #"{"a":4,"b":5,"c":6}"#],
      // Doubles, at the first sight of a name and when both are known.
      [#"{"a":1,"a":2}"#, #"{"a":1,"a":2,"b":3}"#, #"{"a":1,"b":2,"a":3,"c":4}"#],
      // The same name, spelled with an escape and without.
      [#"{"a":1,"b":2}"#, #"{"\u0061":1,"a":2,"b":3}"#, #"{"a":1,"\u0062":2,"b":3}"#],
      [#"{"a\"b":1}"#, #"{"a\"b":2}"#, #"{"a":1,"b":2}"#],
      [#"{"a":{"a":{"a":1}},"b":2}"#, #"{"a":{"b":1},"b":{"a":1}}"#, #"{"a":[{"a":1},{"b":2}]}"#],
      [#"{"ab":1}"#, #"{"a":1}"#, #"{"abc":1}"#, #"{"":1}"#, #"{"":1,"a":2}"#],
      [#"{"a" :1 , "b": 2}"#, #"{ "a":1,"b":2 }"#],
      // One name to a reader of Unicode: composed and decomposed.
      ["{\"\u{E9}\":1}", "{\"e\u{301}\":2}", "{\"\u{E9}\":1,\"e\u{301}\":2}"],
    ])
  func readsEachRecordAsIfItWereAlone(_ lines: [String]) throws {
    try check(lines)
    try check(lines + lines.reversed())
  }

  @Test func readsRecordsOfRandomNames() throws {
    var generator = SeededGenerator(seed: 6)
    let lines = (0..<500).map { _ in
      let fields = (0..<Int.random(in: 0...5, using: &generator)).map { index in
        let name = ["a", "b", "c", "ab", "\\u0061"].randomElement(using: &generator) ?? ""
        return "\"\(name)\":\(index)"
      }
      return "{\(fields.joined(separator: ","))}"
    }
    try check(lines)
  }

  @Test func readsRecordsWhoseNamesAreData() throws {
    try check((0..<3000).map { "{\"key_\($0)\":{\"inner_\($0)\":1},\"key_\($0 % 7)\":2}" })
    let wide = (0..<3000).map { "\"key_\($0)\":\($0)" }.joined(separator: ",")
    try check(["{\(wide)}", "{\(wide)}", "{\(wide),\"key_5\":null}"])
  }

  @Test func refusesTheSameInAKnownRecordAsInANewOne() throws {
    for wrong in [#"{"a":1,"b"}"#, #"{"a":1,"b":2"#, #"{"a":1,"b"#, #"{"a":1 "b":2}"#] {
      let alone = #expect(throws: FormatError.self) { try JSON.decode(Array(wrong.utf8)) }
      let known = #expect(throws: FormatError.self) {
        try JSONLines.decode(Array("{\"a\":1,\"b\":2}\n\(wrong)".utf8))
      }
      #expect(known?.message == alone?.message)
      #expect(known?.column == alone?.column)
      #expect(known?.line == 2)
    }
  }
}
