import CommandModel
import Glibc
import SourcesClient
import Testing

/// Which connection a request goes over, and what is known of it when that one ends.
@Suite struct ConnectionTests {
  private static let answer: [LoopbackServer.Step] = [.take, .say(TransportScene.ok)]

  @Test func keepsAConnection() async throws {
    let scene = try TransportScene([Self.answer + Self.answer + [.hush]])
    #expect(await scene.get().text == "ok")
    #expect(await scene.post().text == "ok")
    #expect(scene.server.connections == 1)
    await scene.close()
  }

  @Test func makesNoMoreThanThereAreRequestsAtOnce() async throws {
    let scene = try TransportScene([Array(repeating: Self.answer, count: 100).flatMap { $0 }])
    for _ in 1...3 {
      await withTaskGroup(of: String?.self) { group in
        for _ in 1...8 { group.addTask { await scene.get().text } }
        for await text in group { #expect(text == "ok") }
      }
    }
    #expect((1...8).contains(scene.server.connections))
    await scene.close()
  }

  @Test func takesANewOneForWhatTheServerClosed() async throws {
    let scene = try TransportScene([Self.answer])
    for number in 1...3 {
      #expect(await scene.post().text == "ok")
      await scene.server.wait(for: .hungUp(number))
    }
    #expect(scene.server.connections == 3)
    await scene.close()
  }

  /// A connection that is dead without anybody having noticed: what the system takes no
  /// byte of was not sent, and goes another way.
  @Test func sendsElsewhereWhatWasRefusedTheFirstByte() async throws {
    let scene = try TransportScene([Self.answer + [.take, .hush], Self.answer])
    #expect(await scene.post().text == "ok")
    try closeForWriting(to: scene.server.port)
    #expect(await scene.post().text == "ok")
    #expect(scene.server.connections == 2)
    #expect(scene.server.requests.count == 2)
    await scene.close()
  }

  /// Only what was read before tells this from the one above, and nobody knows it.
  @Test(arguments: [[], [LoopbackServer.Step.reset]])
  func sendsNothingTwice(_ end: [LoopbackServer.Step]) async throws {
    let scene = try TransportScene([Self.answer + [.take] + end, Self.answer])
    #expect(await scene.post().text == "ok")
    #expect(await scene.post().cause == .ambiguous)
    #expect(scene.server.requests.count == 2)
    #expect(await scene.post().text == "ok")
    #expect(scene.server.connections == 2)
    await scene.close()
  }

  @Test(arguments: [
    "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
    "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
  ])
  func usesNoConnectionThatTheAnswerEnds(_ answer: String) async throws {
    let scene = try TransportScene([[.take, .say(answer), .hush], Self.answer])
    #expect(await scene.get().status != nil)
    await scene.server.wait(for: .hungUp(1))
    #expect(await scene.get().text == "ok")
    #expect(scene.server.connections == 2)
    await scene.close()
  }

  /// Whatever follows an answer would be taken for the next one.
  @Test(arguments: [
    "x", "HTTP/1.1 2", "HTTP/1.1 200 OK\r\nX: ",
    "HTTP/1.1 500 Error\r\nContent-Length: 0\r\n\r\n", TransportScene.ok,
  ])
  func usesNoConnectionThatBringsMoreThanAnAnswer(_ more: String) async throws {
    let answers = [
      TransportScene.ok, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
      "HTTP/1.1 204 None\r\n\r\n",
    ]
    for answer in answers {
      let scene = try TransportScene([[.take, .say(answer + more), .hush], Self.answer])
      #expect(await scene.get().status != nil)
      #expect(await scene.get().text == "ok")
      #expect(scene.server.connections == 2, "\(answer)")
      await scene.close()
    }
  }

  /// A server may answer before it has read everything; then the rest is still to come.
  @Test func usesNoConnectionThatStillCarriesTheRequest() async throws {
    let scene = try TransportScene([
      [.say("HTTP/1.1 413 Too Long\r\nContent-Length: 0\r\n\r\n"), .hush], Self.answer,
    ])
    let long = Request(.post, path: "/", body: [UInt8](repeating: 32, count: 32 << 20))
    #expect(await scene.send(long).status == 413)
    #expect(await scene.get().text == "ok")
    #expect(scene.server.connections == 2)
    await scene.close()
  }

  @Test func closesWhatRestsForLong() async throws {
    let scene = try TransportScene([Self.answer + [.hush]], restMax: .milliseconds(1))
    #expect(await scene.get().text == "ok")
    await scene.server.wait(for: .hungUp(1))
    #expect(await scene.get().text == "ok")
    #expect(scene.server.connections == 2)
    await scene.close()
  }

  /// Whenever it is cancelled: a server that never answers the handshake is sent nothing.
  @Test func whatIsCancelledBeforeTheWireIsSecureWasNotSent() async throws {
    let server = try LoopbackServer([[.hush]])
    let transport = try TransportScene.transport(to: "https://127.0.0.1:\(server.port)")
    let result = await withTaskGroup(of: TransportError.Cause?.self) { group in
      group.addTask { await transport.result(of: Request(.post, path: "/")).cause }
      group.cancelAll()
      return await group.next() ?? nil
    }
    #expect(result == .notSent)
    await transport.close()
    server.close()
  }

  @Test func closesTheConnectionOfWhatIsCancelled() async throws {
    let scene = try TransportScene([[.take, .hush], Self.answer])
    let result = await withTaskGroup(of: TransportError?.self) { group in
      group.addTask {
        if case .failure(let error) = await scene.post() { error } else { nil }
      }
      await scene.server.wait(for: .took(1))
      group.cancelAll()
      return await group.next() ?? nil
    }
    #expect(result?.cause == .ambiguous)
    #expect(result?.message.hasSuffix(": interrupted") == true)
    await scene.server.wait(for: .hungUp(1))
    #expect(await scene.get().text == "ok")
    await scene.close()
  }

  @Test func failsWhatIsOnItsWayWhenItCloses() async throws {
    let scene = try TransportScene([[.take, .hush]])
    let cause = await withTaskGroup(of: TransportError.Cause?.self) { group in
      group.addTask { await scene.post().cause }
      await scene.server.wait(for: .took(1))
      await scene.transport.close()
      return await group.next() ?? nil
    }
    #expect(cause == .ambiguous)
    await scene.server.wait(for: .hungUp(1))
    scene.server.close()
  }

  @Test(arguments: ["127.0.0.1", "localhost"])
  func reaches(_ host: String) async throws {
    let scene = try TransportScene([Self.answer], host: host)
    #expect(await scene.get().text == "ok")
    let head = try #require(scene.server.requests.first)
    #expect(head.contains("\r\nHost: \(host):\(scene.server.port)\r\n"))
    await scene.close()
  }

  @Test(.enabled(if: LoopbackServer.Family.six.isThere, "needs IPv6"))
  func reachesAnAddressOfSixteenBytes() async throws {
    let scene = try TransportScene([Self.answer], family: .six, host: "[::1]")
    #expect(await scene.get().text == "ok")
    await scene.close()
  }

  @Test func saysThatANameIsUnknown() async throws {
    let transport = try TransportScene.transport(to: "https://nowhere.invalid")
    let result = await transport.result(of: Request(.get, path: "/"))
    #expect(result.cause == .notSent)
    #expect(
      result.message == "cannot reach https://nowhere.invalid: its name cannot be resolved")
    await transport.close()
  }

  @Test(arguments: ["/a b", "/a\r\nX: y", "/ä", "/\u{0}"])
  func sendsNoTargetThatEndsItsLine(_ path: String) async throws {
    let scene = try TransportScene([Self.answer])
    #expect(await scene.get(path).cause == .notSent)
    #expect(scene.server.connections == 0)
    await scene.close()
  }

  /// Ends the sending side of this process's own connection to a port, so that the system
  /// refuses the next byte; the event loop is told nothing.
  private func closeForWriting(to port: Int) throws {
    let own = try #require(
      (3..<65_536 as Range<Int32>).first { descriptor in
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let found = withUnsafeMutablePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            getpeername(descriptor, $0, &length)
          }
        }
        return found == 0 && address.sin_family == sa_family_t(AF_INET)
          && Int(UInt16(bigEndian: address.sin_port)) == port
      })
    try #require(shutdown(own, Int32(SHUT_WR)) == 0)
  }
}
