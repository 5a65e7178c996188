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
  /// It was carried out, or joined what ran already.
  case happened(Proof)
  /// Nothing shows that it was; later something may.
  case absent
  /// There is nothing to look at, or nobody answered.
  case unclear
}

/// What a look shows of a request that was carried out.
package struct Proof: Sendable, Hashable {
  /// When it left, on the server's clock; nil where that does not show.
  package let startedAt: Time?
  /// Whether what it should have started ran already.
  package let isJoined: Bool
  /// What it has made; nil for a request that makes nothing. The server may still take it
  /// back while it works on the request (contract 5.3), so the last look counts.
  package let made: Record?

  /// Creates a proof.
  package init(startedAt: Time? = nil, isJoined: Bool = false, made: Record? = nil) {
    self.startedAt = startedAt
    self.isJoined = isJoined
    self.made = made
  }
}
