import CommandModel
import Testing
import ValueFormats

@Suite struct JSONLinesTests {
  private let text = "{\"a\":1}\r\n\n[2]\n  \n\"é\""
  private let values: [Value] = [.record(["a": 1]), [2], "é"]

  @Test func readsOneValueALine() throws {
    #expect(try JSONLines.decode(Array(text.utf8)) == values)
    #expect(try JSONLines.decode([]) == [])
  }

  @Test(arguments: 1...12)
  func readsPiecesOfAnyLength(_ length: Int) throws {
    var decoder = try #require(StreamDecoder(.jsonl))
    var read: [Value] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      read += try decoder.feed(Array(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    #expect(try read + decoder.finish() == values)
  }

  @Test func givesAValueAsSoonAsItsLineEnds() throws {
    var decoder = try #require(StreamDecoder(.jsonl))
    #expect(try decoder.feed(Array("1\n2".utf8)) == [1])
    #expect(try decoder.feed(Array("3\n".utf8)) == [23])
    #expect(try decoder.finish() == [])
  }

  @Test func saysWhichLineIsWrong() {
    let error = #expect(throws: FormatError.self) {
      try JSONLines.decode(Array("1\n\n{\"a\":}\n".utf8))
    }
    #expect(error?.line == 3)
    #expect(error?.column == 6)
    #expect(error?.offset == 8)
    #expect(error?.format == .jsonl)
  }

  @Test func refusesALineLongerThanTheLimit() {
    let limits = FormatLimits(bytesMax: 4)
    #expect(throws: FormatError.self) {
      try JSONLines.decode(Array("[1,2,3]".utf8), limits: limits)
    }
    #expect(throws: FormatError.self) {
      try JSONLines.decode(Array("[1,2,3]\n".utf8), limits: limits)
    }
    #expect(throws: Never.self) {
      try JSONLines.decode(Array("[1]\n[2]\n[3]".utf8), limits: limits)
    }
  }

  @Test func writesOneLineAValue() {
    #expect(JSONLines.encode([.record(["a": "x\ny"]), 2]) == "{\"a\":\"x\\ny\"}\n2\n")
    #expect(JSONLines.encode([]) == "")
  }
}
