import Glibc
import Synchronization

/// A listener on loopback that plays a script to each connection and then hangs up.
final class LoopbackServer: Sendable {
  /// What it does next.
  enum Step: Sendable {
    /// Reads one request.
    case take
    case say([UInt8])
    /// Says the same until the client hangs up.
    case flood(String)
    /// Says nothing until the client hangs up.
    case hush
    /// Drops the connection, with a reset instead of an end.
    case reset

    static func say(_ text: String) -> Step { .say(Array(text.utf8)) }
  }

  /// Something that has happened; connections count from 1, in the order they came.
  enum Event: Sendable, Hashable {
    case took(Int)
    /// The script is over, and the server has hung up.
    case hungUp(Int)
  }

  enum Answer: Sendable {
    case bytes([UInt8])
    /// Says nothing until the client hangs up.
    case silence

    static func text(_ text: String) -> Answer { .bytes(Array(text.utf8)) }
  }

  private struct Log {
    var requests: [String] = []
    var connections = 0
    var events: [Event] = []
    var waiting: [(event: Event, continuation: CheckedContinuation<Void, Never>)] = []
  }

  struct Trouble: Error { let call: String }

  let port: Int
  private let descriptor: Int32
  private let log = Mutex(Log())

  /// Starts listening on a free port; the last script is for all further connections.
  init(_ scripts: [[Step]], family: Family = .four) throws {
    descriptor = socket(family.number, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw Trouble(call: "socket") }
    port = try family.listen(descriptor)
    // The blocking calls own threads of their own; they end when the sockets are closed.
    let thread = Thread { [self] in serve(scripts) }
    guard thread.start() else { throw Trouble(call: "pthread_create") }
  }

  /// Reads one request a connection and answers it.
  convenience init(answering answer: Answer) throws {
    switch answer {
    case .bytes(let bytes): try self.init([[.take, .say(bytes)]])
    case .silence: try self.init([[.take, .hush]])
    }
  }

  /// What was read, one text a request.
  var requests: [String] { log.withLock { $0.requests } }
  /// How many connections were made.
  var connections: Int { log.withLock { $0.connections } }

  /// Waits until something has happened.
  func wait(for event: Event) async {
    await withCheckedContinuation { continuation in
      let hasHappened = log.withLock { log in
        if log.events.contains(event) { return true }
        log.waiting.append((event, continuation))
        return false
      }
      if hasHappened { continuation.resume() }
    }
  }

  func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private func note(_ event: Event) {
    let released = log.withLock { log in
      log.events.append(event)
      defer { log.waiting.removeAll { $0.event == event } }
      return log.waiting.filter { $0.event == event }.map(\.continuation)
    }
    for continuation in released { continuation.resume() }
  }

  // MARK: - Serving

  private func serve(_ scripts: [[Step]]) {
    while case let connection = accept(descriptor, nil, nil), connection >= 0 {
      let number = log.withLock { log in
        log.connections += 1
        return log.connections
      }
      let script = scripts[min(number, scripts.count) - 1]
      let thread = Thread { [self] in play(script, to: connection, number) }
      guard thread.start() else { break }
    }
    Glibc.close(descriptor)
  }

  private func play(_ script: [Step], to connection: Int32, _ number: Int) {
    for step in script {
      switch step {
      case .take:
        let request = Self.read(connection)
        guard !request.isEmpty else { continue }
        log.withLock { $0.requests.append(request) }
        note(.took(number))
      case .say(let bytes): _ = Self.write(bytes, to: connection)
      case .flood(let text):
        let bytes = Array(text.utf8)
        while Self.write(bytes, to: connection) {}
      case .hush:
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while recv(connection, &buffer, buffer.count, 0) > 0 {}
      case .reset:
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
          connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
      }
    }
    Glibc.close(connection)
    note(.hungUp(number))
  }

  /// Head and body; a request without a length has none. Empty at the end.
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

  /// False when the client has hung up.
  private static func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }
}

extension LoopbackServer {
  /// A kind of address.
  enum Family {
    case four, six

    fileprivate var number: Int32 {
      switch self {
      case .four: AF_INET
      case .six: AF_INET6
      }
    }

    /// Binds a socket to loopback and a free port, which it gives.
    fileprivate func listen(_ descriptor: Int32) throws -> Int {
      switch self {
      case .four:
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        try Self.listen(descriptor, at: &address)
        return Int(UInt16(bigEndian: address.sin_port))
      case .six:
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_addr = in6addr_loopback
        try Self.listen(descriptor, at: &address)
        return Int(UInt16(bigEndian: address.sin6_port))
      }
    }

    private static func listen<Address>(_ descriptor: Int32, at address: inout Address) throws {
      var length = socklen_t(MemoryLayout<Address>.size)
      let isBound = withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, length) == 0 && Glibc.listen(descriptor, 64) == 0
            && getsockname(descriptor, $0, &length) == 0
        }
      }
      guard isBound else { throw Trouble(call: "bind") }
    }

    /// Whether this machine has such a loopback address.
    var isThere: Bool {
      let descriptor = socket(number, Int32(SOCK_STREAM.rawValue), 0)
      guard descriptor >= 0 else { return false }
      defer { Glibc.close(descriptor) }
      do {
        _ = try listen(descriptor)
        return true
      } catch {
        return false
      }
    }
  }
}
