import Testing

@testable import LineEditing

@Suite struct DrawnRowsTests {
  @Test(arguments: [
    ("", [0]), ("abc", [3]), ("0123456789", [10, 0]), ("0123456789a", [10, 1]), ("a\nbc", [1, 2]),
    ("日本語日本", [10, 0]), ("a日本語日本", [9, 2]), ("\t", [8]), ("\t\t", [10, 0]), ("\u{1}", [2]),
    ("e\u{301}", [1]),
  ])
  func countAsLibeditDraws(text: String, cells: [Int]) {
    #expect(DrawnRows(text, width: 10).cells == cells)
  }

  @Test(arguments: [(10, 2), (20, 2), (5, 4), (3, 8), (1, 22)])
  func areWrappedButNotJoined(width: Int, above: Int) {
    let rows = DrawnRows("0123456789" + "0123456789" + "01", width: 10)
    #expect(rows.above(inWidth: width) == above)
  }
}

@Suite struct CellsTests {
  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
    ("abc", 1, "…"), ("abc", 0, ""),
  ])
  func clipsByCells(text: String, limit: Int, clipped: String) {
    #expect(text.clipped(toCells: limit) == clipped)
  }

  @Test func stripsControls() {
    #expect("a\u{1B}b\u{7F}c\u{9B}d".withoutControls == "abcd")
  }
}

@Suite struct PromptTests {
  @Test(arguments: [
    ("plain> ", "plain> ", "plain> "),
    ("\u{1B}[1mx\u{1B}[0m> ", "x> ", "\u{1}\u{1B}[1m\u{1}x\u{1}\u{1B}[0m\u{1}> "),
    ("\u{1B}[1mx> \u{1B}[0m", "x> ", "\u{1}\u{1B}[1m\u{1}x>\u{1}\u{1B}[0m\u{1} "),
  ])
  func marksSequencesAndNeverEndsWithOne(text: String, visible: String, marked: String) {
    let prompt = Prompt(text)
    #expect(prompt.visible == visible)
    #expect(prompt.marked == marked)
  }
}
