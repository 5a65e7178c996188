import AsyncHTTPClient
import CommandModel
import Glibc
import NIOCore
import NIOHTTP1
import NIOHTTPCompression
import NIOPosix
import NIOSSL
import Synchronization

/// The transport to one real server, over HTTP/1.1.
///
/// The library's defaults are not kept: it would follow a redirect of a POST as a GET,
/// take TLS 1.0, inflate without bound and try a refused connection again and again.
/// It is made at the first request, because a command that asks nobody should not pay.
package final class HTTPTransport: Transport {
  /// What one transport is made for.
  package struct Settings: Sendable {
    package let credentials: Credentials
    /// `edsh/1.0`; visible ASCII.
    package let userAgent: String
    package let trust: TrustStore
    /// The largest body that is taken, inflated.
    ///
    /// The largest legitimate answer is a page of a hundred sources with all their tables,
    /// each of which takes about 820 bytes: 16 MiB hold 20,000 tables, 200 of each source,
    /// and a smaller `--limit` asks for fewer sources at once. A hostile answer is refused
    /// at the bound; the whole process stays below 64 MB then, which 32 MiB did not keep.
    package let bodyBytesMax: Int

    package init(
      credentials: Credentials, userAgent: String, trust: TrustStore = TrustStore(),
      bodyBytesMax: Int = 16 << 20
    ) {
      self.credentials = credentials
      self.userAgent = userAgent
      self.trust = trust
      self.bodyBytesMax = bodyBytesMax
    }
  }

  private enum State {
    case fresh
    case open(HTTPClient, MultiThreadedEventLoopGroup)
    case closed
  }

  private let settings: Settings
  private let state = Mutex(State.fresh)

  /// Creates a transport that has not connected yet.
  package init(_ settings: Settings) { self.settings = settings }

  package func send(_ request: Request) async throws(TransportError) -> Response {
    guard let client = openClient() else {
      throw TransportError(.notSent, "the connection was closed")
    }
    let exchange = Exchange(
      timeLimits: request.timeLimits, bodyBytesMax: settings.bodyBytesMax)
    do {
      let task = client.execute(request: try libraryRequest(for: request), delegate: exchange)
      return try await withTaskCancellationHandler {
        try await task.get()
      } onCancel: {
        task.cancel()
      }
    } catch {
      let trouble = Trouble(error, wasSent: exchange.wasSent)
      throw trouble.transportError(of: settings)
    }
  }

  /// Closes all connections; requests on their way fail. Nothing can be sent afterwards.
  ///
  /// It does not wait for the end of that: a process that leaves has no use for it, and
  /// waiting took 2 ms of the 16 that one GET takes.
  package func close() async {
    let former = state.withLock { state in
      defer { state = .closed }
      return state
    }
    guard case .open(let client, let group) = former else { return }
    // The library reports requests cut short; their senders have been told.
    client.shutdown { _ in group.shutdownGracefully { _ in } }
  }

  package var executor: (any TaskExecutor)? {
    guard openClient() != nil else { return nil }
    return state.withLock { state in
      guard case .open(_, let group) = state else { return nil }
      return LoopExecutor(group.next())
    }
  }

  // MARK: - Making

  private func openClient() -> HTTPClient? {
    state.withLock { state in
      switch state {
      case .open(let client, _): return client
      case .closed: return nil
      case .fresh:
        // One thread carries the few requests a second that the server allows.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: library)
        state = .open(client, group)
        return client
      }
    }
  }

  private var library: HTTPClient.Configuration {
    var pool = HTTPClient.Configuration.ConnectionPool()
    pool.retryConnectionEstablishment = false
    pool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
    var configuration = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(Request.TimeLimits.connect)), connectionPool: pool,
      decompression: .enabled(limit: .size(settings.bodyBytesMax)))
    configuration.httpVersion = .http1Only
    configuration.tracing.tracer = nil
    return configuration
  }

  private var tls: TLSConfiguration {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if case .path(let path) = settings.trust { tls.trustRoots = .file(path) }
    return tls
  }

  private func libraryRequest(for request: Request) throws -> HTTPClient.Request {
    let credentials = settings.credentials
    var headers: HTTPHeaders = [
      "Authorization": "Bearer \(credentials.key.reveal())", "Accept": "application/json",
      "Accept-Encoding": "gzip", "User-Agent": settings.userAgent,
    ]
    if request.body != nil { headers.add(name: "Content-Type", value: "application/json") }
    return try HTTPClient.Request(
      url: credentials.address.description + request.target,
      method: HTTPMethod(rawValue: request.method.rawValue), headers: headers,
      body: request.body.map { .bytes($0) })
  }
}

// MARK: - One request

/// Collects one answer, keeps its time limits, and knows whether the request went out.
private final class Exchange: HTTPClientResponseDelegate {
  private struct State {
    var wasSent = false
    var status = 0
    var headers: [Response.Header] = []
    var body = BodyBlocks()
    var firstByteLimit: Scheduled<Void>?
    var totalLimit: Scheduled<Void>?

    mutating func cancelLimits() {
      firstByteLimit?.cancel()
      totalLimit?.cancel()
    }
  }

  private let timeLimits: Request.TimeLimits
  private let bodyBytesMax: Int
  private let state = Mutex(State())

  init(timeLimits: Request.TimeLimits, bodyBytesMax: Int) {
    self.timeLimits = timeLimits
    self.bodyBytesMax = bodyBytesMax
  }

  /// Whether the head went to the connection; before that nothing of it was written.
  var wasSent: Bool { state.withLock(\.wasSent) }

