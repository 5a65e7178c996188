import CommandModel
import NIOCore
import NIOPosix
import Synchronization

/// The transport to one real server, over HTTP/1.1.
///
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
    /// How long a connection rests before it is closed: less than the 60 s after which
    /// servers and what stands before them do so by custom.
    package let restMax: Duration

    package init(
      credentials: Credentials, userAgent: String, trust: TrustStore = TrustStore(),
      bodyBytesMax: Int = 16 << 20, restMax: Duration = .seconds(50)
    ) {
      self.credentials = credentials
      self.userAgent = userAgent
      self.trust = trust
      self.bodyBytesMax = bodyBytesMax
      self.restMax = restMax
    }
  }

  private enum State {
    case fresh
    case open(Place)
    case closed
  }

  /// The one thread on which everything happens. It carries the few requests a second that
  /// the server allows, and some thousand.
  private struct Place {
    let group: MultiThreadedEventLoopGroup
    let loop: any EventLoop
    let pool: NIOLoopBoundBox<ConnectionPool>
  }

  private let settings: Settings
  private let requestBytes: RequestBytes
  private let state = Mutex(State.fresh)

  /// Creates a transport that has not connected yet.
  package init(_ settings: Settings) {
    self.settings = settings
    requestBytes = RequestBytes(settings.credentials, userAgent: settings.userAgent)
  }

  package func send(_ request: Request) async throws(TransportError) -> Response {
    let bytes: ByteBuffer
    do throws(ConnectionFailure) {
      bytes = try requestBytes.bytes(of: request)
    } catch {
      throw error.error(at: settings.credentials.address, wasSent: false)
    }
    let withdrawal = Exchange.Withdrawal()
    let end = await withTaskCancellationHandler {
      await withCheckedContinuation { waiting in
        let exchange = Exchange(
          bytes, timeLimits: request.timeLimits, withdrawal: withdrawal, waiting: waiting)
        if !onLoop({ $0.begin(exchange) }) {
          exchange.end(.failure(TransportError(.notSent, "the connection was closed")))
        }
      }
    } onCancel: {
      withdrawal.raise()
      _ = onLoop { $0.withdraw(withdrawal) }
    }
    return try end.get()
  }

  /// Closes all connections; requests on their way fail. Nothing can be sent afterwards.
  ///
  /// It does not wait for the end of that: a process that leaves has no use for it, and
  /// waiting took 2 ms of the 16 that one GET takes.
  package func close() async {
    state.withLock { state in
      if case .open(let place) = state {
        place.loop.execute { place.pool.value.closeAll() }
        // The library reports what it still has to close; nobody waits for that.
        place.group.shutdownGracefully { _ in }
      }
      state = .closed
    }
  }

  package var executor: (any TaskExecutor)? {
    state.withLock { state in place(&state).map { LoopExecutor($0.loop) } }
  }

  /// Has something done where the connections are; false when they are closed for good.
  ///
  /// Under the lock, so that nothing is left behind on a loop that has ended.
  private func onLoop(_ body: @escaping @Sendable (ConnectionPool) -> Void) -> Bool {
    state.withLock { state in
      guard let place = place(&state) else { return false }
      place.loop.execute { body(place.pool.value) }
      return true
    }
  }

  /// Where the connections are, from the first request on; nil when they are closed for good.
  private func place(_ state: inout State) -> Place? {
    switch state {
    case .open(let place): return place
    case .closed: return nil
    case .fresh:
      let place = makePlace()
      state = .open(place)
      return place
    }
  }

  private func makePlace() -> Place {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    let endpoint = Endpoint(settings.credentials.address)
    let isEncrypted = settings.credentials.address.scheme == .https
    let site = ConnectionPool.Site(
      endpoint: endpoint,
      security: isEncrypted ? SecureLayer(endpoint, trust: settings.trust) : nil,
      bodyBytesMax: settings.bodyBytesMax, restMax: TimeAmount(settings.restMax), loop: loop)
    return Place(
      group: group, loop: loop,
      pool: .makeBoxSendingValue(ConnectionPool(site), eventLoop: loop))
  }
}
