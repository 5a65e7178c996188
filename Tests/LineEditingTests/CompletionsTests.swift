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

@Suite struct CandidateListTests {
  private func check(
    _ candidates: [Completions.Candidate], width: Int, rowsMax: Int = 10, expect rows: [String],
    at location: SourceLocation = #_sourceLocation
  ) {
    let list = CandidateList(candidates, width: width, rowsMax: rowsMax)
    #expect(list.rows == rows, sourceLocation: location)
  }

  private let letters = ["a", "bb", "c", "d", "e"].map { Completions.Candidate($0) }

  @Test func runsDownTheColumns() {
    check(letters, width: 11, expect: ["a   c   e", "bb  d"])
    check(letters, width: 3, expect: ["a", "bb", "c", "d", "e"])
  }

  @Test func countsWhatIsLeftOut() {
    check(letters, width: 7, rowsMax: 2, expect: ["a   c", "bb  d", "… and 1 more"])
  }

  @Test func showsSummariesBesideTheirNames() {
    check(
      [.init("get", summary: "One source."), .init("日本", summary: "Wide."), .init("x")], width: 14,
      expect: ["get   One sou…", "日本  Wide.", "x"].map { $0.clipped(toCells: 13) })
  }

  @Test func showsNothingThatATerminalObeys() {
    check([.init("a\u{1B}[31mb", summary: "c\nd\u{9B}")], width: 40, expect: ["a[31mb  cd"])
  }
}
