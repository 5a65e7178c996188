/// What refusals that nobody foresaw teach: all wait together, and more carefully after.
struct Gate: Sendable {
  /// Kept beyond the server's period, because its clock and the way there are not ours.
  private(set) var margin = Gate.marginMin
  /// Nothing leaves before.
  private(set) var opensAt = Duration.zero

  private var marginSetAt = Duration.zero
  /// Nil before the first.
  private(set) var lastSurprise: Duration?
  private var surprisesInARow = 0

  private static let marginMin = Duration.milliseconds(250)
  private static let marginMax = Duration.seconds(5)
  private static let cleanPeriod = Duration.seconds(3600)

  /// Closes for as long as the server asked; without a usable wish, for a growing while.
  mutating func close(at now: Duration, asked: Duration?, sentAt: Duration, roll: Double) {
    // What left before the last surprise was refused for the same reason.
    if lastSurprise.map({ sentAt > $0 }) ?? true {
      lastSurprise = now
      surprisesInARow += 1
      margin = min(margin * 2, Gate.marginMax)
      marginSetAt = now
    }
    let wait = asked ?? Backoff.delay(retry: surprisesInARow, roll: roll)
    opensAt = max(opensAt, now + wait + .seconds(1) * roll)
  }

  /// What a surprise taught another process; the times are on the clock of this one.
  mutating func learn(closedAt: Duration, opensAt: Duration, margin: Duration) {
    self.opensAt = max(self.opensAt, opensAt)
    if lastSurprise.map({ closedAt > $0 }) ?? true { lastSurprise = closedAt }
    if margin > self.margin {
      self.margin = min(margin, Gate.marginMax)
      marginSetAt = closedAt
    }
  }

  mutating func noteAnswer() { surprisesInARow = 0 }

  /// Halves the margin for every hour without a surprise.
  mutating func relax(at now: Duration) {
    while margin > Gate.marginMin, now - marginSetAt >= Gate.cleanPeriod {
      margin = max(margin / 2, Gate.marginMin)
      marginSetAt += Gate.cleanPeriod
    }
  }
}
