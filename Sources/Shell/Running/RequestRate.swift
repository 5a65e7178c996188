import CommandModel

/// How many requests a second left within the last minute.
struct RequestRate: Sendable {
  private struct Sample {
    let time: Duration
    let count: Int
  }

  private static let window = Duration.seconds(60)
  private static let sampleEvery = Duration.seconds(1)

  /// Oldest first, of which the first may lie before the minute.
  private var samples: [Sample]

  /// Begins to count; `count` is how many had left by then.
  init(from count: Int, at now: Duration) { samples = [Sample(time: now, count: count)] }

  /// The rate now that `count` have left; nil while no time has passed.
  mutating func perSecond(after count: Int, at now: Duration) -> Double? {
    while samples.count > 1, now - samples[1].time >= RequestRate.window { samples.removeFirst() }
    let (first, last) = (samples[0], samples[samples.count - 1])
    if now - last.time >= RequestRate.sampleEvery {
      samples.append(Sample(time: now, count: count))
    }
    guard now > first.time else { return nil }
    return Double(count - first.count) / (now - first.time).seconds
  }
}
