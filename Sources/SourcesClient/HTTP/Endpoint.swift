import CommandModel
import NIOCore
import NIOPosix

/// Where the one server is reached.
struct Endpoint: Sendable {
  let address: ServerAddress
  /// The host as resolvers and certificates have it: without brackets.
  let host: String
  let port: Int
  /// What needs no look-up; nil for a name.
  let numeric: SocketAddress?

  init(_ address: ServerAddress) {
    self.address = address
    let isBracketed = address.host.hasPrefix("[")
    host = isBracketed ? String(address.host.dropFirst().dropLast()) : address.host
    port = address.port ?? address.scheme.port
    do {
      numeric = try SocketAddress(ipAddress: host, port: port)
    } catch {
      numeric = nil
    }
  }

  /// Connects; a name's addresses of both families race (RFC 8305).
  func connect(on loop: any EventLoop) -> EventLoopFuture<any Channel> {
    let bootstrap = ClientBootstrap(group: loop)
      .connectTimeout(TimeAmount(Request.TimeLimits.connect))
      // One attempt to write for each flush: when that fails, not one byte has left.
      .channelOption(ChannelOptions.writeSpin, value: 0)
    guard let numeric else { return bootstrap.connect(host: host, port: port) }
    return bootstrap.connect(to: numeric)
  }
}

extension ServerAddress.Scheme {
  /// Where a server listens whose address does not say.
  fileprivate var port: Int {
    switch self {
    case .http: 80
    case .https: 443
    }
  }
}
