import NIOCore

/// One connection, from being made to being closed, and the exchange it is at work on.
///
/// It knows what was written, which decides whether a request may have been carried out.
final class Connection {
  private enum State {
    /// Until the server is reached and, where the wire is encrypted, has proved who it is.
    case connecting
    case resting
    /// The first byte is being handed to the system.
    case writing
    /// The request has left, or a part of it.
    case waiting(until: NIODeadline)
    case receiving(AnswerHead)
    case closed
  }

  private(set) var exchange: Exchange?
  private let pool: ConnectionPool
  private var state = State.connecting
  /// What has come of an answer's body.
  private var body = BodyBlocks()
  private var messages: MessageHandler?
  private lazy var deadline = MovingDeadline(on: pool.site.loop) { [unowned self] in pass() }

  init(in pool: ConnectionPool) { self.pool = pool }

  /// Whether anything that comes now belongs to an answer.
  var expectsAnswer: Bool {
    switch state {
    case .waiting, .receiving: true
    case .connecting, .resting, .writing, .closed: false
    }
  }
}

// MARK: - Making

extension Connection {
  /// Makes the connection, and sends the first request over it.
  func open(for exchange: Exchange) {
    self.exchange = exchange
    deadline.move(to: .now() + TimeAmount(Request.TimeLimits.connect))
    pool.site.endpoint.connect(on: pool.site.loop).assumeIsolated().whenComplete { result in
      switch result {
      case .success(let channel): self.prepare(channel)
      case .failure(let error): self.fail(ConnectionFailure(error))
      }
    }
  }

  private func prepare(_ channel: any Channel) {
    guard case .connecting = state else { return channel.close(promise: nil) }
    do {
      messages = try MessageHandler.add(to: channel, for: self, bodyBytesMax: bodyBytesMax)
      guard let security = pool.site.security else { return begin() }
      let handler = try security.makeHandler()
      try channel.pipeline.syncOperations.addHandler(handler, position: .first)
    } catch {
      channel.close(promise: nil)
      fail(ConnectionFailure(error))
    }
  }

  /// The server has proved who it is.
  func isSecured() {
    if case .connecting = state { begin() }
  }

  private func begin() {
    if !write() { fail(.closed) }
  }
}

// MARK: - Exchanging

extension Connection {
  /// Sends a request over the connection that rests; false when not one byte of it left,
  /// because the connection is dead.
  func carry(_ exchange: Exchange) -> Bool {
    guard case .resting = state else { return false }
    self.exchange = exchange
    if write() { return true }
    self.exchange = nil
    close()
    return false
  }

  private func write() -> Bool {
    guard let exchange, let messages else { return false }
    let former = state
    state = .writing
    guard messages.send(exchange.bytes) else {
      state = former
      return false
    }
    let limits = exchange.timeLimits
    let now = NIODeadline.now()
    let end = now + TimeAmount(limits.total)
    state = .waiting(until: end)
    deadline.move(to: min(end, now + TimeAmount(limits.firstByte)))
    return true
  }

  func receive(_ head: AnswerHead) {
    guard case .waiting(let end) = state else { return }
    state = .receiving(head)
    deadline.move(to: end)
  }

  func receive(_ part: ByteBuffer) {
    guard case .receiving = state else { return }
    guard body.count + part.readableBytes <= bodyBytesMax else {
      return fail(.bodyTooLong(bytesMax: bodyBytesMax))
    }
    body.append(part)
  }

  /// The answer is whole; the connection can be used again where both sides are done with it.
  func finish(canRest: Bool) {
    guard case .receiving(let head) = state, let exchange else { return }
    let response = Response(status: head.status, headers: head.headers, body: body.takeAll())
    self.exchange = nil
    if canRest {
      state = .resting
      deadline.move(to: .now() + pool.site.restMax)
      pool.rest(self)
    } else {
      close()
    }
    exchange.end(.success(response))
  }

  private var bodyBytesMax: Int { pool.site.bodyBytesMax }
}

// MARK: - Ending

extension Connection {
  /// Ends the connection, and the exchange that it is at work on.
  func fail(_ failure: ConnectionFailure) {
    var failure = failure
    let wasSent: Bool
    switch state {
    case .closed: return
    // Whoever hands over the first byte sees that it was refused.
    case .writing: return
    case .connecting, .resting: wasSent = false
    case .waiting: wasSent = true
    case .receiving:
      wasSent = true
      if case .closed = failure { failure = .cutShort }
    }
    let unanswered = exchange
    exchange = nil
    close()
    unanswered?.end(.failure(failure.error(at: pool.site.endpoint.address, wasSent: wasSent)))
  }

  private func close() {
    state = .closed
    body = BodyBlocks()
    deadline.end()
    messages?.close()
    messages = nil
    pool.remove(self)
  }

  private func pass() {
    switch state {
    case .connecting: fail(.notConnectedInTime)
    case .waiting, .receiving: fail(.tooLate)
    case .resting: fail(.closed)
    case .writing, .closed: break
    }
  }
}
