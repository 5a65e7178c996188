import CommandModel

/// When and how often what is unknown is looked up (reliability.md, section 5).
package struct LookupPolicy: Sendable, Hashable {
  /// So long after a request left; the last look decides. Empty for never.
  package var schedule: [Duration]
  /// What nothing shows to have happened is sent again so often.
  package var resendsMax: Int
  /// Whether that holds also for what cannot be looked up: `--on-unknown resend`.
  package var resendsUnclear: Bool

  /// Creates a policy; 5, 15, 45 and 130 s after the request, and two more tries.
  package init(
    schedule: [Duration] = LookupPolicy.standardSchedule, resendsMax: Int = 2,
    resendsUnclear: Bool = false
  ) {
    self.schedule = schedule.sorted()
    self.resendsMax = resendsMax
    self.resendsUnclear = resendsUnclear
  }

  /// Reads `5s,15s,45s,130s` or `never`; nil for anything else.
  package init?(spelling: String) {
    if spelling == "never" {
      self = .never
      return
    }
    let parts = spelling.split(separator: ",", omittingEmptySubsequences: false)
    let moments = parts.compactMap { DurationText.parse($0) }
    guard moments.count == parts.count else { return nil }
    self.init(schedule: moments)
  }

  /// The server works on a request for 130 s at most, so that the last look is behind it.
  package static let standardSchedule: [Duration] = [5, 15, 45, 130].map(Duration.seconds)
  /// Leaves what is unknown as it is.
  package static let never = LookupPolicy(schedule: [])
}

/// The requests of a run whose fate is unknown, on their way from look to look; pure.
struct Doubts: Sendable {
  /// One of them.
  struct Entry: Sendable {
    let item: Int
    let exchange: RunMachine.Exchange?
    /// On the clock that never goes back, and on the one that people read.
    let sentAt: Duration
    let sentTime: Time
    var due: Duration
    /// Whether no look follows the next one.
    var isLast: Bool
  }

  private let policy: LookupPolicy
  /// In the order in which they are due.
  private var waiting: [Entry] = []
  private var underLook: [Int: Entry] = [:]
  private var resends: [Int: Int] = [:]

  init(_ policy: LookupPolicy) { self.policy = policy }

  var isEmpty: Bool { count == 0 }
  var count: Int { waiting.count + underLook.count }
  /// Looks are made one after the other, each at all that is due.
  var nextLook: Duration? { underLook.isEmpty ? waiting.first?.due : nil }

  /// Looks that are due within so long are made together.
  private static let together = Duration.seconds(2)

  mutating func add(
    _ item: Int, _ exchange: RunMachine.Exchange?, sentAt: Duration, sentTime: Time,
    at now: Duration
  ) {
    insert(
      Entry(
        item: item, exchange: exchange, sentAt: sentAt, sentTime: sentTime, due: now,
        isLast: false), after: now)
  }

  /// The first look that lies ahead is the next; when none does, one is made at once.
  private mutating func insert(_ entry: Entry, after now: Duration) {
    var entry = entry
    let ahead = policy.schedule.map { entry.sentAt + $0 }.first { $0 > now }
    entry.due = ahead ?? now
    entry.isLast = ahead == nil || ahead == policy.schedule.last.map { entry.sentAt + $0 }
    let place = waiting.firstIndex { $0.due > entry.due } ?? waiting.endIndex
    waiting.insert(entry, at: place)
  }

  /// Takes what is to be looked at now.
  mutating func beginLook(at now: Duration) -> [Entry] {
    guard let due = nextLook, due <= now else { return [] }
    let found = waiting.prefix { $0.due <= now + Doubts.together }
    waiting.removeFirst(found.count)
    for entry in found { underLook[entry.item] = entry }
    return Array(found)
  }

  /// What follows from what a look showed of an item.
  enum Consequence: Sendable {
    case happened(Entry, Proof)
    case sendAgain
    case unknown(Entry)
    case lookAgain
  }

  mutating func end(_ item: Int, _ finding: Finding, at now: Duration) -> Consequence {
    guard let entry = underLook.removeValue(forKey: item) else { return .lookAgain }
    if case .happened(let proof) = finding, proof.made == nil || entry.isLast {
      return .happened(entry, proof)
    }
    guard entry.isLast else {
      insert(entry, after: now)
      return .lookAgain
    }
    let isProven = finding == .absent || policy.resendsUnclear
    guard isProven, resends[item, default: 0] < policy.resendsMax else { return .unknown(entry) }
    resends[item, default: 0] += 1
    return .sendAgain
  }

  /// Gives all of them up.
  mutating func removeAll() -> [Entry] {
    defer { (waiting, underLook) = ([], [:]) }
    return (waiting + underLook.values).sorted { $0.item < $1.item }
  }
}
