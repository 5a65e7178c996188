import CommandModel
import Testing
import ValueFormats

@Suite struct FileFormatTests {
  @Test(
    arguments: [
      ("a.json", .json), ("dir.d/b.JSONL", .jsonl), ("c.ndjson", .jsonl), ("d.yaml", .yaml),
      ("e.yml", .yaml),
      ("f.csv", .csv), ("g.tsv", .tsv), ("h.txt", nil), ("json", nil), ("a.json/b", nil), ("", nil),
    ] as [(String, FileFormat?)])
  func isNamedByTheEndingOfAPath(_ path: String, _ expected: FileFormat?) {
    #expect(FileFormat(ofPath: path) == expected)
  }

  @Test func tellsAPersonWhatIsWrong() {
    let error = #expect(throws: FormatError.self) {
      try FileFormat.jsonl.decode(Array("1\n{".utf8))
    }
    let diagnostic = error?.diagnostic(about: "ids.jsonl")
    #expect(diagnostic?.code == "bad-jsonl")
    #expect(
      diagnostic?.message == "ids.jsonl is not valid JSON Lines: line 2, column 2: "
        + "expected a field name in quotes, found the end")
  }
}
