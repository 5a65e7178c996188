/// The pauses between two looks: 2 s growing to 15 s, each a fifth more or less.
struct PollPace: Sendable {
  private static let first = 2.0
  private static let growth = 1.5
  private static let last = 15.0

  /// Nil for the growing pauses.
  private let fixed: Duration?
  private var seconds = first

  init(every fixed: Duration?) { self.fixed = fixed }

  /// The next pause; `random` is from 0 to 1.
  mutating func next(random: Double) -> Duration {
    if let fixed { return fixed }
    defer { seconds = min(seconds * Self.growth, Self.last) }
    return .seconds(seconds * (0.8 + 0.4 * random))
  }
}
