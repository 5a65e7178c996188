import Testing

@testable import LineEditing

@Suite struct CompletionsTests {
  @Test(arguments: [
    ("so", 0..<2, ["sources"], Completions.Step.insert("sources ")),
    ("so x", 0..<2, ["sources"], .insert("sources")),
    ("s", 0..<1, ["sources", "sourcery"], .insert("source")),
    ("source", 0..<6, ["sources", "sourcery"], .list),
    ("source", 0..<6, ["Source", "source"], .list),
    ("é ma", 3..<5, ["maß", "maßstab"], .insert("maß")),
    ("x", 0..<1, [], .beep),
  ])
  func tabGoesOnAsFarAsIsSure(
    text: String, range: Range<Int>, candidates: [String], step: Completions.Step
  ) {
    let completions = Completions(replacing: range, with: candidates.map { .init($0) })
    #expect(completions.step(in: text) == step)
  }
}

@Suite struct CandidateMenuTests {
  private func check(
    _ candidates: [Completions.Candidate], chosen: Int? = nil, width: Int, rowsMax: Int = 10,
    expect rows: [String], at location: SourceLocation = #_sourceLocation
  ) {
    let menu = CandidateMenu(candidates, width: width, rowsMax: rowsMax)
    let page = menu.rows(chosen: chosen)
    #expect(page.map(\.text) == rows, sourceLocation: location)
    #expect(page.allSatisfy { $0.width < width }, sourceLocation: location)
  }

  private let letters = ["a", "bb", "c", "d", "e"].map { Completions.Candidate($0) }

  @Test func runsDownTheColumns() {
    check(letters, width: 11, expect: ["a   c   e", "bb  d"])
    check(letters, width: 3, expect: ["a", "bb", "c", "d", "e"])
  }

  @Test func showsThePageThatHoldsWhatIsChosen() {
    check(letters, width: 9, rowsMax: 2, expect: ["a   c", "bb  d", "1–4 of 5"])
    check(letters, chosen: 3, width: 9, rowsMax: 2, expect: ["a   c", "bb  d", "1–4 of 5"])
    check(letters, chosen: 4, width: 9, rowsMax: 2, expect: ["e", "5–5 of 5"])
  }

  @Test func showsSummariesBesideTheirNames() {
    let candidates: [Completions.Candidate] = [
      .init("get", summary: "One source."), .init("日本", summary: "Wide."), .init("x"),
    ]
    check(candidates, width: 14, expect: ["get   One so…", "日本  Wide.", "x"])
    check(candidates, width: 40, expect: ["get   One source.  x", "日本  Wide."])
  }

  @Test func showsNothingThatATerminalObeys() {
    check([.init("a\u{1B}[31mb", summary: "c\nd\u{9B}")], width: 40, expect: ["a[31mb  cd"])
  }

  @Test func marksWhatIsChosenAlsoWithoutColours() {
    let menu = CandidateMenu(letters, width: 40, rowsMax: 5, isColored: false)
    let marked = menu.rows(chosen: 1)[0].cells.filter { !$0.rendition.isEmpty }
    #expect(marked.map(\.text) == ["b", "b"])
    #expect(Set(marked.map(\.rendition)) == ["7"])
  }
}
