import CommandModel
import SourcesClient
import Testing

@Suite struct ResponseReaderTests {
  /// Number of the recording, the operation asked for, and what it comes to.
  @Test(arguments: [
    (1, "sources list", "ok source: 2"),
    (4, "sources list", "ok empty"),
    (28, "sources get", "ok source"),
    (37, "sources get", "failed 404 Not found. code=not_found"),
    (38, "sources get", "failed 404 Not found. code=not_found"),
    (
      43, "sources list",
      "halt 401 Personal API key found in request Authorization header is invalid."
        + " code=authentication_failed"
    ),
    (
      46, "sources list",
      "halt 401 Authentication credentials were not provided. code=not_authenticated"
    ),
    (
      52, "sources reload",
      "failed 403 API key missing required scope 'external_data_source:write'"
        + " code=permission_denied"
    ),
    (62, "sources list", "failed 403 You don't have access to the project. code=permission_denied"),
    (64, "sources list", "failed 404 Project not found. code=not_found"),
    (
      67, "sources reload",
      "failed 403 this server does not offer `sources reload` to API keys code=not_offered"
    ),
    (68, "sources jobs", "ok job: 50"),
    (74, "sources jobs", "ambiguous 500 A server error occurred. code=error"),
    (76, "sources jobs", "ok empty"),
    (
      83, "sources wizard",
      "failed 400 Unknown source_type(s): Nope. Omit source_type to list every available type."
    ),
    (82, "sources wizard", "ok source_type: 2"),
    (88, "sources source-prefix", "ok prefix_check"),
    (89, "sources source-prefix", "failed 400 Prefix already exists"),
    (95, "sources source-prefix", "ambiguous 500 A server error occurred. code=error"),
    (
      98, "sources source-prefix",
      "failed 400 JSON parse error - Unterminated string starting at: line 1 column 17 (char 16)"
        + " code=parse_error"
    ),
    (
      101, "sources source-prefix",
      #"failed 415 Unsupported media type "" in request. code=unsupported_media_type"#
    ),
    (
      115, "sources list",
      "failed 405 this server does not offer `sources list` to API keys code=not_offered"
    ),
    (
      122, "sources reload",
      "failed 404 this server does not offer `sources reload` to API keys code=not_offered"
    ),
    (
      127, "sources list",
      "halt 400 HTTP 400, a web page instead of JSON; is the host right?"
    ),
    (137, "sources database-schema", "ok database_table: 3"),
    (139, "sources database-schema", "failed 400 Could not connect to the host on the port given"),
    (144, "sources reload", "ok null"),
    (
      150, "sources reload",
      "halt 400 Monthly sync limit reached. Please increase your billing limit to resume syncing."
    ),
    (151, "sources reload", "failed 404 Not found. code=not_found"),
    (154, "sources refresh-schemas", "ok record"),
    (157, "sources refresh-schemas", "failed 400 Source has no configuration."),
    (160, "sources revenue-analytics-config", "ok source"),
    (187, "schemas list", "ok schema: 2"),
    (205, "schemas reload", "ok null"),
    (209, "schemas reload", "failed 400 No running sync to cancel."),
    (
      228, "sources list",
      "rejected 429 Request was throttled. Expected available in 18 seconds."
        + " code=throttled wait=18s"
    ),
    (351, "whoami", "ok user"),
    (352, "whoami", "failed 403 API key missing required scope 'user:read' code=permission_denied"),
    (353, "projects list", "ok project: 4"),
  ])
  func readsWhatARealServerAnswered(_ number: Int, _ name: String, _ expected: String) throws {
    try check(Exchange.recorded(number).response, to: name, expect: expected)
  }

