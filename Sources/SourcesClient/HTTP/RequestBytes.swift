import CommandModel
import NIOCore

/// A request as it goes over the wire: head and body in one piece, so that one system call
/// takes all of it or nothing.
struct RequestBytes: Sendable {
  private let pathPrefix: String
  /// What every request to this server says, line by line.
  private let sameLines: String

  init(_ credentials: Credentials, userAgent: String) {
    let address = credentials.address
    pathPrefix = address.pathPrefix
    sameLines = [
      "Host: " + address.authority,
      "Authorization: Bearer " + credentials.key.reveal(),
      "Accept: application/json", "Accept-Encoding: gzip", "User-Agent: " + userAgent,
    ].map { $0 + "\r\n" }.joined()
  }

  /// The bytes of a request.
  ///
  /// - Throws: `ConnectionFailure` when its target could end the line it stands on.
  func bytes(of request: Request) throws(ConnectionFailure) -> ByteBuffer {
    let target = request.target
    guard target.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .unsendable }
    var buffer = ByteBufferAllocator().buffer(
      capacity: sameLines.utf8.count + target.utf8.count + 128 + (request.body?.count ?? 0))
    buffer.writeString(request.method.rawValue)
    buffer.writeStaticString(" ")
    buffer.writeString(pathPrefix)
    buffer.writeString(target)
    buffer.writeStaticString(" HTTP/1.1\r\n")
    buffer.writeString(sameLines)
    if request.body != nil { buffer.writeStaticString("Content-Type: application/json\r\n") }
    if request.body != nil || request.method.expectsBody {
      buffer.writeStaticString("Content-Length: ")
      buffer.writeString(String(request.body?.count ?? 0))
      buffer.writeStaticString("\r\n")
    }
    buffer.writeStaticString("\r\n")
    if let body = request.body { buffer.writeBytes(body) }
    return buffer
  }
}

extension Operation.Method {
  /// Whether a request without a body says so (RFC 9110, section 8.6).
  fileprivate var expectsBody: Bool {
    switch self {
    case .post, .patch: true
    case .get, .delete: false
    }
  }
}
