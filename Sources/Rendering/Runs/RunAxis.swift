import CommandModel

/// The time a run took, laid along a line: 0 is its start and 1 its end.
///
/// A run that is resumed the next day would be two dots at the ends of that line, so
/// a pause longer than all the rest is folded to a small part of it.
struct RunAxis {
  /// A moment, and its place on the line; between two of them the line is straight.
  struct Knot: Equatable {
    let moment: Duration
    let place: Double
  }

  /// The server may ask for shorter ones, and those belong to the run.
  private static let foldedFrom = Duration.seconds(600)
  /// What a folded pause is of the time that is left.
  private static let foldShare = 0.06

  let start: Time
  let length: Duration
  /// The pauses that are folded, in order.
  let folds: [Range<Duration>]
  let knots: [Knot]

  init(_ history: RunHistory) {
    let busy = RunAxis.busy(history)
    let start = busy.map(\.lowerBound).min() ?? history.facts.startedAt
    let end = busy.map(\.upperBound).max() ?? start
    self.start = start
    length = max(.milliseconds(1), end - start)
    folds = RunAxis.folds(of: busy.map { $0.lowerBound - start..<$0.upperBound - start }, length)
    knots = RunAxis.knots(folds, length)
  }

  /// The place of a moment; one beyond an end is that end.
  func place(of moment: Duration) -> Double {
    guard let next = knots.firstIndex(where: { $0.moment >= moment }) else { return 1 }
    guard next > 0 else { return 0 }
    let (left, right) = (knots[next - 1], knots[next])
    let share = (moment - left.moment).seconds / (right.moment - left.moment).seconds
    return left.place + share * (right.place - left.place)
  }

  /// Round moments for the line's labels, at most about so many.
  func ticks(atMost count: Int) -> [Duration] {
    let drawn = folds.reduce(length) { $0 - ($1.upperBound - $1.lowerBound) }
    let fitting = RunAxis.steps.first { drawn / max(1, count) <= $0 }
    let step =
      fitting ?? .seconds(86_400 * Int64(drawn.seconds / 86_400 / Double(max(1, count))) + 1)
    let bounds = [.zero] + folds.flatMap { [$0.lowerBound, $0.upperBound] } + [length]
    return stride(from: 0, to: bounds.count - 1, by: 2).flatMap { index in
      let first = Int64((bounds[index].seconds / step.seconds).rounded(.up))
      let last = Int64((bounds[index + 1].seconds / step.seconds).rounded(.down))
      return first <= last ? (first...last).map { step * Int($0) } : []
    }
  }

  /// `0.5s`, `1m30s`.
  static func label(of tick: Duration) -> String {
    tick < .milliseconds(100) && tick > .zero
      ? DurationText.format(tick)
      : tick < .seconds(10) ? DurationText.brief(tick) : DurationText.format(tick)
  }

  private static let steps: [Duration] =
    [10, 50, 100, 200, 500].map { .milliseconds($0) }
    + [
      1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    ].map { .seconds($0) }

  /// When the run was at work: on a request, on a pause before the next, on a job.
  private static func busy(_ history: RunHistory) -> [Range<Time>] {
    let facts = history.facts
    var busy = [facts.startedAt..<facts.startedAt]
    if let end = facts.endedAt, end >= facts.startedAt { busy.append(end..<end) }
    for item in history.items {
      for attempt in item.attempts {
        let end = attempt.answeredAt ?? attempt.sentAt
        busy.append(attempt.sentAt..<max(attempt.sentAt, end))
      }
      // A clock that is not this machine's must not stretch the line.
      if !item.attempts.isEmpty, let job = RunTrack.job(of: item) { busy.append(job) }
    }
    return busy
  }

  /// The longest pauses, as long as each is longer than all that is left without it.
  private static func folds(of busy: [Range<Duration>], _ length: Duration) -> [Range<Duration>] {
    var pauses: [Range<Duration>] = []
    var reached = Duration.zero
    for span in busy.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if span.lowerBound > reached { pauses.append(reached..<span.lowerBound) }
      reached = max(reached, span.upperBound)
    }
    pauses.sort { $0.upperBound - $0.lowerBound > $1.upperBound - $1.lowerBound }
    var left = length
    let folds = pauses.prefix { pause in
      let longest = pause.upperBound - pause.lowerBound
      left -= longest
      return longest > left && longest > foldedFrom
    }
    return folds.sorted { $0.lowerBound < $1.lowerBound }
  }

  private static func knots(_ folds: [Range<Duration>], _ length: Duration) -> [Knot] {
    let drawn = folds.reduce(length.seconds) { $0 - ($1.upperBound - $1.lowerBound).seconds }
    let foldWidth = max(drawn, 0.001) * foldShare
    let whole = max(drawn, 0.001) + foldWidth * Double(folds.count)
    var knots = [Knot(moment: .zero, place: 0)]
    var (moment, place) = (Duration.zero, 0.0)
    for fold in folds {
      place += (fold.lowerBound - moment).seconds / whole
      // Two knots of one moment would divide by nothing.
      if fold.lowerBound > moment { knots.append(Knot(moment: fold.lowerBound, place: place)) }
      place += foldWidth / whole
      moment = fold.upperBound
      knots.append(Knot(moment: moment, place: place))
    }
    if length > moment { knots.append(Knot(moment: length, place: 1)) }
    return knots
  }
}
