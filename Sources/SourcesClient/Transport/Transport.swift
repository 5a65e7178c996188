/// Carries one request to the one server it was made for, and brings the answer back.
///
/// It follows no redirect and sends nothing twice.
package protocol Transport: Sendable {
  /// The answer to one request, whatever its status.
  func send(_ request: Request) async throws(TransportError) -> Response
  /// Ends all connections; nothing can be sent afterwards.
  func close() async
  /// Where a task that sends many requests does so with the fewest changes of thread; nil
  /// where all places are the same.
  var executor: (any TaskExecutor)? { get }
}

extension Transport {
  package var executor: (any TaskExecutor)? { nil }
  package func close() async {}
}

/// Why no answer came.
package struct TransportError: Error, Sendable, Hashable {
  /// What is known of the request's fate.
  package enum Cause: Sendable, Hashable {
    /// No byte of the request was written.
    case notSent
    /// Something was written, then the connection or the time ended.
    case ambiguous
    /// The server could not prove who it is; nothing was written.
    case identity
    /// The answer is larger than anything the API sends.
    case tooLarge
  }

  package let cause: Cause
  /// Safe to show: no key, no text of the library.
  package let message: String

  package init(_ cause: Cause, _ message: String) {
    self.cause = cause
    self.message = message
  }
}
