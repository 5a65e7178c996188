import CommandModel
import DemoServer
import Testing

/// The words of tests that change things.
extension Demo {
  /// Sends an object to a path below the sources of the main project.
  func post(_ path: String, _ json: String = "{}") async -> DemoResponse {
    await send("POST", "external_data_sources/" + path, json: json)
  }

  func patch(_ path: String, _ json: String) async -> DemoResponse {
    await send("PATCH", path, json: json)
  }

  /// Makes a source and returns its id.
  func create(_ json: String) async throws -> String {
    let answer = await post("", json)
    #expect(answer.status == 201, "\(String(decoding: answer.body, as: UTF8.self))")
    return try answer.value().text("id")
  }

  func source(id: String) async throws -> Value {
    try await get("external_data_sources/\(id)/")
  }

  func table(_ name: String, of source: Value) async throws -> String {
    try #require(source.tables.first { $0.value(at: "name") == .text(name) }).text("id")
  }

  func schema(_ id: String) async throws -> Value {
    try await get("external_data_schemas/\(id)/")
  }
}

/// Whether an answer has the status, and says the words where words are given.
func check(
  _ answer: DemoResponse, _ status: Int, _ words: String? = nil,
  _ location: SourceLocation = #_sourceLocation
) throws {
  #expect(
    answer.status == status, "\(String(decoding: answer.body, as: UTF8.self))",
    sourceLocation: location)
  guard let words else { return }
  #expect(try answer.words == words, sourceLocation: location)
}
