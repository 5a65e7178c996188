import Glibc
import Synchronization

/// A listener on loopback that reads one request a connection, answers it and hangs up.
final class LoopbackServer: Sendable {
  let port: Int
  private let descriptor: Int32
  private let log = Mutex<[String]>([])

  struct Trouble: Error { let call: String }

  enum Answer: Sendable {
    case bytes([UInt8])
    /// Says nothing until the client hangs up.
    case silence

    static func text(_ text: String) -> Answer { .bytes(Array(text.utf8)) }
  }

  /// Starts listening on a free port.
  init(answering answer: Answer) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Trouble(call: "socket") }
    port = try Self.listen(descriptor)
    // The blocking calls own a thread of their own; it ends when the socket is closed.
    let thread = Thread { [self] in serve(answer) }
    guard thread.start() else { throw Trouble(call: "pthread_create") }
  }

  /// What was read, one text a connection.
  var requests: [String] { log.withLock { $0 } }

  func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private static func listen(_ descriptor: Int32) throws -> Int {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && Glibc.listen(descriptor, 16) == 0
          && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw Trouble(call: "bind") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private func serve(_ answer: Answer) {
    while case let connection = accept(descriptor, nil, nil), connection >= 0 {
      let request = Self.read(connection)
      log.withLock { $0.append(request) }
      switch answer {
      case .bytes(let bytes): Self.write(bytes, to: connection)
      case .silence: _ = Self.read(connection)
      }
      Glibc.close(connection)
    }
    Glibc.close(descriptor)
  }

  /// Head and body; a request without a length has none.
  private static func read(_ connection: Int32) -> String {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while !isWhole(String(decoding: bytes, as: UTF8.self)) {
      let count = recv(connection, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isWhole(_ request: String) -> Bool {
    guard let end = request.firstRange(of: "\r\n\r\n") else { return false }
    let lines = request[..<end.lowerBound].lowercased().split(separator: "\r\n")
    let length = lines.first { $0.hasPrefix("content-length: ") }?.dropFirst(16)
    return request[end.upperBound...].utf8.count >= length.flatMap { Int($0) } ?? 0
  }

  private static func write(_ bytes: [UInt8], to connection: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return }
      rest = rest.dropFirst(sent)
    }
  }
}

/// A thread for calls that block.
private struct Thread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let body: Body

  init(_ run: @escaping @Sendable () -> Void) { body = Body(run) }

  func start() -> Bool {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(body).toOpaque()
    let status = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    return status == 0 && pthread_detach(thread) == 0
  }
}
