import CommandModel
import Glibc
import NIOSSL
import SourcesClient
import TestSupport
import Testing

/// Handshakes with a real server: whose word is taken, and for what.
@Suite struct SecureConnectionTests {
  private static let authority = TrustStore.path(SecureServer.folder + "/authority.pem")

  @Test(arguments: [TLSVersion.tlsv12, .tlsv13])
  func talksToATrustedServer(_ version: TLSVersion) async throws {
    let server = try await SecureServer(.init(version: version))
    let transport = try transport(to: server)
    for _ in 1...2 {
      #expect(await transport.result(of: Request(.get, path: "/x")).text == "ok")
    }
    // One connection, over which the name went once and the key never in the clear.
    #expect(server.names == ["localhost"])
    #expect(server.requests.count == 2)
    #expect(
      server.requests.allSatisfy { $0.contains("\r\nAuthorization: Bearer phx_canary\r\n") })
    await transport.close()
    try await server.close()
  }

  @Test func sendsManyAtOnce() async throws {
    let server = try await SecureServer()
    let transport = try transport(to: server)
    await withTaskGroup(of: String?.self) { group in
      for number in 1...32 {
        group.addTask { await transport.result(of: Request(.get, path: "/\(number)")).text }
      }
      for await text in group { #expect(text == "ok") }
    }
    #expect(server.requests.count == 32)
    await transport.close()
    try await server.close()
  }

  /// As systems keep what they trust: a folder, and in it names made of a digest.
  @Test func findsTheAuthorityInAFolder() async throws {
    let folder = try TemporaryFolder()
    let name = folder.path + "/f59331ce.0"
    try #require(symlink(SecureServer.folder + "/authority.pem", name) == 0)
    let trust = TrustStore(systemDirectory: folder.path)
    #expect(trust == .path(folder.path))
    let server = try await SecureServer()
    let transport = try transport(to: server, trust: trust)
    #expect(await transport.result(of: Request(.get, path: "/")).text == "ok")
    await transport.close()
    try await server.close()
  }

  /// The address stands in the certificate; it is not sent as a name.
  @Test func provesAnAddress() async throws {
    let server = try await SecureServer()
    let transport = try transport(to: server, host: "127.0.0.1")
    #expect(await transport.result(of: Request(.get, path: "/")).text == "ok")
    #expect(server.names == [nil])
    await transport.close()
    try await server.close()
  }

  @Test(arguments: [
    ("unknown", "localhost", "its certificate has expired or is not trusted here"),
    ("expired", "localhost", "its certificate has expired or is not trusted here"),
    ("other-name", "localhost", "its certificate is for another name"),
    ("other-name", "127.0.0.1", "its certificate is for another name"),
  ])
  func refuses(_ certificate: String, _ host: String, _ words: String) async throws {
    let server = try await SecureServer(.init(certificate: certificate))
    let transport = try transport(to: server, host: host)
    let result = await transport.result(of: Request(.post, path: "/"))
    #expect(result.cause == .identity)
    #expect(
      result.message == "https://\(host):\(server.port) could not prove who it is: \(words)")
    #expect(server.requests == [])
    await transport.close()
    try await server.close()
  }

  @Test func takesTheSystemsWordForNoServerOfATest() async throws {
    let server = try await SecureServer()
    let transport = try transport(to: server, trust: .standard)
    #expect(await transport.result(of: Request(.get, path: "/")).cause == .identity)
    await transport.close()
    try await server.close()
  }

  @Test(arguments: [TLSVersion.tlsv1, .tlsv11])
  func refusesWhatIsOutOfDate(_ version: TLSVersion) async throws {
    let server = try await SecureServer(.init(version: version))
    let transport = try transport(to: server)
    let result = await transport.result(of: Request(.post, path: "/"))
    #expect(result.cause == .notSent)
    #expect(
      result.message == "cannot reach https://localhost:\(server.port): no secure connection")
    #expect(server.requests == [])
    await transport.close()
    try await server.close()
  }

  @Test func refusesWhatIsNotEncrypted() async throws {
    let server = try LoopbackServer([[.say(TransportScene.ok), .hush]])
    let transport = try TransportScene.transport(
      to: "https://localhost:\(server.port)", trust: Self.authority)
    #expect(await transport.result(of: Request(.post, path: "/")).cause == .notSent)
    #expect(server.requests == [])
    await transport.close()
    server.close()
  }

  /// A connection that is cut looks the same as one that ends, but for the last word.
  @Test func takesNoAnswerThatIsBrokenOff() async throws {
    for (answer, isWhole) in [("HTTP/1.1 200 OK\r\n\r\n[]", false), (TransportScene.ok, true)] {
      let server = try await SecureServer(.init(answer: answer, breaksOff: true))
      let transport = try transport(to: server)
      let result = await transport.result(of: Request(.get, path: "/"))
      #expect(result.text == (isWhole ? "ok" : nil))
      #expect(result.cause == (isWhole ? nil : .ambiguous))
      await transport.close()
      try await server.close()
    }
  }

  @Test func saysThatItCannotReadWhatToTrust() async throws {
    let server = try await SecureServer()
    let transport = try transport(to: server, trust: .path("/nowhere.pem"))
    let result = await transport.result(of: Request(.get, path: "/"))
    #expect(result.cause == .notSent)
    #expect(
      result.message
        == "cannot reach https://localhost:\(server.port): "
        + "the certificates in `/nowhere.pem` cannot be read")
    await transport.close()
    try await server.close()
  }

  private func transport(
    to server: SecureServer, host: String = "localhost", trust: TrustStore = authority
  ) throws -> HTTPTransport {
    try TransportScene.transport(to: "https://\(host):\(server.port)", trust: trust)
  }
}
