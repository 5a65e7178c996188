import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// A service behind a socket on the loopback interface, on a port that was free.
package struct DemoListener: Sendable {
  package let port: Int
  private let serving: Task<Void, any Error>

  /// Opens the socket and serves until ``stop()``.
  ///
  /// - Throws: what the system says when no port can be opened.
  package static func start(_ service: DemoService) async throws -> DemoListener {
    let (ports, opening) = AsyncThrowingStream.makeStream(of: Int.self)
    let server = Server(
      childChannelSetup: HTTP1Channel { request, writer, _ in
        try await respond(to: request, with: writer, from: service)
      },
      configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { opening.yield($0.localAddress?.port ?? 0) },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
      logger: Logger(label: "demo") { _ in SwiftLogNoOpLogHandler() })
    // The server outlives the call that starts it, so no task group can hold it;
    // `stop` ends it.
    let serving = Task {
      do {
        try await server.run()
        opening.finish()
      } catch {
        opening.finish(throwing: error)
        throw error
      }
    }
    for try await port in ports { return DemoListener(port: port, serving: serving) }
    throw CancellationError()
  }

  /// Closes the socket and the connections that are open.
  package func stop() async {
    serving.cancel()
    _ = await serving.result
  }

  @concurrent private static func respond(
    to request: Request, with writer: consuming ResponseWriter, from service: DemoService
  ) async throws {
    let body = try await request.body.reduce(into: [UInt8]()) { $0 += $1.readableBytesView }
    let response = await service.answer(DemoRequest(request, body: body))
    // Throwing closes the connection, which is all that a dropped answer is.
    if response.isDropped { throw ChannelError.ioOnClosedChannel }
    try await writer.write(response: response.head, body: ResponseBody(response.body))
  }
}

extension DemoRequest {
  fileprivate init(_ request: Request, body: [UInt8]) {
    let parts = (request.head.path ?? "").split(
      separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    var headers = Dictionary(
      request.headers.map { ($0.name.canonicalName, $0.value) },
      uniquingKeysWith: { _, last in last })
    headers["host"] = request.head.authority
    self.init(
      method: request.method.rawValue, path: parts.first.map(String.init) ?? "",
      query: parts.count > 1 ? String(parts[1]) : "", headers: headers, body: body)
  }
}

extension DemoResponse {
  fileprivate var head: HTTPResponse {
    var fields = HTTPFields()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    fields[.contentLength] = String(body.count)
    return HTTPResponse(status: .init(code: status), headerFields: fields)
  }
}

extension ResponseBody {
  fileprivate init(_ bytes: [UInt8]) { self.init(byteBuffer: ByteBuffer(bytes: bytes)) }
}
