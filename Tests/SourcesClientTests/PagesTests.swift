import CommandModel
import SourcesClient
import TestSupport
import Testing

@Suite struct PagesTests {
  /// How many sources the server has, how many are wanted, and the pages asked for.
  @Test(
    arguments: [
      (250, nil, 250, ["100+0", "100+100", "100+200"]), (100, nil, 100, ["100+0"]),
      (0, nil, 0, ["100+0"]), (250, 3, 3, ["3+0"]), (250, 100, 100, ["100+0"]),
      (250, 130, 130, ["100+0", "30+100"]), (250, 0, 0, []),
    ] as [(Int, Int?, Int, [String])])
  func asksForNoMoreThanNeeded(
    _ count: Int, _ limit: Int?, _ expected: Int, _ pages: [String]
  ) async throws {
    let server = ScriptedPerformer { Self.page($0, of: count) }
    let arguments: Record = limit.map { ["limit": .integer($0)] } ?? [:]
    let values = try await read("sources list", arguments, from: server)
    #expect(values.map(\.identity) == (0..<expected).map { "id\($0)" })
    #expect(server.invocations.map(Self.describe) == pages)
  }

  @Test func readsNothingBeforeItIsPulled() async throws {
    let server = ScriptedPerformer { Self.page($0, of: 250) }
    let records = Pages.records(of: Invocation(try operation("sources list")), over: server)
    #expect(server.invocations.isEmpty)
    _ = try await records.nextBatch()
    #expect(server.invocations.count == 1)
  }

  @Test func usesNothingOfTheNextLinkButItsOffset() async throws {
    let server = ScriptedPerformer { invocation in
      let isFirst = invocation.page?.offset == 0
      return .value(
        .record([
          "next": isFirst ? "https://evil.example/api/users/@me/?offset=7&limit=1#x" : .null,
          "results": [.record(["id": isFirst ? "a" : "b"])],
        ]))
    }
    #expect(try await read("sources list", from: server).count == 2)
    #expect(server.invocations.map(Self.describe) == ["100+0", "100+7"])
  }

