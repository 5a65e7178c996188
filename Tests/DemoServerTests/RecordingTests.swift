import CommandModel
import DemoServer
import ShellWorld
import Testing
import ValueFormats

/// The same request to the demo and to the real server: same status, same headers that
/// matter, same shape.
struct RecordingTests {
  /// The keys of the recordings, by what their texts begin with.
  private static let keys = [
    DemoKey("phx_read000000000000000000000000000000000000", scopes: ["external_data_source:read"]),
    DemoKey("phx_write00000000000000000000000000000000000", scopes: ["external_data_source:write"]),
    DemoKey("phx_star000000000000000000000000000000000000", scopes: ["*"]),
    DemoKey("phx_empty00000000000000000000000000000000000", scopes: []),
    DemoKey("phx_onlybig000000000000000000000000000000000", scopes: ["*"], projects: [2]),
    DemoKey("phx_burst00000000000000000000000000000000000", scopes: ["external_data_source:read"]),
  ]

  @Test(arguments: try Recording.all())
  func answersLikeTheRecording(_ recording: Recording) async throws {
    let demo = Demo { options in
      options.keys += Self.keys
      if recording.note.contains("250") { options.sourceCount = 250 }
      // The recorded 429 was met with 18 s to go.
      if recording.status == 429 { options.limits = [RateLimit(0, per: .seconds(18))] }
    }
    let request = try await Translation.shared.value.request(of: recording)
    // What the recording calls "again" has come before.
    if recording.note == "again" { _ = await demo.service.answer(request) }
    let response = await demo.service.answer(request)

    #expect(response.status == recording.status)
    for name in ["Content-Type", "WWW-Authenticate", "Retry-After"] {
      let expected = recording.answerHeaders[name.lowercased()]
      #expect(response.headers[name] == expected, "\(name)")
    }
    #expect(response.headers["Date"] == "Fri, 01 May 2026 10:00:00 GMT")
    guard !recording.answer.isNull else {
      #expect(response.body.isEmpty)
      return
    }
    let differences = Shape(recording.answer).differences(of: try response.value())
    #expect(differences.filter { !Self.isKnown($0, recording) } == [])
  }

  /// What a source keeps of its form differs from type to type, and the account says
  /// only the part about who and where.
  private static func isKnown(_ difference: String, _ recording: Recording) -> Bool {
    difference.contains("job_inputs.")
      || recording.target == "/api/users/@me/" && difference.hasSuffix(": missing")
  }

  @Test func hasRecordingsOfEveryStatusItSpeaksOf() throws {
    let statuses = Set(try Recording.all().map(\.status))
    #expect(statuses == [200, 400, 401, 403, 404, 405, 406, 415, 429, 500])
  }
}

/// Names of the recorded world in those of the demo's, which are the same in every demo
/// of one seed.
private struct Translation {
  static let shared = Task { try await Translation(to: Demo()) }

  private let words: [(String, String)]

  private init(to demo: Demo) async throws {
    let failing = try await demo.source("eu")
    let table = try #require(failing.tables.first)
    words = [
      ("01a2074f-1e84-0000-389e-c8590f1c8369", try failing.text("id")),
      ("01a2074f-1edd-0000-4171-a8741b19b849", try table.text("id")),
      ("01a2074f-1f5f-0000-a28b-197721c4f0e1", try await demo.source("shop").text("id")),
      ("01a2074f-1f73-0000-c7fb-978959aee13f", try await demo.source("budget").text("id")),
      ("01a2074f-1f79-0000-47f7-83973c033a2d", try await demo.source("partners").text("id")),
      ("pg_", "shop"), ("Post%20pg", "Post%20sho"), ("/api/projects/2/", "/api/projects/1/"),
      ("/api/projects/4/", "/api/projects/1/"),
    ]
  }

  func request(of recording: Recording) -> DemoRequest {
    let parts = translate(recording.target).split(separator: "?", maxSplits: 1).map(String.init)
    var headers = recording.headers
    headers["host"] = "127.0.0.1:8010"
    return DemoRequest(
      method: recording.method, path: parts[0], query: parts.count > 1 ? parts[1] : "",
      headers: headers, body: Array(translate(recording.body).utf8))
  }

  private func translate(_ text: String) -> String {
    words.reduce(text) { text, word in text.replacing(word.0, with: word.1) }
  }
}
