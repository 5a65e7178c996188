import CommandModel
import Testing

struct SourceTextTests {
  @Test(arguments: [
    ("abc", 0, 1, 1, "abc"), ("abc", 3, 1, 4, "abc"), ("abc", 99, 1, 4, "abc"),
    ("", 0, 1, 1, ""), ("a\nbc\nd", 2, 2, 1, "bc"), ("a\nbc\nd", 4, 2, 3, "bc"),
    ("a\nbc\nd", 5, 3, 1, "d"), ("a\n", 2, 2, 1, ""), ("é日b", 5, 1, 3, "é日b"),
    ("a\r\nb", 1, 1, 2, "a"), ("a\r\nb", 3, 2, 1, "b"),
  ])
  func locatesAnOffset(
    _ text: String, _ offset: Int, _ line: Int, _ column: Int, _ lineText: String
  ) {
    let location = SourceText(text).location(of: offset)
    #expect(location.line == line)
    #expect(location.column == column)
    #expect(location.lineText == lineText)
  }

  @Test func locatesEveryOffsetOfManyLines() {
    let lines = (0..<40).map { String(repeating: "a", count: $0 % 5) }
    let source = SourceText(lines.joined(separator: "\n"))
    var offset = 0
    for (index, line) in lines.enumerated() {
      for column in 0...line.count {
        let location = source.location(of: offset + column)
        #expect(location.line == index + 1)
        #expect(location.column == column + 1)
        #expect(location.lineText == line)
      }
      offset += line.count + 1
    }
  }

  @Test(arguments: [
    (0, "set a …     "), (13, "é …   b …  "), (26, "plain"), (32, "…    "), (38, "   c"),
  ])
  func hidesTheSecretsOfALine(_ offset: Int, _ shown: String) {
    var source = SourceText("set a secret\né xyz b xyz\nplain\nlong1\nxyzc")
    source.hidden = [
      SourceRange(6, 12), SourceRange(16, 19), SourceRange(22, 25), SourceRange(32, 41),
    ]
    #expect(source.location(of: offset).lineText == shown)
  }

  @Test(arguments: [(0, 2, "so"), (8, 12, "list"), (0, 99, "sources list"), (5, 3, "")])
  func cutsARange(_ lower: Int, _ upper: Int, _ text: String) {
    #expect(SourceText("sources list")[SourceRange(lower, upper)] == text)
  }

  @Test func joinsRanges() {
    #expect(SourceRange(2, 4).union(SourceRange(7, 9)) == SourceRange(2, 9))
  }
}
