package import CommandModel
import Synchronization

/// One request of a run, for the journal.
package struct RequestKey: Sendable, Hashable {
  package let run: String
  /// The item's place in the run, from 1.
  package let item: Int
  /// Empty in a run of one verb.
  package let step: String
  /// From 1, over all processes that had the run.
  package let attempt: Int

  /// Creates a key.
  package init(run: String, item: Int, step: String = "", attempt: Int) {
    self.run = run
    self.item = item
    self.step = step
    self.attempt = attempt
  }
}

/// One thing that happened in a run.
package enum JournalEntry: Sendable {
  /// Written before anything else.
  indirect case began(RunHead, items: PlanItems, at: Time)
  /// Written before the first byte of the attempt leaves, and again when that takes a while;
  /// the last time counts.
  case sent(RequestKey, at: Time)
  /// The attempt did not leave after all, as if it had never been written down.
  case takenBack(RequestKey)
  /// The attempt was answered, or failed, and when it had left.
  case answered(RequestKey, Answered, sentAt: Time, at: Time)
  /// The item has its result; in a round, the step has.
  indirect case settled(ResultRecord, step: String)
  /// A round has its result.
  indirect case roundEnded(ResultRecord)
  /// Somebody waits for what the run has started.
  case waiting(run: String)
  /// What the wait came to for one item; it may be waited for again where it is not final.
  indirect case waited(ResultRecord, at: Time)
  /// The last entry of a run that came to its end, whatever the end.
  indirect case ended(RunSummary, at: Time)

  /// What an attempt came to.
  package struct Answered: Sendable, Hashable {
    /// Nil for a good answer.
    package let fate: Failure.Class?
    package let status: Int?

    /// Creates it.
    package init(fate: Failure.Class?, status: Int?) {
      self.fate = fate
      self.status = status
    }

    init(_ outcome: Outcome) {
      switch outcome {
      case .success(let answer): self.init(fate: nil, status: answer.status)
      case .failure(let failure): self.init(fate: failure.fate, status: failure.status)
      }
    }
  }

  /// Whether nothing may go on before it is safe from a crash. Losing any other only makes
  /// a request unknown, which is looked up.
  package var isUrgent: Bool {
    switch self {
    case .began, .sent, .ended: true
    case .takenBack, .answered, .settled, .roundEnded, .waiting, .waited: false
    }
  }
}

/// The memory of runs.
package protocol Journal: Sendable {
  /// Writes entries down that belong together: a crash loses all of them or none. When it
  /// returns, they are safe if one of them is urgent, else after ``flush()`` or a second.
  ///
  /// Entries of requests that are written together arrive together, so that they can share
  /// one commit. It is not cut short when its task is cancelled.
  /// - Throws: when they could not be written. It is not asked again in this run.
  func record(_ entries: [JournalEntry]) async throws
  /// Makes everything that was written safe from a crash.
  func flush() async throws
}

extension Journal {
  /// Writes one entry down.
  ///
  /// - Throws: when it could not be written.
  package func record(_ entry: JournalEntry) async throws { try await record([entry]) }
}

/// A journal that keeps entries as they come, for tests and for nothing else.
package final class MemoryJournal: Journal {
  private let kept = Mutex<[JournalEntry]>([])

  /// Creates an empty journal.
  package init() {}

  /// The entries of the newest run, in order.
  package var entries: [JournalEntry] { kept.withLock { $0 } }

  package func record(_ entries: [JournalEntry]) async throws {
    kept.withLock { kept in
      if case .began? = entries.first { kept = [] }
      kept += entries
    }
  }

  package func flush() async throws {}
}

/// A journal that trusts itself no more after its first error, whoever asks.
final class FailStopJournal: Sendable {
  private let journal: any Journal
  private let problem = Mutex<Problem?>(nil)

  init(_ journal: any Journal) { self.journal = journal }

  /// Why it trusts itself no more.
  var failure: Problem? { problem.withLock { $0 } }

  func record(_ entries: [JournalEntry]) async throws(Problem) {
    try await trusting { try await journal.record(entries) }
  }

  func flush() async throws(Problem) { try await trusting { try await journal.flush() } }

  private func trusting(_ write: () async throws -> Void) async throws(Problem) {
    try check()
    do {
      try await write()
    } catch {
      let found = error as? Problem ?? RunStore.problem("\(error)")
      problem.withLock { $0 = $0 ?? found }
    }
    // Also an entry that was written is worth nothing when another one failed meanwhile.
    try check()
  }

  private func check() throws(Problem) {
    if let failure { throw failure }
  }
}
