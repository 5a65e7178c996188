import CommandModel
import SourcesClient
import Testing

@Suite struct RequestBuilderTests {
  @Test(
    arguments: [
      ("sources list", [:], "GET /api/projects/7/external_data_sources/"),
      (
        "sources list", ["search": "a b+c&d=é"],
        "GET /api/projects/7/external_data_sources/?search=a%20b%2Bc%26d%3D%C3%A9"
      ),
      (
        "sources get", ["id": .text(sourceID)],
        "GET /api/projects/7/external_data_sources/\(sourceID)/"
      ),
      (
        "sources jobs",
        [
          "id": .text(sourceID), "after": .time(.init(secondsSince1970: 0)),
          "schemas": ["a,b", "c"],
        ],
        "GET /api/projects/7/external_data_sources/\(sourceID)/jobs/"
          + "?after=1970-01-01T00%3A00%3A00Z&schemas=a%2Cb&schemas=c"
      ),
      (
        "sources reload", ["id": .text(sourceID), "parallel": 4, "yes": true],
        "POST /api/projects/7/external_data_sources/\(sourceID)/reload/"
      ),
      (
        "sources wizard", ["source_type": ["Stripe", "Postgres"]],
        "GET /api/projects/7/external_data_sources/wizard/?source_type=Stripe%2CPostgres"
      ),
      (
        "sources source-prefix", ["source_type": "Stripe", "prefix": "eu"],
        "POST /api/projects/7/external_data_sources/source_prefix/ "
          + #"{"source_type":"Stripe","prefix":"eu"}"#
      ),
      (
        "sources database-schema", ["source_type": "Postgres", "host": "db", "port": 5432],
        "POST /api/projects/7/external_data_sources/database_schema/ "
          + #"{"source_type":"Postgres","host":"db","port":5432}"#
      ),
      (
        "sources revenue-analytics-config", ["id": .text(sourceID), "enabled": false],
        "PATCH /api/projects/7/external_data_sources/\(sourceID)/revenue_analytics_config/ "
          + #"{"enabled":false}"#
      ),
      ("projects list", [:], "GET /api/projects/"),
      ("whoami", [:], "GET /api/users/@me/"),
    ] as [(String, Record, String)])
  func makesRequests(of name: String, _ arguments: Record, _ expected: String) throws {
    try check(name, arguments, expect: expected)
  }

  @Test(
    arguments: [
      ("sources get", [:], "`id` is missing"),
      (
        "sources get", ["id": "../../users/@me"],
        "`id` is not an id: `../../users/@me`; an id is a UUID"
      ),
      ("sources get", ["id": "a#b"], "`id` is not an id: `a#b`; an id is a UUID"),
      ("sources get", ["id": "%2e%2e"], "`id` is not an id: `%2e%2e`; an id is a UUID"),
      ("sources reload", ["id": "x\n\u{1B}[2Jy"], "`id` is not an id: `x [2Jy`; an id is a UUID"),
      ("sources get", ["id": ["a"]], "`id` cannot be a list or a record"),
      ("sources list", ["search": .record(["a": 1])], "`search` cannot be a list or a record"),
      ("sources source-prefix", ["prefix": "x"], "`source_type` is missing"),
    ] as [(String, Record, String)])
  func refusesArguments(of name: String, _ arguments: Record, _ expected: String) throws {
    try check(name, arguments, expect: expected)
  }

  @Test(
    arguments: [
      (nil, "no project is set; `projects list` shows them, `set project_id` chooses one"),
      ("7/../8", "`7/../8` is not a project; it is a number"),
      ("@current", "GET /api/projects/@current/external_data_sources/"),
    ] as [(String?, String)])
  func checksTheProject(_ project: String?, _ expected: String) throws {
    try check("sources list", [:], project: project, expect: expected)
  }

  @Test func asksForAPage() throws {
    let list = try operation("sources list")
    let first = Invocation(list, page: .init(limit: 100, offset: 0))
    let third = Invocation(list, arguments: ["search": "x"], page: .init(limit: 5, offset: 200))
    #expect(try RequestBuilder.request(for: first, project: "1").query == "limit=100")
    #expect(
      try RequestBuilder.request(for: third, project: "1").query == "search=x&limit=5&offset=200")
  }

  @Test func givesLiveOperationsMoreTime() throws {
    let live = Invocation(
      try operation("sources refresh-schemas"), arguments: ["id": .text(sourceID)])
    let plain = Invocation(try operation("sources reload"), arguments: ["id": .text(sourceID)])
    #expect(
      try RequestBuilder.request(for: live, project: "1").timeLimits.firstByte == .seconds(130))
    #expect(
      try RequestBuilder.request(for: plain, project: "1").timeLimits.firstByte == .seconds(30))
  }

  @Test func makesABodyWithoutSecrets() throws {
    let invocation = Invocation(
      try operation("sources database-schema"),
      arguments: ["source_type": "Postgres", "password": "canary"])
    let redacted = Invocation(invocation.operation, arguments: invocation.redactedArguments)
    #expect(RequestBuilder.body(of: redacted) == ["source_type": "Postgres", "password": "…"])
  }

  private func check(
    _ name: String, _ arguments: Record, project: String? = "7", expect expected: String
  ) throws {
    let invocation = Invocation(try operation(name), arguments: arguments)
    let text: String
    do throws(RequestError) {
      let request = try RequestBuilder.request(for: invocation, project: project)
      let body = request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
      text = "\(request.method.rawValue) \(request.target)\(body)"
    } catch {
      text = error.message
    }
    #expect(text == expected)
  }
}

@Suite struct UUIDTextTests {
  @Test(arguments: [
    (sourceID, true), ("01A2074F-1E84-0000-389E-C8590F1C8369", true), ("", false),
    ("01a2074f-1e84-0000-389e-c8590f1c836", false), ("01a2074f-1e84-0000-389e-c8590f1c836g", false),
    ("01a2074f11e84-0000-389e-c8590f1c8369", false),
  ])
  func tellsIDs(_ text: String, _ isValid: Bool) {
    #expect(UUIDText.isValid(text) == isValid)
  }
}
