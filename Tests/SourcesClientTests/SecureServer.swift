import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import Synchronization
import TestSupport

/// A TLS server on loopback that answers every request with the same bytes.
final class SecureServer: Sendable {
  /// How it answers, and how it ends.
  struct Manner: Sendable {
    var certificate = "trusted"
    /// Nil for each that is up to date.
    var version: TLSVersion?
    var answer = TransportScene.ok
    /// Whether it hangs up after its answer without the word that ends an encrypted stream.
    var breaksOff = false
  }

  let port: Int
  private let channel: any Channel
  private let log: Log

  private final class Log: Sendable {
    let names = Mutex<[String?]>([])
    let requests = Mutex<[String]>([])
  }

  /// Starts listening on a free port.
  init(_ manner: Manner = Manner()) async throws {
    let pem = SecureServer.folder + "/\(manner.certificate).pem"
    var settings = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(pem).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: pem, format: .pem)))
    settings.minimumTLSVersion = manner.version ?? .tlsv12
    settings.maximumTLSVersion = manner.version
    let context = try NIOSSLContext(configuration: settings)
    let log = Log()
    self.log = log
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let names = SNIHandler { result in
            if case .hostname(let name) = result {
              log.names.withLock { $0.append(name) }
            } else {
              log.names.withLock { $0.append(nil) }
            }
            return channel.eventLoop.makeSucceededVoidFuture()
          }
          try channel.pipeline.syncOperations.addHandlers([
            ByteToMessageHandler(names), NIOSSLServerHandler(context: context),
            Answerer(manner) { request in log.requests.withLock { $0.append(request) } },
          ])
        }
      }.bind(host: "127.0.0.1", port: 0).get()
    port = channel.localAddress?.port ?? 0
  }

  /// Keys and certificates; `make` in it says how they came to be.
  static let folder = repositoryRoot + "/Tests/SourcesClientTests/Fixtures/certificates"

  /// What clients called the server before anything was encrypted; nil for nothing.
  var names: [String?] { log.names.withLock { $0 } }
  /// What was read, one text a request.
  var requests: [String] { log.requests.withLock { $0 } }

  func close() async throws { try await channel.close() }
}

/// Answers whatever ends in an empty line.
private final class Answerer: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let manner: SecureServer.Manner
  private let note: (String) -> Void
  private var request = ""

  init(_ manner: SecureServer.Manner, note: @escaping (String) -> Void) {
    self.manner = manner
    self.note = note
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    request += String(buffer: Self.unwrapInboundIn(data))
    guard request.hasSuffix("\r\n\r\n") else { return }
    note(request)
    request = ""
    context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: manner.answer)), promise: nil)
    guard manner.breaksOff else { return }
    do {
      // Below the encryption, so that the client is not told that this is the end.
      let wire = try context.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
      wire.close(promise: nil)
    } catch {
      context.fireErrorCaught(error)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
