import CommandModel
import SourcesClient
import Testing

/// A transport and the server it talks to.
struct TransportScene {
  let server: LoopbackServer
  let transport: HTTPTransport

  /// No machine is so busy that a connection ends for that between two requests.
  static let restMax = Duration.seconds(86_400)

  static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

  /// Gives each connection its script, the last one to all further ones.
  init(
    _ scripts: [[LoopbackServer.Step]], restMax: Duration = TransportScene.restMax,
    family: LoopbackServer.Family = .four, host: String = "127.0.0.1"
  ) throws {
    server = try LoopbackServer(scripts, family: family)
    transport = try Self.transport(to: "http://\(host):\(server.port)", restMax: restMax)
  }

  static func transport(
    to address: String, trust: TrustStore = TrustStore(), bodyBytesMax: Int = 1 << 20,
    restMax: Duration = TransportScene.restMax
  ) throws -> HTTPTransport {
    HTTPTransport(
      .init(
        credentials: try Credentials(address: ServerAddress(address), key: Secret("phx_canary")),
        userAgent: "edsh/test", trust: trust, bodyBytesMax: bodyBytesMax, restMax: restMax))
  }

  func send(_ request: Request) async -> Result<Response, TransportError> {
    await transport.result(of: request)
  }

  func get(_ path: String = "/") async -> Result<Response, TransportError> {
    await send(Request(.get, path: path))
  }

  func post() async -> Result<Response, TransportError> { await send(Request(.post, path: "/")) }

  func close() async {
    await transport.close()
    server.close()
  }
}

extension HTTPTransport {
  /// What a request comes to; no error shows the key.
  func result(of request: Request) async -> Result<Response, TransportError> {
    do throws(TransportError) {
      return .success(try await send(request))
    } catch {
      #expect(!error.message.contains("canary"))
      return .failure(error)
    }
  }
}

extension Result<Response, TransportError> {
  var text: String? {
    if case .success(let response) = self {
      String(decoding: response.body, as: UTF8.self)
    } else {
      nil
    }
  }

  var status: Int? { if case .success(let response) = self { response.status } else { nil } }
  var cause: TransportError.Cause? {
    if case .failure(let error) = self { error.cause } else { nil }
  }
  var message: String? { if case .failure(let error) = self { error.message } else { nil } }
}