  /// Two real servers: the first names the second in its `next`, as a hostile one would.
  @Test func sendsTheKeyToNoServerButItsOwn() async throws {
    let other = try LoopbackServer(answering: .text("HTTP/1.1 200 OK\r\n\r\n"))
    defer { other.close() }
    let page =
      #"{"next":"http://127.0.0.1:\#(other.port)/api/steal/?offset=1","results":[{"id":"a"}]}"#
    let server = try LoopbackServer(
      answering: .text(
        "HTTP/1.1 200 OK\r\nContent-Length: \(page.utf8.count)\r\n\r\n\(page)"))
    defer { server.close() }
    let transport = HTTPTransport(
      .init(
        credentials: try Credentials(
          address: ServerAddress("http://127.0.0.1:\(server.port)"), key: Secret("phx_canary")),
        userAgent: "edsh/test"))
    let client = Client(transport: transport, project: "1", timekeeper: VirtualTimekeeper())
    // It sends the same page for ever.
    await #expect(throws: Failure.self) { try await read("sources list", from: client) }
    await transport.close()
    #expect(other.requests == [])
    let path = "/api/projects/1/external_data_sources/"
    #expect(
      server.requests.map { $0.prefix { $0 != "\r\n" } }
        == ["GET \(path)?limit=100 HTTP/1.1", "GET \(path)?limit=100&offset=1 HTTP/1.1"])
  }

  @Test(arguments: ["http://h/?offset=0", "http://h/", "x", "http://h/?offset=-5"])
  func stopsWhenPagingDoesNotAdvance(_ link: String) async throws {
    let server = ScriptedPerformer { _ in
      .value(.record(["next": .text(link), "results": [.record(["id": "a"])]]))
    }
    await #expect(throws: Failure.self) { try await read("sources list", from: server) }
    #expect(server.invocations.count == 1)
  }

  @Test func stopsWhenAPageComesTwice() async throws {
    let server = ScriptedPerformer { invocation in
      let next = (invocation.page?.offset ?? 0) + 100
      return .value(
        .record(["next": .text("h?offset=\(next)"), "results": [.record(["id": "a"])]]))
    }
    await #expect(throws: Failure.self) { try await read("sources list", from: server) }
    #expect(server.invocations.count == 2)
  }

  @Test func dropsRecordsThatShiftedToTheNextPage() async throws {
    let server = ScriptedPerformer { invocation in
      let isFirst = invocation.page?.offset == 0
      let ids: [Value] = isFirst ? ["a", "b"] : ["b", "c"]
      return .value(
        .record([
          "next": isFirst ? "h?offset=2" : .null,
          "results": .list(ids.map { .record(["id": $0]) }),
        ]))
    }
    #expect(try await read("sources list", from: server).map(\.identity) == ["a", "b", "c"])
  }

  @Test func passesOnWhatFailedAfterThePagesBefore() async throws {
    let server = ScriptedPerformer { invocation in
      invocation.page?.offset == 200
        ? .failure(Failure(.failed, status: 403, message: "no")) : Self.page(invocation, of: 250)
    }
    let records = Pages.records(of: Invocation(try operation("sources list")), over: server)
    #expect(try await records.nextBatch()?.count == 100)
    #expect(try await records.nextBatch()?.count == 100)
    await #expect(throws: Failure(.failed, status: 403, message: "no")) {
      try await records.nextBatch()
    }
  }

  @Test(
    arguments: [(120, nil, 120, 3), (50, nil, 50, 2), (49, nil, 49, 1), (120, 60, 60, 2)]
      as [(Int, Int?, Int, Int)])
  func readsHistoryBackByBefore(
    _ count: Int, _ limit: Int?, _ expected: Int, _ requests: Int
  ) async throws {
    let server = ScriptedPerformer { Self.jobs($0, of: count) }
    var arguments: Record = ["id": .text(sourceID)]
    arguments["limit"] = limit.map(Value.integer)
    let values = try await read("sources jobs", arguments, from: server)
    #expect(values.map(\.identity) == (0..<expected).map { "id\($0)" })
    #expect(server.invocations.count == requests)
  }

  @Test func yieldsOneThingAsOne() async throws {
    let server = ScriptedPerformer { _ in .value(.record(["id": "a"])) }
    let invocation = Invocation(try operation("whoami"))
    let records = Pages.records(of: invocation, over: server)
    #expect(records.shape == .one)
    #expect(try await records.collect() == [.record(["id": "a"])])
    #expect(try await records.nextBatch() == nil)
    #expect(server.invocations.count == 1)
  }

  @Test func joinsSourcesReadOnce() async throws {
    let server = ScriptedPerformer { invocation in
      switch invocation.operation.name {
      case "sources list":
        .value([
          .record([
            "id": "s1", "source_type": "Stripe", "prefix": "eu",
            "schemas": [.record(["id": "t1"])],
          ])
        ])
      case "schemas get": .value(.record(["id": "t1", "source": .record(["source_type": "New"])]))
      default: .value([.record(["id": "t1", "source": .null]), .record(["id": "t2"])])
      }
    }
    let joins = Joins()
    let list = try await read("schemas list", from: server, joins)
    #expect(list.first?.value(at: "source.id") == "s1")
    #expect(list.first?.value(at: "source.prefix") == "eu")
    #expect(list.last?.value(at: "source") == nil)
    let one = try await read("schemas get", ["id": "t1"], from: server, joins)
    #expect(one.first?.value(at: "source.source_type") == "New")
    #expect(one.first?.value(at: "source.prefix") == "eu")
    #expect(server.invocations.count { $0.operation.name == "sources list" } == 1)
  }

  // MARK: -

  private func read(
    _ name: String, _ arguments: Record = [:], from server: some Performer,
    _ joins: Joins = Joins()
  ) async throws -> [Value] {
    let invocation = Invocation(try operation(name), arguments: arguments)
    return try await Pages.records(of: invocation, over: server, joins: joins).collect()
  }

  private static func describe(_ invocation: Invocation) -> String {
    invocation.page.map { "\($0.limit)+\($0.offset)" } ?? "-"
  }

  private static func page(_ invocation: Invocation, of count: Int) -> Outcome {
    guard let page = invocation.page else { return .failure(Failure(.failed, message: "no page")) }
    let end = min(count, page.offset + page.limit)
    return .value(
      .record([
        "count": .integer(count),
        "next": end < count ? .text("http://h/?limit=\(page.limit)&offset=\(end)") : .null,
        "results": .list((page.offset..<end).map { .record(["id": .text("id\($0)")]) }),
      ]))
  }

  /// Jobs one second apart, newest first, the fiftieth as old as the one behind it.
  private static func jobs(_ invocation: Invocation, of count: Int) -> Outcome {
    let before = invocation.arguments["before"]?.timeValue ?? Time(secondsSince1970: 2_000_000)
    let all = (0..<count).map { index in
      (
        id: "id\(index)",
        time: Time(secondsSince1970: Int64(1_000_000 - (index == 50 ? 49 : index)))
      )
    }
    return .value(
      .list(
        all.filter { $0.time < before }.prefix(50).map {
          .record(["id": .text($0.id), "created_at": .time($0.time)])
        }))
  }
}

extension Value {
  var identity: String { value(at: "id")?.plainText ?? "?" }
}
