package import CommandModel
import Synchronization

/// A performer around a performer: each request waits for its place, and is sent again
/// where that is safe. Every read, page and poll goes through one.
package final class Governed: Performer {
  /// A request that will be sent again.
  package struct Retry: Sendable {
    /// Why.
    package let failure: Failure
    /// How long it waits before, beyond what the limiter asks.
    package let wait: Duration
  }

  private let performer: any Performer
  private let limiter: Limiter
  private let policy: RetryPolicy
  private let timekeeper: any Timekeeper
  private let random: @Sendable () -> Double
  private let onRetry: @Sendable (Retry) -> Void
  private let onPause: @Sendable (Duration) -> Void
  private let tokens = Mutex(RetryTokens())

  /// Creates a performer; `random` gives numbers from 0 up to 1. `onPause` is told how long
  /// a request has to wait for its place, where a person would notice.
  package init(
    _ performer: any Performer, limiter: Limiter, policy: RetryPolicy,
    timekeeper: any Timekeeper, random: @escaping @Sendable () -> Double,
    onRetry: @escaping @Sendable (Retry) -> Void = { _ in },
    onPause: @escaping @Sendable (Duration) -> Void = { _ in }
  ) {
    self.performer = performer
    self.limiter = limiter
    self.policy = policy
    self.timekeeper = timekeeper
    self.random = random
    self.onRetry = onRetry
    self.onPause = onPause
  }

  /// Sends a request, again where that is safe, and gives the last outcome.
  package func perform(_ invocation: Invocation) async -> Outcome {
    var tries = Tries()
    var outcome = Outcome.failure(Governed.cancelled(invocation))
    do {
      while true {
        let slot = try await limiter.acquire(.read, onSleep: onPause)
        tries.noteSent(at: timekeeper.uptime)
        outcome = await limiter.spend(slot, on: invocation, with: performer)
        // A request that was given up says nothing about the server.
        guard !Task.isCancelled,
          let retry = retry(after: outcome, of: invocation.operation, tries: &tries)
        else {
          return outcome
        }
        onRetry(retry)
        try await timekeeper.sleep(for: retry.wait)
      }
    } catch {
      // Cancelled while it waited: what the last try came to stands.
      return outcome
    }
  }

  private func retry(
    after outcome: Outcome, of operation: Operation, tries: inout Tries
  ) -> Retry? {
    let allowsRetry = tokens.withLock { tokens in
      tokens.note(outcome)
      return tokens.allowRetry
    }
    guard let failure = outcome.failure else { return nil }
    tries.noteFailure(failure)
    let decision = policy.decision(after: failure, of: operation, tries: tries, roll: random())
    guard case .again(let wait) = decision, allowsRetry || failure.isThrottled else { return nil }
    return Retry(failure: failure, wait: wait)
  }

  private static func cancelled(_ invocation: Invocation) -> Failure {
    Failure(
      .notSent, message: "cancelled before it was sent",
      method: invocation.operation.method.rawValue, path: invocation.operation.path)
  }
}
