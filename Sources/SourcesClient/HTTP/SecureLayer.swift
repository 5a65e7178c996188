import NIOCore
import NIOSSL
import NIOTLS

/// TLS to one server: 1.2 or newer, its certificate checked against the trusted ones and
/// against its name.
///
/// The only place that knows the library.
final class SecureLayer {
  private let endpoint: Endpoint
  private let trust: TrustStore
  private var context: NIOSSLContext?

  init(_ endpoint: Endpoint, trust: TrustStore) {
    self.endpoint = endpoint
    self.trust = trust
  }

  /// What encrypts one connection.
  ///
  /// - Throws: `ConnectionFailure` when the trusted certificates cannot be read.
  func makeHandler() throws(ConnectionFailure) -> any ChannelHandler {
    do {
      let context = try openContext()
      // An address is no name: it is not sent along, and checked against the addresses of
      // the certificate.
      return try NIOSSLClientHandler(
        context: context, serverHostname: endpoint.numeric == nil ? endpoint.host : nil)
    } catch {
      throw .noSecurity(certificates: trust.path)
    }
  }

  /// The certificates are read once, with the first connection.
  private func openContext() throws -> NIOSSLContext {
    if let context { return context }
    var settings = TLSConfiguration.makeClientConfiguration()
    settings.minimumTLSVersion = .tlsv12
    settings.applicationProtocols = ["http/1.1"]
    // Whoever does not say goodbye in that time is left without one.
    settings.shutdownTimeout = .seconds(1)
    if let path = trust.path { settings.trustRoots = .file(path) }
    let made = try NIOSSLContext(configuration: settings)
    context = made
    return made
  }

  /// Whether an event of a connection says that it is encrypted now.
  static func isReady(_ event: Any) -> Bool {
    if case .handshakeCompleted? = event as? TLSUserEvent { return true }
    return false
  }

  /// What an error of the library means; nil when it is another's.
  static func failure(_ error: any Error) -> ConnectionFailure? {
    switch error {
    case let error as NIOSSLExtraError:
      error == .failedToValidateHostname ? .otherName : .notEncrypted
    case NIOSSLError.unableToValidateCertificate: .untrusted
    case NIOSSLError.handshakeFailed(let reason):
      String(describing: reason).contains("CERTIFICATE_VERIFY_FAILED")
        ? .untrusted : .notEncrypted
    // The end of the bytes without the word that ends them: cut off, as far as one can know.
    case NIOSSLError.uncleanShutdown: .closed
    case is NIOSSLError, is BoringSSLError: .notEncrypted
    default: nil
    }
  }
}
