import CommandModel
import DemoServer
import TestSupport
import Testing
import ValueFormats

/// A demo server in virtual time, with the words these tests need.
struct Demo {
  let service: DemoService
  let clock = VirtualTimekeeper()

  init(_ operations: [Operation] = demoOperations, _ change: (inout DemoOptions) -> Void = { _ in })
  {
    var options = DemoOptions()
    options.limits = []
    change(&options)
    service = DemoService(operations: operations, timekeeper: clock, options: options)
  }

  /// Sends to a path below the main project, or to one that begins with `/`.
  func send(
    _ method: String, _ target: String, key: DemoKey = .full, json: String? = nil
  ) async -> DemoResponse {
    let whole = target.hasPrefix("/") ? target : "/api/projects/1/" + target
    let parts = whole.split(separator: "?", maxSplits: 1).map(String.init)
    var headers = ["Authorization": "Bearer \(key.text)", "Host": "demo.test"]
    if json != nil { headers["Content-Type"] = "application/json" }
    return await service.answer(
      DemoRequest(
        method: method, path: parts[0], query: parts.count > 1 ? parts[1] : "", headers: headers,
        body: Array((json ?? "").utf8)))
  }

  func get(_ target: String) async throws -> Value { try await send("GET", target).value() }

  /// All sources of the main project.
  func sources() async throws -> [Value] {
    try await #require(get("external_data_sources/").value(at: "results")?.listValue)
  }

  /// The one source with this prefix; the prefixes of the cast are unique, but `sandbox`.
  func source(_ prefix: String) async throws -> Value {
    // A search, because writing and reading all forty takes longer than most tests.
    let page = try await get("external_data_sources/?search=\(prefix)")
    let found = page.value(at: "results")?.listValue ?? []
    return try #require(found.first { $0.value(at: "prefix") == .text(prefix) })
  }

  func jobs(of source: Value, _ query: String = "") async throws -> [Value] {
    let id = try source.text("id")
    return try await #require(get("external_data_sources/\(id)/jobs/\(query)").listValue)
  }

  @discardableResult
  func reload(_ source: Value) async throws -> DemoResponse {
    await send("POST", "external_data_sources/\(try source.text("id"))/reload/")
  }
}

extension DemoResponse {
  func value() throws -> Value { try JSON.decode(body) }

  /// The server's words in whichever of its shapes they came.
  var words: String? {
    get throws {
      let value = try value()
      return ["detail", "message"].lazy.compactMap { value.value(at: $0)?.textValue }.first
    }
  }
}

extension Value {
  func text(_ path: String) throws -> String { try #require(value(at: path)?.textValue) }

  var tables: [Value] { value(at: "schemas")?.listValue ?? [] }
}
