import DemoServer
import Dispatch
import Glibc
import TestSupport
import Testing

/// The one way in that goes through a socket.
struct DemoListenerTests {
  @Test func servesOnAFreePortUntilStopped() async throws {
    let clock = VirtualTimekeeper()
    let service = DemoService(operations: demoOperations, timekeeper: clock)
    let listener = try await DemoListener.start(service)
    let text = try await exchange(
      "GET /api/projects/?limit=1 HTTP/1.1\r\nHost: demo.test\r\nAuthorization: Bearer phx_demo\r\n"
        + "Connection: close\r\n\r\n", port: listener.port)
    #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(text.contains("Date: Fri, 01 May 2026 10:00:00 GMT\r\n"))
    #expect(text.contains(#""next":"http://demo.test/api/projects/?limit=1&offset=1""#))
    #expect(await service.ledger.map(\.operation) == ["projects list"])
    await listener.stop()
    // Whoever has the port by now, nothing comes here any more.
    _ = try? await exchange("GET / HTTP/1.1\r\nHost: demo.test\r\n\r\n", port: listener.port)
    #expect(await service.ledger.count == 1)
  }

  @Test func closesTheConnectionInsteadOfAnAnswerThatIsDropped() async throws {
    var options = DemoOptions()
    options.faults = [Fault(.answer(.dropped))]
    let service = DemoService(
      operations: demoOperations, timekeeper: VirtualTimekeeper(), options: options)
    let listener = try await DemoListener.start(service)
    let text = try await exchange("GET / HTTP/1.1\r\nHost: demo.test\r\n\r\n", port: listener.port)
    #expect(text.isEmpty)
    await listener.stop()
  }
}

private struct Refused: Error {}

/// Sends a text to a loopback port and reads until the other side closes.
///
/// It blocks, and so it does that on a thread that the server has no need of.
private func exchange(_ request: String, port: Int) async throws -> String {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async {
      continuation.resume(with: Result { try blockingExchange(request, port: port) })
    }
  }
}

private func blockingExchange(_ request: String, port: Int) throws -> String {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
  let connected = withUnsafeBytes(of: address) { bytes in
    bytes.withMemoryRebound(to: sockaddr.self) { pointers in
      connect(descriptor, pointers.baseAddress, socklen_t(bytes.count))
    }
  }
  guard connected == 0 else { throw Refused() }
  let bytes = Array(request.utf8)
  guard send(descriptor, bytes, bytes.count, 0) == bytes.count else { throw Refused() }
  var answer: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 65_536)
  while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 {
    answer += chunk.prefix(count)
  }
  return String(decoding: answer, as: UTF8.self)
}
