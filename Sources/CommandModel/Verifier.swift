/// Finds out what became of requests that got no answer (reliability.md, section 5).
package protocol Verifier: Sendable {
  /// Looks once, at all of them together; the findings are in their order.
  func look(at doubts: [Doubt]) async -> [Finding]
}

/// A request that may have been carried out.
package struct Doubt: Sendable {
  package let invocation: Invocation
  /// When it left, on this machine's clock.
  package let sentAt: Time

  /// Creates a doubt.
  package init(_ invocation: Invocation, sentAt: Time) {
    self.invocation = invocation
    self.sentAt = sentAt
  }
}

/// What a look showed.
package enum Finding: Sendable, Hashable {
  /// It was carried out, or joined what ran already; when it left, on the server's clock.
  case happened(startedAt: Time?, isJoined: Bool)
  /// Nothing shows that it was; later something may.
  case absent
  /// There is nothing to look at, or nobody answered.
  case unclear
}