  func didSendRequestHead(task: HTTPClient.Task<Response>, _ head: HTTPRequestHead) {
    let limit = { (duration: Duration) in
      task.eventLoop.scheduleTask(in: TimeAmount(duration)) { task.fail(reason: Limit.time) }
    }
    let (firstByte, total) = (limit(timeLimits.firstByte), limit(timeLimits.total))
    state.withLock { state in
      state.wasSent = true
      state.firstByteLimit = firstByte
      state.totalLimit = total
    }
  }

  func didReceiveHead(
    task: HTTPClient.Task<Response>, _ head: HTTPResponseHead
  ) -> EventLoopFuture<Void> {
    state.withLock { state in
      state.firstByteLimit?.cancel()
      state.status = Int(head.status.code)
      state.headers = head.headers.map { Response.Header($0.name, $0.value) }
    }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(
    task: HTTPClient.Task<Response>, _ buffer: ByteBuffer
  ) -> EventLoopFuture<Void> {
    let fits = state.withLock { state in
      guard state.body.count + buffer.readableBytes <= bodyBytesMax else { return false }
      state.body.append(buffer)
      return true
    }
    return fits
      ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(Limit.size)
  }

  func didReceiveError(task: HTTPClient.Task<Response>, _ error: any Error) {
    state.withLock { $0.cancelLimits() }
  }

  func didFinishRequest(task: HTTPClient.Task<Response>) throws -> Response {
    state.withLock { state in
      state.cancelLimits()
      return Response(
        status: state.status, headers: state.headers, body: state.body.takeAll())
    }
  }
}

/// A body on its way, in blocks: one array that grows would be copied again and again, and
/// need room for both copies.
private struct BodyBlocks {
  private static let size = 1 << 18

  private(set) var count = 0
  private var blocks: [[UInt8]] = []

  mutating func append(_ buffer: ByteBuffer) {
    count += buffer.readableBytes
    var rest = buffer.readableBytesView
    while !rest.isEmpty {
      if blocks.last.map({ $0.count == BodyBlocks.size }) ?? true {
        blocks.append([])
        blocks[blocks.count - 1].reserveCapacity(min(BodyBlocks.size, rest.count))
      }
      let part = rest.prefix(BodyBlocks.size - blocks[blocks.count - 1].count)
      blocks[blocks.count - 1].append(contentsOf: part)
      rest = rest.dropFirst(part.count)
    }
  }

  /// All of it as one array; each block gives its room back as soon as it is copied.
  mutating func takeAll() -> [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(count)
    for index in blocks.indices {
      all += blocks[index]
      blocks[index] = []
    }
    self = BodyBlocks()
    return all
  }
}

/// A bound of ours that an answer did not keep.
private enum Limit: Error {
  case time, size
}

// MARK: - What went wrong

/// The library's many errors as the few that matter; their own texts are never shown,
/// because some hold the key.
private struct Trouble {
  private let error: any Error
  private let wasSent: Bool

  init(_ error: any Error, wasSent: Bool) {
    self.error = error
    self.wasSent = wasSent
  }

  func transportError(of settings: HTTPTransport.Settings) -> TransportError {
    let address = settings.credentials.address
    if isTooLarge {
      return TransportError(
        .tooLarge, "the answer is longer than \(settings.bodyBytesMax) bytes")
    }
    if isIdentity {
      return TransportError(
        .identity, "\(address) could not prove who it is: its certificate is not trusted here")
    }
    return wasSent
      ? TransportError(.ambiguous, "no answer from \(address): \(words)")
      : TransportError(.notSent, "cannot reach \(address): \(words)")
  }

  private var isTooLarge: Bool {
    switch error {
    case Limit.size, NIOHTTPDecompression.DecompressionError.limit: true
    default: false
    }
  }

  private var isIdentity: Bool {
    switch error {
    case let error as NIOSSLExtraError: error == .failedToValidateHostname
    case NIOSSLError.unableToValidateCertificate: true
    case NIOSSLError.handshakeFailed(let reason):
      String(describing: reason).contains("CERTIFICATE_VERIFY_FAILED")
    default: false
    }
  }

  private var words: String {
    switch error {
    case let error as HTTPClientError: words(for: error)
    case let error as NIOConnectionError: words(for: error)
    case let error as IOError: words(for: error)
    case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError: "no secure connection"
    case HTTPParserError.invalidEOFState: "it closed the connection before the end of the answer"
    case is HTTPParserError: "what it sent is not HTTP"
    case is Limit: "it took too long"
    case is CancellationError: "interrupted"
    default: "the connection failed"
    }
  }

  private func words(for error: HTTPClientError) -> String {
    switch error {
    case .cancelled: "interrupted"
    case .connectTimeout, .getConnectionFromPoolTimeout, .tlsHandshakeTimeout:
      "no connection within \(DurationText.brief(Request.TimeLimits.connect))"
    case .remoteConnectionClosed: "it closed the connection"
    // Fixed words of the library, without anything of the request.
    default: error.shortDescription.lowercased()
    }
  }

  private func words(for error: NIOConnectionError) -> String {
    if let cause = error.connectionErrors.lazy.compactMap({ $0.error as? IOError }).first {
      return words(for: cause)
    }
    let isUnknown = error.dnsAError != nil || error.dnsAAAAError != nil
    return isUnknown ? "its name cannot be resolved" : "the connection failed"
  }

  private func words(for error: IOError) -> String {
    strerror(error.errnoCode).map { String(cString: $0).lowercased() } ?? "the connection failed"
  }
}
