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
}
