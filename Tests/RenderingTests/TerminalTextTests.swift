import Rendering
import Testing

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("é世👩‍👩‍👧", "é世👩‍👩‍👧"), ("a\nb\r\nc\rd\te", "a b c d e"),
    ("\u{1B}[1;31mred\u{1B}[0m", "red"), ("\u{1B}]0;title\u{7}x", "x"),
    ("\u{1B}]8;;http://x\u{1B}\\link\u{1B}]8;;\u{1B}\\", "link"), ("\u{1B}Pq#0\u{1B}\\x", "x"),
    ("\u{1B}(Bx", "x"), ("\u{1B}cx", "x"), ("\u{9B}2Jx", "x"), ("\u{9D}0;t\u{9C}x", "x"),
    ("a\u{0}\u{7}\u{8}b\u{7F}c\u{9A}d", "abcd"), ("\u{202E}abc\u{2066}\u{200F}", "abc"),
    ("\u{1B}", ""), ("\u{1B}[", "["), ("\u{1B}]never closed", "]never closed"),
    ("\u{1B}[31\u{1B}[32mx", "[31x"), ("a\u{2028}b\u{85}c", "a b c"),
  ])
  func keepsOnlyWhatIsShown(_ text: String, _ expected: String) {
    #expect(TerminalText.sanitize(text) == expected)
  }

  @Test func keepsLinesWhereTheyAreWanted() {
    #expect(TerminalText.sanitizeKeepingLines("a\r\nb\u{1B}[2K\nc\rd") == "a\nb\nc\nd")
  }
}
