import CommandModel

/// A purse that keeps retries from doubling the load of a server that only fails.
///
/// - Source: AWS SDKs, "Retry behavior", retry quotas.
struct RetryTokens: Sendable, Hashable {
  /// Tenths of a token, so that the sums are exact.
  private var tenths = 1000

  /// Whether a retry is still to be had: above 50 of 100.
  var allowRetry: Bool { tenths > 500 }

  mutating func earn() { tenths = min(1000, tenths + 1) }
  mutating func spend() { tenths = max(0, tenths - 10) }

  /// Pays for a failure that may pass, and earns by a success.
  mutating func note(_ outcome: Outcome) {
    switch outcome {
    case .success: earn()
    case .failure(let failure): if failure.isTransient { spend() }
    }
  }
}

extension Failure {
  /// Whether the server or the way to it is in trouble, rather than the request.
  var isTransient: Bool {
    switch fate {
    case .notSent, .ambiguous: true
    case .rejected: !isThrottled
    case .failed, .halt: false
    }
  }
}
