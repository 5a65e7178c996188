import TestSupport
import Testing

@testable import Rendering

/// How wide texts are on a screen, and how they are cut.
@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("plain", 5), ("é", 1), ("e\u{301}", 1), ("a\u{308}\u{323}", 1),
    // Wide: Chinese, Japanese, Korean, full width.
    ("世界", 4), ("カタカナ", 8), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("ＡＢ", 4),
    ("。", 2), ("〜", 2), ("ｶﾅ", 2),
    // Emoji: alone, with a skin, joined, a flag, a key, with and without its colour.
    ("😀", 2), ("👍🏽", 2), ("👩‍👩‍👧", 2), ("🏳️‍🌈", 2), ("🇩🇪", 2), ("🇩🇪🇫🇷", 4), ("1️⃣", 2), ("❤️", 2), ("❤", 1),
    ("©", 1),
    ("⌚", 2), ("✅", 2),
    // Scripts whose letters join: each letter has its column.
    ("नमस्ते", 4), ("กำ", 2), ("שָׁלוֹם", 4), ("العربية", 7),
    // Nothing to be seen, and a hyphen that is.
    ("\u{200B}", 0), ("\u{FEFF}a", 1), ("a\u{200D}", 1), ("co\u{AD}op", 5), ("…", 1),
  ])
  func measuresWhatIsSeen(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test(arguments: [
    ("世界世界", 8, "世界世界"), ("世界世界", 7, "世界世…"), ("世界世界", 6, "世界…"), ("世界", 3, "世…"),
    ("世界", 2, "…"), ("世界", 1, "…"), ("世界", 0, ""), ("a👩‍👩‍👧b", 3, "a…"), ("a👩‍👩‍👧bc", 4, "a👩‍👩‍👧…"),
    ("🇩🇪🇫🇷", 3, "🇩🇪…"), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("abc", 3, "abc"),
  ])
  func cutsBetweenCharacters(_ text: String, _ width: Int, _ expected: String) {
    let cut = DisplayWidth.cut(text, to: width)
    #expect(cut == expected)
    #expect(DisplayWidth.of(cut) <= width)
  }

  @Test(arguments: [("世界世界", 5, "…世界"), ("世界世界", 4, "…界"), ("a👍🏽b", 3, "…b")])
  func cutsTheStartTheSameWay(_ text: String, _ width: Int, _ expected: String) {
    #expect(DisplayWidth.cutStart(text, to: width) == expected)
  }

  @Test(arguments: [
    ("a\nb\n", 10, 2, true), ("a\nb\nc\n", 10, 2, false), ("aaaaa\n", 4, 1, false),
    ("aaaaa\n", 4, 2, true), ("世界世\n", 5, 1, false), ("\n\n", 5, 2, true), ("", 5, 0, true),
    ("\u{1B}[1mabcd\u{1B}[0m\n", 4, 1, true),
    ("\u{1B}]8;;https://example.com\u{1B}\\abcd\u{1B}]8;;\u{1B}\\\n", 4, 1, true),
  ])
  func knowsWhatAScreenHolds(_ text: String, _ width: Int, _ height: Int, _ fits: Bool) {
    #expect(DrawnText.fits(text, width: width, height: height) == fits)
  }
}
