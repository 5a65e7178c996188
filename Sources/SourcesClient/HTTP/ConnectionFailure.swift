import CommandModel
import Glibc
import NIOCore
import NIOPosix

/// What can go wrong with a connection: the libraries' many errors as the few that matter.
///
/// Their own texts are never shown, because some hold the key.
enum ConnectionFailure: Error {
  /// The person no longer wants the answer, or the program ends.
  case interrupted
  case notConnectedInTime
  case unknownName
  /// The system's words for a number of `errno`.
  case system(Int32)
  /// The certificates to trust cannot be read; nil where the library looks for them itself.
  case noSecurity(certificates: String?)
  case notEncrypted
  case untrusted
  case otherName
  case unsendable
  case tooLate
  case closed
  case cutShort
  case notHTTP
  case headTooLong
  case bodyTooLong(bytesMax: Int)
  case other

  /// What an error of a socket means.
  init(_ error: any Error) {
    switch error {
    case let error as ConnectionFailure: self = error
    case let error as IOError: self = .system(error.errnoCode)
    case let error as NIOConnectionError: self.init(connecting: error)
    case ChannelError.connectTimeout: self = .notConnectedInTime
    case ChannelError.eof, ChannelError.ioOnClosedChannel, ChannelError.alreadyClosed,
      ChannelError.inputClosed, ChannelError.outputClosed:
      self = .closed
    default: self = .other
    }
  }

  private init(connecting error: NIOConnectionError) {
    if let first = error.connectionErrors.first {
      self.init(first.error)
    } else if error.dnsAError != nil || error.dnsAAAAError != nil {
      self = .unknownName
    } else {
      self = .other
    }
  }

  /// The error for whoever sent the request: whether any byte of it had left decides what
  /// is known of its fate.
  func error(at address: ServerAddress, wasSent: Bool) -> TransportError {
    switch self {
    case .bodyTooLong(let bytesMax):
      TransportError(.tooLarge, "the answer is longer than \(bytesMax) bytes")
    case .untrusted, .otherName:
      TransportError(.identity, "\(address) could not prove who it is: \(words)")
    default:
      wasSent
        ? TransportError(.ambiguous, "no answer from \(address): \(words)")
        : TransportError(.notSent, "cannot reach \(address): \(words)")
    }
  }

  private var words: String {
    switch self {
    case .interrupted: "interrupted"
    case .notConnectedInTime:
      "no connection within \(DurationText.brief(Request.TimeLimits.connect))"
    case .unknownName: "its name cannot be resolved"
    case .system(let number):
      strerror(number).map { String(cString: $0).lowercased() } ?? "the connection failed"
    case .noSecurity(let path?): "the certificates in `\(path)` cannot be read"
    case .noSecurity(nil), .notEncrypted: "no secure connection"
    case .untrusted: "its certificate has expired or is not trusted here"
    case .otherName: "its certificate is for another name"
    case .unsendable: "the address of the request has characters that none can have"
    case .tooLate: "it took too long"
    case .closed: "it closed the connection"
    case .cutShort: "it closed the connection before the end of the answer"
    case .notHTTP: "what it sent is not HTTP"
    case .headTooLong: "the head of its answer is too long"
    case .bodyTooLong(let bytesMax): "its answer is longer than \(bytesMax) bytes"
    case .other: "the connection failed"
    }
  }
}
