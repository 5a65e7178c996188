/// The answers of one window, each of which holds a place until its time has passed.
struct SlidingLog: Sendable {
  let period: Duration
  let capacity: Int
  /// Oldest first; what lies before `head` has left.
  private var answers: [Duration] = []
  private var head = 0

  init(period: Duration, capacity: Int) {
    self.period = period
    self.capacity = capacity
  }

  var count: Int { answers.count - head }

  /// Takes an answer; what others tell of may be older than what is there.
  mutating func insert(_ answeredAt: Duration) {
    var place = answers.endIndex
    while place > head, answers[place - 1] > answeredAt { place -= 1 }
    answers.insert(answeredAt, at: place)
  }

  /// Lets go of the places whose time has passed; constant time on average.
  mutating func expire(at now: Duration, margin: Duration) {
    while head < answers.count, answers[head] + period + margin <= now { head += 1 }
    if head > capacity {
      answers.removeFirst(head)
      head = 0
    }
  }

  /// How full the window is for the next request.
  enum Room: Sendable, Hashable {
    case free
    /// A place falls free at this moment.
    case until(Duration)
    /// Every place belongs to a request without an answer yet.
    case unknown
  }

  func room(inFlight: Int, margin: Duration) -> Room {
    if inFlight + count < capacity { return .free }
    return count > 0 ? .until(answers[head] + period + margin) : .unknown
  }

  /// How long the last of so many further requests has to wait.
  ///
  /// Those without an answer are taken to be answered now.
  func wait(for requests: Int, inFlight: Int, margin: Duration, at now: Duration) -> Duration {
    let queued = requests - (capacity - inFlight - count)
    guard queued > 0 else { return .zero }
    let (rounds, place) = (queued - 1).quotientAndRemainder(dividingBy: capacity)
    let answered = place < count ? answers[head + place] : now
    return answered + (period + margin) * (rounds + 1) - now
  }
}
