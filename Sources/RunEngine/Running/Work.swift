import CommandModel

/// What a run holds about the items on their way, what it has to write down, and when it
/// last told how far it is.
struct Work {
  /// The items on their way, as values.
  private(set) var items: [Int: Plan.Item] = [:]
  /// When the requests left whose answers are not written down yet.
  private var departures: [Int: Time] = [:]
  var outbox = Outbox()
  var toldAt: Duration

  private let plan: Plan

  init(plan: Plan, startedAt: Duration) {
    self.plan = plan
    toldAt = startedAt - Work.progressEvery
  }

  /// A person sees no more of it; who draws it decides how often.
  static let progressEvery = Duration.milliseconds(50)

  mutating func item(at index: Int) -> Plan.Item {
    if let item = items[index] { return item }
    let item = plan.items[index]
    items[index] = item
    return item
  }

  mutating func noteSent(_ index: Int, at time: Time) { departures[index] = time }

  mutating func forget(_ index: Int) { items[index] = nil }

  /// Lets the answer of an item be written down, once.
  mutating func noteAnswer(
    _ answered: JournalEntry.Answered, of key: RequestKey, _ index: Int, at now: Time
  ) {
    guard let sentAt = departures.removeValue(forKey: index) else { return }
    outbox.note(.answered(key, answered, sentAt: sentAt, at: now))
  }
}
