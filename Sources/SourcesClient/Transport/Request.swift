package import CommandModel

/// What is sent, but for the server and the key: those belong to the transport, so
/// no request can lead a key to another host.
package struct Request: Sendable, Hashable {
  package let method: Operation.Method
  /// Percent-encoded, from the root: `/api/projects/1/external_data_sources/`.
  package let path: String
  /// Percent-encoded, without the question mark; empty when there is none.
  package let query: String
  /// JSON, or nil for none.
  package let body: [UInt8]?
  package let timeLimits: TimeLimits

  package init(
    _ method: Operation.Method, path: String, query: String = "", body: [UInt8]? = nil,
    timeLimits: TimeLimits = .ordinary
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.body = body
    self.timeLimits = timeLimits
  }

  /// Path and query, as the request line has them.
  package var target: String { query.isEmpty ? path : "\(path)?\(query)" }

  /// How long an attempt may take (reliability.md, section 2).
  package struct TimeLimits: Sendable, Hashable {
    /// Until a connection stands, for every request.
    package static let connect = Duration.seconds(10)

    /// From the request's head to the answer's.
    package let firstByte: Duration
    /// From the request's head to the answer's last byte.
    package let total: Duration

    package init(firstByte: Duration, total: Duration = .seconds(130)) {
      self.firstByte = firstByte
      self.total = total
    }

    /// For what the server answers from its own store.
    package static let ordinary = TimeLimits(firstByte: .seconds(30))
    /// The server itself waits up to 120 s for the third party it talks to.
    package static let live = TimeLimits(firstByte: .seconds(130))
  }
}
