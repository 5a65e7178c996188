import CommandModel
import DemoServer
import Testing

/// Pages, searches and the links between pages.
struct PagesTests {
  private static let base = "http://demo.test/api/projects/1/external_data_sources/"

  private func check(
    _ query: String, next: String?, previous: String?, count: Int,
    _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let page = try await Demo().get("external_data_sources/" + query)
    #expect(
      page.value(at: "next")?.textValue == next.map { Self.base + $0 }, sourceLocation: location)
    #expect(
      page.value(at: "previous")?.textValue == previous.map { Self.base + $0 },
      sourceLocation: location)
    #expect(page.value(at: "results")?.listValue?.count == count, sourceLocation: location)
  }

  @Test func linksToItsNeighbours() async throws {
    try await check("", next: nil, previous: nil, count: 40)
    try await check("?limit=15", next: "?limit=15&offset=15", previous: nil, count: 15)
    try await check(
      "?limit=15&offset=15", next: "?limit=15&offset=30", previous: "?limit=15", count: 15)
    try await check("?limit=15&offset=30", next: nil, previous: "?limit=15&offset=15", count: 10)
    try await check("?limit=3&offset=99", next: nil, previous: "?limit=3&offset=96", count: 0)
  }

  @Test func takesOddNumbersForTheDefault() async throws {
    for query in ["?limit=0", "?limit=-3", "?limit=many", "?offset=-5"] {
      try await check(query, next: nil, previous: nil, count: 40)
    }
  }

  @Test func keepsTheOtherParametersInItsLinks() async throws {
    try await check(
      "?search=str%C3%AF%20x&limit=1&offset=1", next: nil, previous: "?limit=1&search=str%C3%AF+x",
      count: 0)
    try await check(
      "?search=STRIPE&limit=3", next: "?limit=3&offset=3&search=STRIPE", previous: nil, count: 3)
  }

  @Test(arguments: [
    ("stripe", 4), ("STRIPE eu", 1), ("stripe,us", 1), ("postgres hub", 0), ("sandbox", 2),
    ("", 40),
  ])
  func searchesForAllWords(_ words: String, _ count: Int) async throws {
    let query = "?search=" + words.replacing(" ", with: "%20")
    try await check(query, next: nil, previous: nil, count: count)
  }

  @Test func searchesTablesByName() async throws {
    let page = try await Demo().get("external_data_schemas/?search=BalanceTransaction")
    #expect(page.value(at: "count") == 4)
    let all = try await Demo().get("external_data_schemas/?limit=1")
    let tables = try await Demo().sources().flatMap(\.tables)
    #expect(all.value(at: "count") == .integer(tables.count))
  }

  @Test func saysWhoseATableIs() async throws {
    let demo = Demo()
    let source = try await demo.source("eu")
    let table = try await demo.get("external_data_schemas/\(source.tables[0].text("id"))/")
    #expect(table.value(at: "source.id") == source.value(at: "id"))
  }
}
