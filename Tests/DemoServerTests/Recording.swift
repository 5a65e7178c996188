import CommandModel
import DemoServer
import Glibc
import TestSupport
import Testing
import ValueFormats

/// One exchange with a real PostHog server: what was asked and what it said.
struct Recording: CustomTestStringConvertible {
  let number: Int
  let note: String
  let method: String
  let target: String
  let headers: [String: String]
  let body: String
  let status: Int
  let answerHeaders: [String: String]
  let answer: Value

  init(_ value: Value) throws {
    number = try #require(value.value(at: "number")?.integerValue)
    note = value.value(at: "note")?.textValue ?? ""
    method = try value.text("request.method")
    target = try value.text("request.target")
    headers = Recording.headers(value.value(at: "request.headers"))
    body = value.value(at: "request.body")?.textValue ?? ""
    status = try #require(value.value(at: "response.status")?.integerValue)
    answerHeaders = Recording.headers(value.value(at: "response.headers"))
    answer = try #require(value.value(at: "response.body"))
  }

  var testDescription: String { "\(number) \(method) \(note)" }

  private static func headers(_ value: Value?) -> [String: String] {
    let fields = value?.recordValue?.fields ?? []
    return Dictionary(
      uniqueKeysWithValues: fields.map { ($0.name.lowercased(), $0.value.textValue ?? "") })
  }

  /// The recordings that the demo answers too, one a line; long texts and lists are cut.
  static func all() throws -> [Recording] {
    let text = try contents(of: "\(repositoryRoot)/Tests/DemoServerTests/Fixtures/exchanges.jsonl")
    return try text.split(separator: UInt8(ascii: "\n")).map { line in
      try Recording(JSON.decode(Array(line)))
    }
  }

  /// What has to come before, because the recorded server had seen it too.
  func earlier() throws -> [Recording] {
    if note.contains("again") { return [self] }
    let numbers = Recording.predecessors[number] ?? []
    return try Recording.all().filter { numbers.contains($0.number) }
  }

  /// Settings are listed after they were stored.
  private static let predecessors = [325: [323]]

  private static func contents(of path: String) throws -> [UInt8] {
    let file = try #require(fopen(path, "r"), "cannot open \(path)")
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
      bytes += chunk.prefix(count)
    }
    return bytes
  }
}
