import CommandModel
import Testing

@Suite struct SuggestionTests {
  private static let names = ["sources list", "sources reload", "schemas list", "where", "id"]

  @Test(arguments: [
    ("sources lst", "sources list"), ("Sources List", "sources list"), ("wehre", "where"),
    ("scemas-list", "schemas list"), ("sources relaod", "sources reload"), ("di", "id"),
    ("whee", "where"), ("xyz", nil), ("i", nil), ("", nil), ("z", nil), ("completely other", nil),
  ])
  func findsTheNearestName(_ typed: String, _ name: String?) {
    #expect(Suggestion.nearest(to: typed, among: Self.names) == name)
  }

  @Test func takesTheFirstOfEquals() {
    #expect(Suggestion.nearest(to: "cat", among: ["bat", "hat"]) == "bat")
    #expect(Suggestion.nearest(to: "hat", among: ["bat", "hat"]) == "hat")
  }

  @Test func leavesLongTextsAlone() {
    let text = String(repeating: "a", count: 5000)
    #expect(Suggestion.nearest(to: text, among: [text]) == nil)
  }
}
