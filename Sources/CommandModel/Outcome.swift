/// What one request came to.
package enum Outcome: Sendable {
  case success(Answer)
  case failure(Failure)

  package var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}

/// A good answer.
package struct Answer: Sendable {
  /// The decoded body; null when it was empty, which is success too.
  package var value: Value
  package let status: Int
  /// The path of the request, without host and query.
  package let path: String
  /// The server's `Date`, when it sent one.
  package let serverDate: Time?
  /// From the first byte sent to the last byte read.
  package let elapsed: Duration

  package init(
    value: Value, status: Int = 200, path: String = "", serverDate: Time? = nil,
    elapsed: Duration = .zero
  ) {
    self.value = value
    self.status = status
    self.path = path
    self.serverDate = serverDate
    self.elapsed = elapsed
  }

  /// When the request left, on the server's clock: its `Date` less the duration and 2 s
  /// (reliability.md, section 5).
  package var startedAt: Time? { serverDate.map { $0 - elapsed - Answer.clockMargin } }

  /// What keeps `startedAt` before the request also when the server's `Date` is cut to seconds.
  package static let clockMargin = Duration.seconds(2)
}

/// A request that did not go well, as data; the text a person reads is made from it once.
package struct Failure: Sendable, Error, Hashable {
  /// What is known about the request's fate (reliability.md, section 2).
  package enum Class: String, Sendable, Hashable {
    /// No byte of it was written.
    case notSent
    /// Refused before any work was done: 429, 408, 421, 425.
    case rejected
    /// It may or may not have been carried out.
    case ambiguous
    /// Refused for good; other items are not concerned.
    case failed
    /// Refused in a way that concerns every further request of the run.
    case halt
  }

  /// The `code` of what a server of another age, or a key, cannot do at all.
  package static let notOffered = "not_offered"

  package let fate: Class
  /// The HTTP status; nil when no answer came.
  package let status: Int?
  /// The server's words, or what the network did; control characters already gone.
  package let message: String
  /// The server's own `code`, and the field it blames.
  package let code: String?
  package let attr: String?
  /// How long the server asks to wait; nil when it does not or says it unusably.
  package let retryAfter: Duration?
  package let serverDate: Time?
  /// The request's method and path, without host and query.
  package let method: String
  package let path: String

  package init(
    _ fate: Class, status: Int? = nil, message: String, code: String? = nil, attr: String? = nil,
    retryAfter: Duration? = nil, serverDate: Time? = nil, method: String = "", path: String = ""
  ) {
    self.fate = fate
    self.status = status
    self.message = message
    self.code = code
    self.attr = attr
    self.retryAfter = retryAfter
    self.serverDate = serverDate
    self.method = method
    self.path = path
  }
}

/// One request, one answer. The client is one; the governor is one around another.
package protocol Performer: Sendable {
  func perform(_ invocation: Invocation) async -> Outcome
}
