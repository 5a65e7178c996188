import Testing

@testable import LineEditing

@Suite struct LineViewTests {
  private func check(
    _ text: String, cursor: Int? = nil, width: Int, height: Int = 24, hint: String = "",
    expect rows: [String], _ row: Int, _ column: Int,
    at location: SourceLocation = #_sourceLocation
  ) {
    var view = LineView()
    (view.prompt, view.text, view.hint) = ("> ", text, hint)
    view.cursor = cursor ?? text.utf8.count
    view.gutters = [". "]
    let frame = view.frame(width: width, height: height)
    #expect(frame.rows.map(\.text) == rows, sourceLocation: location)
    #expect(frame.cursor == ScreenPosition(row: row, column: column), sourceLocation: location)
  }

  @Test func wrapsWhereTheScreenEnds() {
    check("abc", width: 10, expect: ["> abc"], 0, 5)
    check("abcdefgh", width: 10, expect: ["> abcdefgh", ""], 1, 0)
    check("abcdefghi", width: 10, expect: ["> abcdefgh", "i"], 1, 1)
    check("a日本語語", width: 10, expect: ["> a日本語", "語"], 1, 2)
    check("a日本語語", cursor: 10, width: 10, expect: ["> a日本語", "語"], 1, 0)
  }

  @Test func startsEachRowWithItsGutter() {
    check("a\nb", width: 10, expect: ["> a", ". b"], 1, 3)
    check("a\nb", cursor: 1, width: 10, expect: ["> a", ". b"], 0, 3)
    check("abcdefgh\nb", width: 10, expect: ["> abcdefgh", "", ". b"], 2, 3)
  }

  @Test func keepsMarksWithTheirLetters() {
    check("e\u{301}x", width: 10, expect: ["> e\u{301}x"], 0, 4)
    check("abcdefge\u{301}", width: 10, expect: ["> abcdefge\u{301}", ""], 1, 0)
  }

  @Test func showsControlsAsWhatTheyAre() {
    check("a\u{1}\u{1B}\u{9B}\tb", width: 30, expect: ["> a^A^[\u{FFFD}        b"], 0, 17)
  }

  @Test func showsTheHintBehindTheCursor() {
    check("ab", width: 10, hint: "cdefghijkl", expect: ["> abcdefgh", "ijkl"], 0, 4)
  }

  @Test func showsThePartAroundTheCursorOfWhatIsTooHigh() {
    let text = "a\nb\nc\nd"
    check(text, width: 10, height: 2, expect: [". c", ". d"], 1, 3)
    check(text, cursor: 0, width: 10, height: 2, expect: ["> a", ". b"], 0, 2)
  }

  @Test func standsTheSmallestWindows() {
    check("ab", width: 1, expect: [">", " ", "a", "b", ""], 4, 0)
    check("日", width: 1, expect: [">", " ", "?", ""], 3, 0)
    check("a\nb", width: 10, height: 0, expect: [". b"], 0, 3)
    check("a\nb", width: 10, height: 1, expect: [". b"], 0, 3)
  }

  @Test func colorsPartsOfTheText() {
    var view = LineView()
    (view.text, view.highlights) = ("aébc", [Highlight(1..<4, rendition: "32")])
    let cells = view.frame(width: 10, height: 2).rows[0].cells
    #expect(cells.map(\.rendition) == ["", "32", "32", ""])
  }
}

@Suite struct FrameTests {
  @Test(arguments: [(10, 2), (20, 2), (5, 4), (3, 8), (1, 22)])
  func countsRowsThatAreWrappedButNotJoined(width: Int, above: Int) {
    var view = LineView()
    view.text = "0123456789" + "0123456789" + "01"
    view.cursor = 22
    #expect(view.frame(width: 10, height: 9).rowsAboveCursor(inWidth: width) == above)
  }
}

@Suite struct DisplayTests {
  private func frame(_ text: String) -> Frame {
    var view = LineView()
    (view.text, view.cursor) = (text, text.utf8.count)
    return view.frame(width: 10, height: 9)
  }

  @Test(arguments: [
    ("", "abc", "abc"), ("abc", "abcd", "d"), ("abcd", "abc", "\r\u{1B}[3C\u{1B}[K"),
    ("abcd", "abXd", "\r\u{1B}[2CXd"), ("日本", "日x", "\r\u{1B}[2Cx\u{1B}[K"),
    ("a\nb", "a", "\r\u{1B}[K\u{1B}[1A\r\u{1B}[1C"),
    ("012345678", "0123456789", "9\n"),
  ])
  func writesWhatChangedOnly(before: String, after: String, written: String) {
    var display = Display()
    _ = display.show(frame(before))
    #expect(display.show(frame(after)) == written)
    #expect(display.show(frame(after)) == "")
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

@Suite struct StyledTextTests {
  @Test(arguments: [
    ("plain> ", [StyledText.Part.text("plain> ")]),
    ("\u{1B}[1mx\u{1B}[m> ", [.rendition("1"), .text("x"), .rendition("0"), .text("> ")]),
    ("a\u{1B}[2Kb\u{1B}]", [.text("a"), .text("b")]),
  ])
  func takesColoursApart(text: String, parts: [StyledText.Part]) {
    #expect(StyledText(text).parts == parts)
  }
}
