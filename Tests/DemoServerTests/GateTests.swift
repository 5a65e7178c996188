import CommandModel
import DemoServer
import TestSupport
import Testing

/// Keys, projects and limits.
struct GateTests {
  private static let list = "external_data_sources/?limit=1"

  @Test func refusesRequest481OfAMinute() async throws {
    let demo = Demo { $0.limits = RateLimit.standard }
    for _ in 1...480 { #expect(await demo.send("GET", Self.list).status == 200) }
    demo.clock.advance(by: .milliseconds(20_500))
    let refused = await demo.send("GET", Self.list)
    #expect(refused.status == 429)
    #expect(refused.headers["Retry-After"] == "40")
    #expect(
      try refused.words == "Request was throttled. Expected available in 40 seconds.")
    #expect(await demo.send("GET", Self.list, key: .readOnly).status == 200)
    demo.clock.advance(by: .milliseconds(39_499))
    #expect(await demo.send("GET", Self.list).status == 429)
    demo.clock.advance(by: .milliseconds(1))
    #expect(await demo.send("GET", Self.list).status == 200)
  }

  @Test func countsWhatAnotherWindowRefuses() async throws {
    let demo = Demo {
      $0.limits = [RateLimit(1, per: .seconds(1)), RateLimit(3, per: .seconds(60))]
    }
    var statuses: [Int] = []
    for _ in 1...3 { statuses.append(await demo.send("GET", Self.list).status) }
    demo.clock.advance(by: .seconds(1))
    let refused = await demo.send("GET", Self.list)
    #expect(statuses == [200, 429, 429])
    #expect(refused.status == 429)
    #expect(refused.headers["Retry-After"] == "59")
  }

  @Test func doesNotCountWhatItForbids() async throws {
    let demo = Demo { $0.limits = [RateLimit(1, per: .seconds(60))] }
    for _ in 1...3 {
      let answer = await demo.send("POST", "external_data_sources/x/reload/", key: .readOnly)
      #expect(answer.status == 403)
    }
    #expect(await demo.send("GET", Self.list, key: .readOnly).status == 200)
  }

  @Test(arguments: [
    (DemoKey.readOnly, "external_data_sources/", 200, nil as String?),
    (.readOnly, "/api/projects/", 403, "API key missing required scope 'project:read'"),
    (.readOnly, "/api/users/@me/", 403, "API key missing required scope 'user:read'"),
    (
      .otherProject, "external_data_sources/", 403,
      "API key does not have access to the requested project: ID 1."
    ),
    (.otherProject, "/api/projects/2/external_data_sources/", 200, nil),
    (.otherProject, "/api/users/@me/", 200, nil),
    (
      .otherProject, "/api/projects/", 403,
      "API keys with scoped projects are only supported on project-based endpoints."
    ),
    (.full, "/api/projects/", 200, nil),
    (.full, "/api/projects/@current/external_data_sources/", 200, nil),
    (.full, "/api/projects/77/external_data_sources/", 404, "Project not found."),
    (.full, "/api/nothing/", 404, "Endpoint not found."),
  ])
  func letsIn(_ key: DemoKey, _ target: String, _ status: Int, _ words: String?) async throws {
    let answer = await Demo().send("GET", target, key: key)
    #expect(answer.status == status)
    #expect(try answer.words == words)
  }
}
