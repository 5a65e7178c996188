import CommandModel
import SourcesClient
import Testing

@Suite struct HTTPTransportTests {
  /// A thousand times the digit 0, as gzip.
  private static let zeros: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x33, 0x30, 0x18, 0x05, 0xa3,
    0x60, 0x14, 0x0c, 0x77, 0x00, 0x00, 0x83, 0x99, 0x5f, 0xa8, 0xe8, 0x03, 0x00, 0x00,
  ]

  @Test func sendsWhatTheAPIWants() async throws {
    let (result, requests) = try await exchange(
      Request(.post, path: "/api/x/", query: "a=%2B", body: Array("{}".utf8)),
      answer: .text("HTTP/1.1 200 OK\r\nDate: now\r\nContent-Length: 2\r\n\r\n[]"))
    #expect(
      try result.get()
        == Response(
          status: 200, headers: [.init("Date", "now"), .init("Content-Length", "2")],
          body: Array("[]".utf8)))
    let head = try #require(requests.first).lowercased()
    #expect(head.hasPrefix("post /api/x/?a=%2b http/1.1\r\n"))
    for line in [
      "authorization: bearer phx_canary", "accept: application/json", "accept-encoding: gzip",
      "user-agent: edsh/test", "content-type: application/json", "content-length: 2",
    ] { #expect(head.contains("\r\n\(line)\r\n"), "no \(line)") }
  }

  @Test func sendsNoBodyWhereNoneIsRead() async throws {
    let (_, requests) = try await exchange(
      Request(.post, path: "/"), answer: .text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    let head = try #require(requests.first).lowercased()
    #expect(head.contains("content-length: 0") && !head.contains("content-type"))
  }

  @Test(arguments: [301, 302, 303, 307, 308])
  func followsNoRedirect(_ status: Int) async throws {
    let (result, requests) = try await exchange(
      Request(.post, path: "/"),
      answer: .text("HTTP/1.1 \(status) X\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n"))
    #expect(try result.get().status == status)
    #expect(requests.count == 1)
  }

  @Test(
    arguments: [
      "", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", "HTTP/1.1 2", "nonsense\r\n\r\n",
    ])
  func callsItAmbiguousOnceItWasSent(_ answer: String) async throws {
    for method in [CommandModel.Operation.Method.get, .post] {
      let (result, requests) = try await exchange(Request(method, path: "/"), answer: .text(answer))
      #expect(cause(of: result) == .ambiguous)
      #expect(requests.count == 1)
    }
  }

  /// Shorter than its length, without its last chunk, and gzip that ends too early.
  @Test(arguments: [
    ("Content-Length: 20", Array("{\"results\": []}".utf8)),
    ("Transfer-Encoding: chunked", Array("2\r\n[]\r\n".utf8)),
    ("Content-Encoding: gzip\r\nContent-Length: 20", Array(zeros.prefix(20))),
    ("Content-Encoding: gzip\r\nContent-Length: 29", Array(zeros.prefix(28))),
  ])
  func takesNoPartForTheWhole(_ header: String, _ body: [UInt8]) async throws {
    let (result, requests) = try await exchange(
      Request(.get, path: "/"),
      answer: .bytes(Array("HTTP/1.1 200 OK\r\n\(header)\r\n\r\n".utf8) + body))
    #expect(cause(of: result) == .ambiguous)
    #expect(requests.count == 1)
  }

  @Test func saysThatAnAnswerWasCutShort() async throws {
    let server = try LoopbackServer(
      answering: .text("HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n{\"results\": []}"))
    defer { server.close() }
    let address = "http://127.0.0.1:\(server.port)"
    guard case .failure(let error) = await send(Request(.get, path: "/"), to: address) else {
      Issue.record("half an answer was taken")
      return
    }
    #expect(
      error.message
        == "no answer from \(address): it closed the connection before the end of the answer")
  }

  @Test func callsItNotSentWhenNobodyListens() async throws {
    let result = await send(Request(.get, path: "/"), to: "http://127.0.0.1:1")
    #expect(cause(of: result) == .notSent)
    guard case .failure(let error) = result else { return }
    #expect(error.message == "cannot reach http://127.0.0.1:1: connection refused")
  }

  @Test func boundsTheBody() async throws {
    let (result, _) = try await exchange(
      Request(.get, path: "/"), bodyBytesMax: 10,
      answer: .text("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n12345678901"))
    #expect(cause(of: result) == .tooLarge)
    guard case .failure(let error) = result else { return }
    #expect(error.message == "the answer is longer than 10 bytes")
  }

  @Test(
    arguments: [(16 << 20, nil), ((16 << 20) + 1, .tooLarge)] as [(Int, TransportError.Cause?)])
  func takesSixteenMebibytesAndNoMore(_ length: Int, _ expected: TransportError.Cause?) async throws
  {
    let head = Array("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n".utf8)
    let server = try LoopbackServer(
      answering: .bytes(head + [UInt8](repeating: UInt8(ascii: " "), count: length)))
    defer { server.close() }
    let transport = HTTPTransport(
      .init(
        credentials: try credentials(for: "http://127.0.0.1:\(server.port)"),
        userAgent: "edsh/test"))
    do throws(TransportError) {
      let answer = try await transport.send(Request(.get, path: "/"))
      #expect(expected == nil)
      #expect(answer.body.count == length)
    } catch {
      #expect(error.cause == expected)
    }
    await transport.close()
  }

  @Test func boundsTheHeader() async throws {
    let endless = String(repeating: "X-Y: \(String(repeating: "z", count: 1000))\r\n", count: 2000)
    let (result, _) = try await exchange(
      Request(.get, path: "/"), answer: .text("HTTP/1.1 200 OK\r\n\(endless)\r\n"))
    #expect(cause(of: result) == .ambiguous)
  }

  @Test func boundsWhatItInflates() async throws {
    let zeros = HTTPTransportTests.zeros
    let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(zeros.count)\r\n\r\n"
    let answer = LoopbackServer.Answer.bytes(Array(head.utf8) + zeros)
    let (bounded, _) = try await exchange(
      Request(.get, path: "/"), bodyBytesMax: 999, answer: answer)
    #expect(cause(of: bounded) == .tooLarge)
    let (whole, _) = try await exchange(
      Request(.get, path: "/"), bodyBytesMax: 1000, answer: answer)
    #expect(try whole.get().body.count == 1000)
  }

  @Test(arguments: [
    Request.TimeLimits(firstByte: .milliseconds(1)),
    Request.TimeLimits(firstByte: .seconds(60), total: .milliseconds(1)),
  ])
  func keepsItsTimeLimits(_ limits: Request.TimeLimits) async throws {
    let (result, _) = try await exchange(
      Request(.post, path: "/", timeLimits: limits), answer: .silence)
    #expect(cause(of: result) == .ambiguous)
  }

  @Test func stopsWhenCancelled() async throws {
    let server = try LoopbackServer(answering: .silence)
    defer { server.close() }
    let found = await withTaskGroup(of: TransportError.Cause?.self) { group in
      group.addTask {
        cause(of: await send(Request(.get, path: "/"), to: "http://127.0.0.1:\(server.port)"))
      }
      group.cancelAll()
      return await group.next() ?? nil
    }
    #expect(found == .notSent || found == .ambiguous)
  }

  @Test func sendsNothingOnceClosed() async throws {
    let transport = HTTPTransport(try settings(for: "http://127.0.0.1:1"))
    await transport.close()
    await transport.close()
    await #expect(throws: TransportError(.notSent, "the connection was closed")) {
      try await transport.send(Request(.get, path: "/"))
    }
  }

  // MARK: -

  private func exchange(
    _ request: Request, bodyBytesMax: Int = 1 << 20, answer: LoopbackServer.Answer
  ) async throws -> (Result<Response, TransportError>, [String]) {
    let server = try LoopbackServer(answering: answer)
    defer { server.close() }
    let result = await send(
      request, to: "http://127.0.0.1:\(server.port)", bodyBytesMax: bodyBytesMax)
    return (result, server.requests)
  }

  private func send(
    _ request: Request, to address: String, bodyBytesMax: Int = 1 << 20
  ) async -> Result<Response, TransportError> {
    do {
      let transport = HTTPTransport(try settings(for: address, bodyBytesMax: bodyBytesMax))
      let result: Result<Response, TransportError>
      do throws(TransportError) {
        result = .success(try await transport.send(request))
      } catch {
        #expect(!error.message.contains("canary"))
        result = .failure(error)
      }
      await transport.close()
      return result
    } catch {
      return .failure(TransportError(.notSent, "\(error)"))
    }
  }

  private func settings(
    for address: String, bodyBytesMax: Int = 1 << 20
  ) throws -> HTTPTransport.Settings {
    HTTPTransport.Settings(
      credentials: try credentials(for: address), userAgent: "edsh/test",
      bodyBytesMax: bodyBytesMax)
  }

  private func credentials(for address: String) throws -> Credentials {
    try Credentials(address: ServerAddress(address), key: Secret("phx_canary"))
  }

  private func cause(of result: Result<Response, TransportError>) -> TransportError.Cause? {
    if case .failure(let error) = result { error.cause } else { nil }
  }
}
