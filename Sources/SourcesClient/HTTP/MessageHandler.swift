import NIOCore
import NIOHTTP1
import NIOHTTPCompression

/// Status and headers of an answer.
struct AnswerHead {
  let status: Int
  let headers: [Response.Header]
}

/// Between the bytes of one connection and its exchanges: HTTP/1.1 as the library reads it.
///
/// The only place that knows the library.
final class MessageHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  /// How an answer says where it ends.
  private struct Framing {
    var keepsAlive = false
    var isChunked = false
    var isCompressed = false

    init() {}

    init(_ head: HTTPResponseHead) {
      // After a change of protocol nothing is known of what follows.
      keepsAlive = head.isKeepAlive && head.status != .switchingProtocols
      isChunked = head.headers.contains(name: "Transfer-Encoding")
      let encoding = head.headers[canonicalForm: "Content-Encoding"].first?.lowercased()
      isCompressed = encoding == "gzip" || encoding == "deflate"
    }
  }

  private let connection: Connection
  private let wire: WireEnd
  private let decoder: HTTPResponseDecoder
  private let bodyBytesMax: Int
  private var context: ChannelHandlerContext?
  private var framing = Framing()
  private var canInflate = false

  private init(
    _ connection: Connection, _ wire: WireEnd, _ decoder: HTTPResponseDecoder, bodyBytesMax: Int
  ) {
    self.connection = connection
    self.wire = wire
    self.decoder = decoder
    self.bodyBytesMax = bodyBytesMax
  }

  /// Sets up a channel that has just been connected.
  static func add(
    to channel: any Channel, for connection: Connection, bodyBytesMax: Int
  ) throws -> MessageHandler {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = 16 << 10
    limits.maxHeaderListSize = 128 << 10
    let decoder = HTTPResponseDecoder(
      leftOverBytesStrategy: .dropBytes, informationalResponseStrategy: .drop,
      limitConfiguration: limits)
    let wire = WireEnd(connection)
    let handler = MessageHandler(connection, wire, decoder, bodyBytesMax: bodyBytesMax)
    try channel.pipeline.syncOperations.addHandlers([
      wire, ByteToMessageHandler(decoder), handler,
    ])
    return handler
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  /// Writes the bytes of a request; false when the system refused the first of them.
  ///
  /// The reader of answers wants to see the head of each request, to know that an answer is
  /// due; one stands for all, for what is written are the bytes. It is told directly: on the
  /// way through the pipeline its type is found out anew each time, for more than the writing
  /// itself.
  func send(_ bytes: ByteBuffer) -> Bool {
    guard let context, context.channel.isActive else { return false }
    decoder.write(data: .head(Self.anyHead))
    wire.write(bytes)
    return context.channel.isActive
  }

  private static let anyHead = HTTPRequestHead(version: .http1_1, method: .GET, uri: "/")

  func close() { context?.close(promise: nil) }
}

// MARK: - Answers

extension MessageHandler {
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch Self.unwrapInboundIn(data) {
    case .head(let head):
      framing = Framing(head)
      connection.receive(
        AnswerHead(
          status: Int(head.status.code),
          headers: head.headers.map { Response.Header($0.name, $0.value) }))
      if framing.isCompressed { inflate(data, context) }
    case .body(let part):
      wire.countBody(part.readableBytes)
      if framing.isCompressed { return inflate(data, context) }
      connection.receive(part)
    case .end:
      if framing.isCompressed { inflate(data, context) }
      connection.finish(
        canRest: framing.keepsAlive && wire.endsHere(isChunked: framing.isChunked)
          && isAllWritten(context.channel))
    }
  }

  /// Whether nothing of the request waits to be written; a server may answer before it has
  /// read all of it.
  private func isAllWritten(_ channel: any Channel) -> Bool {
    do {
      return try channel.syncOptions?.getOption(ChannelOptions.bufferedWritableBytes) == 0
    } catch {
      return false
    }
  }

  /// Passes a part of a compressed answer on to the library's own handler for such.
  private func inflate(_ part: NIOAny, _ context: ChannelHandlerContext) {
    if !canInflate {
      do {
        try context.pipeline.syncOperations.addHandlers(
          [
            NIOHTTPResponseDecompressor(limit: .size(bodyBytesMax)),
            InflatedBody(connection, bodyBytesMax: bodyBytesMax),
          ], position: .after(self))
      } catch {
        return connection.fail(.other)
      }
      canInflate = true
    }
    context.fireChannelRead(part)
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if SecureLayer.isReady(event) { connection.isSecured() }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case HTTPParserError.invalidEOFState: connection.fail(.cutShort)
    case HTTPParserError.headerOverflow: connection.fail(.headTooLong)
    case is HTTPParserError, is NIOHTTPDecoderError: connection.fail(.notHTTP)
    default: connection.fail(SecureLayer.failure(error) ?? ConnectionFailure(error))
    }
  }

  func channelInactive(context: ChannelHandlerContext) { connection.fail(.closed) }
}

/// Takes the inflated parts of a body.
private final class InflatedBody: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart

  private let connection: Connection
  private let bodyBytesMax: Int

  init(_ connection: Connection, bodyBytesMax: Int) {
    self.connection = connection
    self.bodyBytesMax = bodyBytesMax
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if case .body(let part) = Self.unwrapInboundIn(data) { connection.receive(part) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error {
    case NIOHTTPDecompression.DecompressionError.limit:
      connection.fail(.bodyTooLong(bytesMax: bodyBytesMax))
    case let error as NIOHTTPDecompression.ExtraDecompressionError:
      connection.fail(error == .truncatedData ? .cutShort : .notHTTP)
    default: connection.fail(.notHTTP)
    }
  }
}

// MARK: - Bytes

/// Next to the wire: writes requests as they are, and looks at what comes before anyone
/// understands it.
///
/// Bytes that nobody asked for are taken for no answer: a connection that brings some is not
/// used again, because the next request would be given them.
private final class WireEnd: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let connection: Connection
  private var context: ChannelHandlerContext?
  /// What is being read, while it is.
  private var bytes: ByteBuffer?
  /// How many of them belong to a body.
  private var bodyBytes = 0

  init(_ connection: Connection) { self.connection = connection }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard connection.expectsAnswer else { return connection.fail(.notHTTP) }
    bytes = Self.unwrapInboundIn(data)
    bodyBytes = 0
    context.fireChannelRead(data)
    bytes = nil
  }

  func handlerAdded(context: ChannelHandlerContext) { self.context = context }
  func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

  func write(_ bytes: ByteBuffer) {
    context?.writeAndFlush(Self.wrapOutboundOut(bytes), promise: nil)
  }

  func countBody(_ count: Int) { bodyBytes += count }

  /// Whether the answer that ends now ends where the bytes do.
  ///
  /// What comes before the body, or after its last chunk, is an empty line. A body that goes
  /// on from an earlier read fills the whole of this one.
  func endsHere(isChunked: Bool) -> Bool {
    guard let bytes else { return false }
    let rest = isChunked ? 0 : bodyBytes
    if rest == bytes.readableBytes { return true }
    let lineEnd = bytes.readableBytes - rest
    guard lineEnd >= 4 else { return false }
    return bytes.getInteger(at: bytes.readerIndex + lineEnd - 4, as: UInt32.self) == 0x0D0A_0D0A
  }
}
