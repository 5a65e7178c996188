import NIOCore

/// The connections to the one server.
///
/// One that rests is taken before another is made, so that there are never more than there
/// were requests at once. All of it happens on one event loop.
final class ConnectionPool {
  /// What its connections have in common.
  let site: Site
  /// Also those that are being made.
  private var all: [Connection] = []
  /// The one that has rested shortest is the last.
  private var resting: [Connection] = []

  /// What every connection needs to know.
  struct Site {
    let endpoint: Endpoint
    /// Nil where the wire needs no encryption.
    let security: SecureLayer?
    let bodyBytesMax: Int
    let restMax: TimeAmount
    let loop: any EventLoop
  }

  init(_ site: Site) { self.site = site }

  /// Sends a request over a connection that rests, or over a new one.
  ///
  /// What the server closed meanwhile is no attempt: when it refuses the first byte, nothing
  /// has left, and the next one is taken.
  func begin(_ exchange: Exchange) {
    guard !exchange.withdrawal.isRaised else {
      let failure = ConnectionFailure.interrupted
      return exchange.end(.failure(failure.error(at: site.endpoint.address, wasSent: false)))
    }
    while let connection = resting.popLast() {
      if connection.carry(exchange) { return }
    }
    let connection = Connection(in: self)
    all.append(connection)
    connection.open(for: exchange)
  }

  /// Closes the connection of a request that nobody waits for any more.
  func withdraw(_ withdrawal: Exchange.Withdrawal) {
    all.first { $0.exchange?.withdrawal === withdrawal }?.fail(.interrupted)
  }

  /// Takes back a connection whose exchange is over.
  func rest(_ connection: Connection) { resting.append(connection) }

  /// Forgets a connection that is closed.
  func remove(_ connection: Connection) {
    all.removeAll { $0 === connection }
    resting.removeAll { $0 === connection }
  }

  /// Closes all connections; requests on their way fail.
  func closeAll() {
    for connection in all { connection.fail(.interrupted) }
  }
}
