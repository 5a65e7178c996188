import CommandModel
import TestSupport
import Testing

@testable import Rendering

/// Links to the pages of the web app.
@Suite struct LinkTests {
  private static let kinds: [KindName: Kind] = [
    "source": Kind(
      "source", noun: "sources", titleFields: ["prefix"], webPath: "pages/managed-{id}",
      fields: []),
    "table": Kind(
      "table", noun: "tables", fields: [], links: [.init(to: "source", by: "source.id")]),
  ]

  private func check(
    _ record: Record, as format: OutputFormat = .table, columns: [String]? = nil,
    project: String? = "7", expect: String, _ location: SourceLocation = #_sourceLocation
  ) {
    var style = Style.terminal(80)
    style.web = WebApp(address: "https://us.posthog.com", project: project)
    let text = DocumentWriter.text(
      of: [.record(record)], as: format, style: style, columns: columns,
      kinds: { LinkTests.kinds[$0] })
    expectText(
      text.replacing("\u{1B}]8;;", with: "⟨").replacing("\u{1B}\\", with: "⟩"), equals: expect,
      sourceLocation: location)
  }

  @Test func theIDAndTheNameLeadToThePage() {
    let page = "⟨https://us.posthog.com/project/7/pages/managed-a1⟩"
    check(
      Record([("id", "a1"), ("prefix", "eu"), ("status", "Failed")], kind: "source"),
      expect: """
        ID  PREFIX  STATUS
        \(page)a1⟨⟩  \(page)eu⟨⟩      Failed

        """)
    check(
      Record([("id", "a1"), ("rows", 5)], kind: "source"), as: .vertical,
      expect: "id    \(page)a1⟨⟩\nrows  5\n")
  }

  @Test func theIDOfAnotherThingLeadsToThat() {
    check(
      Record([("id", "t1"), ("source", .record(["id": "a1"]))], kind: "table"),
      columns: ["id", "source.id"],
      expect: """
        ID  SOURCE.ID
        t1  ⟨https://us.posthog.com/project/7/pages/managed-a1⟩a1⟨⟩

        """)
  }

  @Test func anIDFromAServerIsSpelledOut() {
    check(
      Record([("id", "a/1\u{1B}\\ü?")], kind: "source"),
      expect: """
        ID
        ⟨https://us.posthog.com/project/7/pages/managed-a%2F1%1B%5C%C3%BC%3F⟩a/1ü?⟨⟩

        """)
  }

  @Test func theRecordsOwnProjectCounts() {
    check(
      Record([("id", "a1"), ("project_id", 9)], kind: "source"), columns: ["id"],
      expect: "ID\n⟨https://us.posthog.com/project/9/pages/managed-a1⟩a1⟨⟩\n")
    check(Record([("id", "a1")], kind: "source"), project: nil, expect: "ID\na1\n")
  }

  @Test func whatHasNoPageHasNoLink() {
    check(Record([("id", "a1")]), expect: "ID\na1\n")
    check(Record([("id", nil), ("prefix", "")], kind: "source"), expect: "ID  PREFIX\n\n")
  }

  @Test func linksAreTakenOutAgain() {
    let style = Style(isTerminal: true, now: .noon)
    let text = "a " + style.linked("b", to: "https://c") + " d"
    #expect(DrawnText.withoutLinks(text) == "a b d")
  }
}
