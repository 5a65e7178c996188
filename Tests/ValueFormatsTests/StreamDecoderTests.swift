import CommandModel
import Testing
import ValueFormats

/// Files that come in pieces.
@Suite struct StreamDecoderTests {
  /// What a file comes to that is cut into pieces so long: its values, then its error.
  private func outcome(
    of text: String, as format: FileFormat, piece length: Int,
    limits: FormatLimits = .standard
  ) throws -> String {
    var decoder = try #require(StreamDecoder(format, limits: limits))
    var values: [Value] = []
    var rest = Array(text.utf8)[...]
    do {
      while !rest.isEmpty {
        values += try decoder.feed(Array(rest.prefix(length)))
        rest = rest.dropFirst(length)
      }
      while case let more = try decoder.finish(), !more.isEmpty { values += more }
    } catch {
      let place = "\(error.format) \(error.line):\(error.column) +\(error.offset)"
      return JSONLines.encode(values) + "\(place): \(error.message)"
    }
    return JSONLines.encode(values)
  }

  /// Whether every length of piece gives what the file gives as a whole.
  private func check(
    _ text: String, as format: FileFormat, limits: FormatLimits = .standard,
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let bytes = Array(text.utf8)
    let uncut = try outcome(of: text, as: format, piece: bytes.count + 1, limits: limits)
    do {
      let whole = try format.decode(bytes, limits: limits).listValue
      #expect(JSONLines.encode(whole ?? []) == uncut, sourceLocation: location)
    } catch {
      let place = "\(error.format) \(error.line):\(error.column) +\(error.offset)"
      #expect(uncut.hasSuffix("\(place): \(error.message)"), sourceLocation: location)
    }
    for length in 1...max(1, bytes.count) {
      let cut = try outcome(of: text, as: format, piece: length, limits: limits)
      #expect(cut == uncut, "in pieces of \(length)", sourceLocation: location)
    }
  }

  @Test(arguments: [
    "", "\n", "1", "1\n", "{\"a\":1}\r\n\r\n{\"a\":2}\r\n", "\u{FEFF}[1]\n\u{FEFF}[2]\n",
    "\"é\"\n\"世界\"\n \t\n\"👩‍👩‍👧\"", "{\"ключ\":\"значение\"}\n{\"ключ\":null}\n",
    "1\n2\n{\"a\":}\n3\n", "{\"a\":1}\n\n{\"a\":\n1}\n", "\"é\"\n\"世", "[1]\n{\"a\":1,",
  ])
  func readsJSONLinesInPiecesOfAnyLength(_ text: String) throws { try check(text, as: .jsonl) }

  @Test(arguments: [
    "", "\n\n", "a,b", "a,b\n1,2\n", "a,b\r\n1,2\r\n\r\n3,4\r\n", "\u{FEFF}\"a\nb\",c\n1,2\n",
    "a,b\n\"1\n2\",\"x,\"\"y\"\"\"\n\"\",\n", "a\r\n\"1\r\n2\"\r\n\"\r\"\r\n", "é,世\n界,\"é\n世\"\n",
    "a,b\n1\r2,3\n", "a\n\"\"\"\"\"\"\n", "\r\n\n\u{FEFF}a\n1\n",
    "a\n1\nx\"y\n2\n", "a\n1\n\"x\"y\n\"z\n", "a,b\n1,2\n\"x\"y,\"3\n4\"\n5,6\n",
    "a\n1\n\"x\n2\n", "a\n1\n1,2\n3\n", "a,a\n1,2\n", "a\n\"1\"\r\"\n",
  ])
  func readsCSVInPiecesOfAnyLength(_ text: String) throws { try check(text, as: .csv) }

  @Test(arguments: [
    "", "a\tb\n1\t2\n", "a\r\n\r\n1\r\n", "\u{FEFF}a\n1\\n2\\\\\n\"\n", "é\t世\n界\té",
    "a\n1\n1\t2\n3\n",
  ])
  func readsTSVInPiecesOfAnyLength(_ text: String) throws { try check(text, as: .tsv) }

  @Test func readsRandomRowsInPiecesOfAnyLength() throws {
    var generator = SeededGenerator(seed: 5)
    var (accepted, refused) = (0, 0)
    for _ in 0..<300 {
      let text = "x,y,z\r\n" + randomRow(using: &generator) + randomRow(using: &generator)
      try check(text, as: .csv)
      if (try? CSV.decode(Array(text.utf8))) == nil { refused += 1 } else { accepted += 1 }
    }
    #expect(accepted > 20)
    #expect(refused > 20)
  }

  private func randomRow(using generator: inout SeededGenerator) -> String {
    let cells = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
      [
        "", "a", "é", "\r", "\"\"", "\"b\"", "\"\n\"", "\"\r\n,\"", "\"\"\"世\"\"\"", "a\"",
        "\"b\"a", "\"",
      ]
      .randomElement(using: &generator) ?? ""
    }
    return cells.joined(separator: ",") + (Bool.random(using: &generator) ? "\n" : "\r\n")
  }

  @Test func givesTheRecordsBeforeAMistakeAndThenTheMistake() throws {
    var decoder = try #require(StreamDecoder(.jsonl))
    #expect(try decoder.feed(Array("1\n2\nno\n3\n".utf8)) == [1, 2])
    for _ in 0..<2 {
      let error = #expect(throws: FormatError.self) { try decoder.feed(Array("4\n".utf8)) }
      #expect(error?.line == 3)
      #expect(error?.column == 2)
    }
    #expect(throws: FormatError.self) { try decoder.finish() }
  }

  @Test func countsLinesAndColumnsThroughAllPieces() throws {
    var decoder = try #require(StreamDecoder(.csv))
    for _ in 0..<3 { _ = try decoder.feed(Array("a\n\"1\n2\"\n".utf8)) }
    #expect(try decoder.feed(Array("3\nx\"\n".utf8)) == [.record(["a": "3"])])
    let error = #expect(throws: FormatError.self) { try decoder.finish() }
    #expect(error?.line == 11)
    #expect(error?.column == 2)
    #expect(error?.offset == 27)
  }

  @Test func refusesALineOrRowBeyondTheLimitAndNoneBelowIt() throws {
    let limits = FormatLimits(bytesMax: 8)
    try check("12345678\n[1,2,3,4]\n1\n", as: .jsonl, limits: limits)
    try check("a,b\n1234567,\n12345678,\n1,2\n", as: .csv, limits: limits)
    try check("a\n1\n\"23\n4567\n\"\n8\n", as: .csv, limits: limits)
    #expect(
      try outcome(of: "1\n123456789", as: .jsonl, piece: 3, limits: limits)
        == "1\njsonl 2:1 +2: the line is longer than 8 bytes")
  }

  @Test func readsNoFormatWhoseFilesAreOneValue() {
    #expect(StreamDecoder(.json) == nil)
    #expect(StreamDecoder(.yaml) == nil)
  }
}
