/// The requests of a run that were begun and did not leave yet, from their being written down
/// to their place under the limit; pure.
struct Departures: Sendable {
  /// One of them.
  struct Entry: Sendable {
    let waiter: RunMachine.Waiting
    let attempt: Int
    let precedence: Limiter.Precedence
    /// Nil before it has its place.
    var slot: RateLimiter.Slot?
    /// When the journal had it.
    fileprivate var writtenAt = Duration.zero

    var item: Int { waiter.item }

    init(
      waiter: RunMachine.Waiting, attempt: Int, precedence: Limiter.Precedence,
      slot: RateLimiter.Slot?
    ) {
      self.waiter = waiter
      self.attempt = attempt
      self.precedence = precedence
      self.slot = slot
    }
  }

  /// What the first that is ready needs.
  enum Step: Sendable {
    /// These were ready for too long and are written down once more.
    case write([Entry])
    case acquire(Limiter.Precedence)
    /// Nothing more; it is on its way now.
    case send(item: Int, RateLimiter.Slot)
  }

  private var beingWritten: [Int: Entry] = [:]
  /// Those that are written down, in the order in which they may leave.
  private var ready: [Entry] = []

  /// The journal is to say when a request left, or a look at it would come too early after a
  /// crash: what was written down longer ago is written down again.
  private static let freshness = Duration.seconds(1)

  var count: Int { beingWritten.count + ready.count }
  var isEmpty: Bool { count == 0 }
  var hasReady: Bool { !ready.isEmpty }

  /// Adds what is being written down from now on.
  mutating func add(_ entry: Entry) { beingWritten[entry.item] = entry }

  mutating func noteWritten(_ item: Int, at now: Duration) {
    guard var entry = beingWritten.removeValue(forKey: item) else { return }
    entry.writtenAt = now
    ready.append(entry)
  }

  /// Takes out what could not be written down.
  mutating func removeUnwritten(_ item: Int) -> Entry? { beingWritten.removeValue(forKey: item) }

  /// Gives a place to the first that is ready; false when nothing is.
  mutating func give(_ slot: RateLimiter.Slot) -> Bool {
    guard !ready.isEmpty, ready[0].slot == nil else { return false }
    ready[0].slot = slot
    return true
  }

  /// Takes the next step of the first that is ready; there has to be one.
  mutating func next(at now: Duration) -> Step {
    let first = ready[0]
    if now - first.writtenAt > Departures.freshness {
      defer { ready = [] }
      for entry in ready { beingWritten[entry.item] = entry }
      return .write(ready)
    }
    guard let slot = first.slot else { return .acquire(first.precedence) }
    ready.removeFirst()
    return .send(item: first.item, slot)
  }

  /// Takes out all that is ready.
  mutating func removeReady() -> [Entry] {
    defer { ready = [] }
    return ready
  }
}
