import CommandModel
import DemoServer
import Testing

/// Looking for tables.
struct RefreshTests {
  private func check(
    _ demo: Demo, _ prefix: String, added: Int, deleted: Int, seen: Int,
    _ location: SourceLocation = #_sourceLocation
  ) async throws {
    let id = try await demo.source(prefix).text("id")
    let answer = await demo.send("POST", "external_data_sources/\(id)/refresh_schemas/")
    let counts = ["added", "deleted", "total_tables_seen"]
    #expect(
      try counts.map { try answer.value().value(at: $0) }
        == [.integer(added), .integer(deleted), .integer(seen)], sourceLocation: location)
  }

  @Test func findsNewTablesOnce() async throws {
    let demo = Demo()
    try await check(demo, "b2b", added: 3, deleted: 0, seen: 8)
    try await check(demo, "b2b", added: 0, deleted: 0, seen: 8)
    let new = try await demo.source("b2b").tables.filter { $0.value(at: "status") == .null }
    #expect(new.map { $0.value(at: "should_sync") } == [false, false, false])
  }

  @Test func dropsTablesThatAreGone() async throws {
    try await check(Demo(), "infra", added: 0, deleted: 1, seen: 4)
  }

  @Test func saysWhyItCannotLook() async throws {
    let demo = Demo()
    let id = try await demo.source("legacy").text("id")
    let answer = await demo.send("POST", "external_data_sources/\(id)/refresh_schemas/")
    #expect(answer.status == 400)
    #expect(try answer.words?.hasPrefix("Could not connect to the source.") == true)
  }
}