  @Test(
    arguments: [
      (
        302, "", "",
        "halt 302 HTTP 302: the server redirects to https://else.where/x; redirects are not "
          + "followed, set `host` to the final address"
      ),
      (402, "", #"{"detail":"pay"}"#, "halt 402 pay"),
      (408, "", "", "rejected 408 HTTP 408"),
      (425, "", "", "rejected 425 HTTP 425"),
      (409, "", #"{"message":"busy"}"#, "failed 409 busy"),
      (422, "", #"{"success":false,"error":"vendor said no"}"#, "failed 422 vendor said no"),
      (400, "", #"{"errors":["one","two"]}"#, "failed 400 one; two"),
      (400, "", #"{"message":"m","errors":["one"]}"#, "failed 400 m"),
      (
        400, "", #"{"detail":"d","attr":"enabled","code":"invalid"}"#,
        "failed 400 d code=invalid attr=enabled"
      ),
      (400, "", "plain\u{1B}[31m words\n", "failed 400 HTTP 400: plain[31m words"),
      (
        502, "text/html", "<html><body>Bad gateway",
        "ambiguous 502 HTTP 502: <html><body>Bad gateway"
      ),
      (522, "", "", "ambiguous 522 HTTP 522"),
      (429, "text/html", "<html>", "rejected 429 HTTP 429: <html>"),
      (
        404, "text/html", "<html>",
        "halt 404 HTTP 404, a web page instead of JSON; is the host right?"
      ),
      (
        200, "text/html", "<html>",
        "halt 200 HTTP 200, a web page instead of JSON; is the host right?"
      ),
      (
        200, "", " <!doctype html>",
        "halt 200 HTTP 200, a web page instead of JSON; is the host right?"
      ),
      (200, "", #"{"count":1,"results":[{"id""#, "ambiguous 200 the answer is not JSON: …"),
      (200, "", "\u{0}", "ambiguous 200 the answer is not JSON: …"),
      (200, "", "[]", "ok empty"),
      (200, "", "7", "failed 200 the answer is not what was expected: number where a list is due"),
      (200, "", "", "failed 200 the answer is not what was expected: null where a list is due"),
    ] as [(Int, String, String, String)])
  func readsOtherAnswers(_ status: Int, _ type: String, _ body: String, _ expected: String) throws {
    let response = Response(
      status: status,
      headers: [.init("Content-Type", type), .init("Location", "https://else.where/x\u{7}")],
      body: Array(body.utf8))
    try check(response, to: "sources list", expect: expected)
  }

  @Test func refusesDepthThatWouldUseUpTheStack() throws {
    let body = [UInt8](repeating: UInt8(ascii: "["), count: 10_000)
    try check(
      Response(status: 200, body: body), to: "sources list",
      expect: "ambiguous 200 the answer is not JSON: …")
  }

  @Test func refusesMoreValuesThanFitIntoMemory() throws {
    let body = Array(("[" + String(repeating: "0,", count: 250_001) + "0]").utf8)
    try check(
      Response(status: 200, body: body), to: "sources list",
      expect: "failed 200 the answer is too large: it has more than 250000 values")
  }

  @Test(arguments: [
    (TransportError.Cause.notSent, "sources reload", Failure.Class.notSent),
    (.ambiguous, "sources reload", .ambiguous), (.identity, "sources list", .halt),
    (.tooLarge, "sources list", .failed), (.tooLarge, "sources reload", .ambiguous),
  ])
  func classesWhatGotNoAnswer(
    _ cause: TransportError.Cause, _ name: String, _ expected: Failure.Class
  ) throws {
    let outcome = ResponseReader.outcome(
      of: TransportError(cause, "words"), to: Request(.get, path: "/x"), for: try operation(name))
    #expect(outcome.failure?.fate == expected)
    #expect(outcome.failure?.message == "words")
  }

  @Test func givesRecordsTheirKindsAndTimes() throws {
    let answer = try success(of: Exchange.recorded(28).response, "sources get")
    let source = try #require(answer.value.recordValue)
    #expect(source.kind == "source")
    #expect(source["created_at"]?.timeValue?.description == "2026-11-23T07:29:15.616263Z")
    #expect(source["last_run_at"]?.timeValue != nil)
    let tables = try #require(source["schemas"]?.listValue)
    #expect(!tables.isEmpty && tables.allSatisfy { $0.recordValue?.kind == "schema" })
    let job = try success(of: Exchange.recorded(71).response, "sources jobs").value.listValue?.first
    #expect(job?.value(at: "schema.last_synced_at")?.timeValue != nil)
    #expect(job?.value(at: "schema")?.recordValue?.kind == "schema")
  }

  @Test func keepsWhatItDoesNotKnow() throws {
    let body = #"{"id":"x","status":"Sleeping","new":{"deep":[1.50]},"created_at":"soon"}"#
    let answer = try success(of: Response(status: 200, body: Array(body.utf8)), "sources get")
    #expect(answer.value.value(at: "status") == "Sleeping")
    #expect(answer.value.value(at: "created_at") == "soon")
    #expect(answer.value.value(at: "new.deep")?.listValue?.first?.plainText == "1.50")
  }

  @Test func measuresWhenItWasSent() throws {
    let answer = try success(of: Exchange.recorded(144).response, "sources reload")
    #expect(answer.startedAt?.description == "2026-11-23T07:33:04Z")
  }

  @Test func filtersTheWizardAgain() throws {
    let answer = try success(
      of: Exchange.recorded(82).response, "sources wizard", ["source_type": ["Stripe"]])
    let types = answer.value.listValue?.map { $0.value(at: "source_type") }
    #expect(types == ["Stripe"])
  }

  @Test func echoesWhatWasConfirmed() throws {
    let answer = try success(
      of: Exchange.recorded(88).response, "sources source-prefix", ["source_type": "Hubspot"])
    #expect(
      answer.value == .record(["source_type": "Hubspot", "prefix": .null, "ok": true]))
  }

  // MARK: -

  private func outcome(
    of response: Response, to name: String, _ arguments: Record = [:]
  ) throws -> Outcome {
    ResponseReader.outcome(
      of: response, to: Request(.get, path: "/api/x/"),
      for: Invocation(try operation(name), arguments: arguments), elapsed: .seconds(1))
  }

  private func success(
    of response: Response, _ name: String, _ arguments: Record = [:]
  ) throws -> Answer {
    switch try outcome(of: response, to: name, arguments) {
    case .success(let answer): return answer
    case .failure(let failure): throw failure
    }
  }

  private func check(_ response: Response, to name: String, expect expected: String) throws {
    var text =
      switch try outcome(of: response, to: name) {
      case .success(let answer): "ok " + describe(answer.value)
      case .failure(let failure): describe(failure)
      }
    if expected.hasSuffix("…"), text.hasPrefix(expected.dropLast()) { text = expected }
    #expect(text == expected)
  }

  private func describe(_ value: Value) -> String {
    let items = value.listValue ?? value.value(at: "results")?.listValue
    let kind = (items?.first ?? value).recordValue.map { $0.kind?.description ?? "record" }
    guard let items else { return kind ?? value.typeName }
    return items.isEmpty ? "empty" : "\(kind ?? "?"): \(items.count)"
  }

  private func describe(_ failure: Failure) -> String {
    var text = "\(failure.fate) \(failure.status ?? 0) \(failure.message)"
    if let code = failure.code { text += " code=\(code)" }
    if let attr = failure.attr { text += " attr=\(attr)" }
    if let wait = failure.retryAfter { text += " wait=\(DurationText.brief(wait))" }
    return text
  }
}

@Suite struct RetryAfterTests {
  @Test(
    arguments: [
      ("37", .seconds(37)), ("0", .seconds(0)), ("9999999999", .seconds(9_999_999_999)),
      ("12345678901", nil), ("-1", nil), ("1.5", nil), ("", nil), ("soon", nil),
      ("Mon, 23 Nov 2026 07:33:17 GMT", .seconds(10)),
      ("Mon, 23 Nov 2026 07:33:00 GMT", .seconds(0)),
      ("Monday, 23-Nov-26 07:33:17 GMT", nil), ("Mon, 31 Feb 2026 07:33:17 GMT", nil),
    ] as [(String, Duration?)])
  func readsSecondsAndDates(_ text: String, _ expected: Duration?) throws {
    let response = Response(
      status: 429,
      headers: [.init("Retry-After", text), .init("date", "Mon, 23 Nov 2026 07:33:07 GMT")])
    let outcome = ResponseReader.outcome(
      of: response, to: Request(.get, path: "/"), for: Invocation(try operation("whoami")),
      elapsed: .zero)
    #expect(outcome.failure?.retryAfter == expected)
  }
}
