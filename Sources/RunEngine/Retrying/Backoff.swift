/// How long a further try waits, spread evenly so that clients do not come back together.
enum Backoff {
  private static let first = Duration.milliseconds(500)
  private static let longest = Duration.seconds(30)

  /// U(0, min(30 s, 0.5 s · 2^(k−1))) for the `k`-th retry, from 1.
  ///
  /// - Source: Marc Brooker, "Exponential Backoff And Jitter", full jitter.
  static func delay(retry: Int, roll: Double) -> Duration {
    let doublings = min(max(0, retry - 1), 16)
    return min(longest, first * (1 << doublings)) * roll
  }
}
