/// What a run has to write down, and what it tells when that is done.
///
/// One batch is written at a time; what comes meanwhile waits for the next.
struct Outbox {
  /// What is written together.
  struct Batch {
    var entries: [JournalEntry] = []
    /// The items whose requests may leave when the journal has it.
    var requests: [Int] = []
    /// What is told when it is over, also where the journal could not take it.
    var news: [Runner.News] = []
    /// The items that were never sent, which is told last.
    var left: [Range<Int>] = []
    /// Whether what was written lazily is asked to be safe now.
    var flushes = false

    fileprivate var isEmpty: Bool { entries.isEmpty && news.isEmpty && left.isEmpty && !flushes }
  }

  private var pending = Batch()
  private var underWay: Batch?

  /// Whether nothing waits or is being written.
  var isEmpty: Bool { underWay == nil && pending.isEmpty }

  mutating func note(_ entry: JournalEntry) { pending.entries.append(entry) }

  /// Notes that the request of an item is about to leave.
  mutating func note(_ entry: JournalEntry, requestOf item: Int) {
    pending.requests.append(item)
    note(entry)
  }

  mutating func tell(_ news: Runner.News) { pending.news.append(news) }

  mutating func leave(_ items: Range<Int>) { pending.left.append(items) }

  mutating func flush() { pending.flushes = true }

  /// What is to be written now; nil while a batch is under way, or for want of anything.
  mutating func next() -> Batch? {
    guard underWay == nil, !pending.isEmpty else { return nil }
    underWay = pending
    pending = Batch()
    return underWay
  }

  /// The batch that was under way; whoever wrote it says so once.
  mutating func takeWritten() -> Batch {
    guard let written = underWay else { preconditionFailure("nothing was being written") }
    underWay = nil
    return written
  }
}
