import CommandModel
import DemoServer
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
      options.age = .july2026
      if recording.note.contains("250") { options.sourceCount = 250 }
      // The recorded 429 was met with 18 s to go.
      if recording.status == 429 { options.limits = [RateLimit(0, per: .seconds(18))] }
      options.pausesOneTable = recording.note.lowercased().contains("paused")
    }
    let translation = try await Translation.shared.value
    let request = translation.request(of: recording)
    for earlier in try recording.earlier() {
      _ = await demo.service.answer(translation.request(of: earlier))
    }
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
    #expect(statuses == [200, 201, 204, 400, 401, 403, 404, 405, 406, 415, 429, 500])
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
    let shop = try await demo.source("shop")
    let orders = try #require(shop.tables.first { $0.value(at: "name") == "public.orders" })
    let help = try await demo.source("help")
    let busy = try await demo.source("analytics").tables.first {
      $0.value(at: "status") == "Running"
    }
    let unset = try await demo.source("infra").tables.first { $0.value(at: "sync_type") == .null }
    let first = try #require(try await demo.sources().first)
    let limited = try await demo.source("finance")
    words = [
      ("01a20752-d89c-0000-324f-bf0aa0d15313", try shop.text("id")),
      ("01a20754-c8c6-0000-e7eb-1428d962a8f0", try shop.text("id")),
      ("01a20754-c80d-0000-1e9c-23b45acf8313", try failing.text("id")),
      ("01a20754-c8cf-0000-7f89-d2bc1487a9dd", try orders.text("id")),
      ("01a2074f-1f68-0000-da65-4ca45865ab5e", try orders.text("id")),
      ("01a20754-c97b-0000-aaf0-ddc43f2d05e6", try shop.tables[1].text("id")),
      ("01a2074f-1ee3-0000-fc80-8eee7191e5f9", try #require(unset).text("id")),
      ("01a2074f-1ee0-0000-a1aa-fb0dae3d9d47", try #require(busy).text("id")),
      ("01a2074f-1fd4-0000-4e3c-eecdb0490cca", try help.tables[0].text("id")),
      ("01a2074f-1fcd-0000-c2c7-bfb2fcebaaed", try help.text("id")),
      ("01a2074f-1f84-0000-4793-f1788514af04", try limited.text("id")),
      ("01a2074f-28e3-0000-7cf3-2f855679a7af", try first.text("id")),
      // The demo's tables have the name of their schema before their own.
      ("\"orders\"", "\"public.orders\""), ("\"customers\"", "\"public.customers\""),
      // The recorded database lets everybody in.
      ("\"wrong\"", "\"posthog\""), ("/api/projects/3/", "/api/projects/1/"),
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
