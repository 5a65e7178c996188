import CommandModel
import Testing

@testable import Shell

/// The bytes of a script as its text.
@Suite struct ScriptBytesTests {
  @Test(arguments: [
    ([], ""), (Array("print é\n".utf8), "print é\n"),
    ([0xEF, 0xBB, 0xBF] + Array("print a".utf8), "print a"),
    (Array("a\u{FEFF}".utf8), "a\u{FEFF}"),
  ])
  func readsUTF8WithoutItsMark(bytes: [UInt8], text: String) throws {
    let source = try SourceText(script: bytes, name: "a.edsh")
    #expect(source.text == text)
    #expect(source.name == "a.edsh")
  }

  @Test(
    arguments: [
      ([0xE9], 1), (Array("a\nb é\nc".utf8) + [0xE9, 0x0A], 3),
      ([0xFF, 0xFE, 0x61, 0x00], 1),
    ] as [([UInt8], Int)])
  func saysWhereItIsNot(bytes: [UInt8], line: Int) {
    let problem = #expect(throws: Problem.self) {
      try SourceText(script: bytes, name: "a.edsh")
    }
    #expect(problem?.category == .usage)
    #expect(
      problem?.diagnostics.first?.message == "`a.edsh` is not UTF-8 text, line \(line)")
  }
}
