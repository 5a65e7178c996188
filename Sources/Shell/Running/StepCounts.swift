/// How often each request was made in the rounds at work.
struct StepCounts: Sendable {
  private struct Round: Hashable {
    let run: String
    let place: Int
  }

  private var counts: [Round: [String: Int]] = [:]

  /// Counts a request of a round and says the how-manieth it is, from 1.
  mutating func count(_ request: String, of run: String, at place: Int) -> Int {
    counts[Round(run: run, place: place), default: [:]][request, default: 0] += 1
    return counts[Round(run: run, place: place)]?[request] ?? 1
  }

  /// Forgets a round that has ended.
  mutating func forget(_ run: String, at place: Int) {
    counts[Round(run: run, place: place)] = nil
  }
}
