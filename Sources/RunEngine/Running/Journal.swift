package import CommandModel
import Synchronization

/// One thing that happened in a run; items are counted from 0.
package enum JournalEntry: Sendable {
  /// Written before anything else.
  indirect case began(Plan, at: Time)
  /// Written before the first byte of the attempt leaves.
  case sent(run: String, item: Int, attempt: Int, at: Time)
  /// The attempt came to nothing final: the item is as if it had not been sent, or, when
  /// the fate is ambiguous, unknown until a further try.
  case answered(run: String, item: Int, attempt: Int, fate: Failure.Class)
  /// The item has its result.
  indirect case settled(ResultRecord)
  /// The last entry of a run that came to its end, whatever the end.
  indirect case ended(RunSummary, at: Time)
}

/// The memory of runs.
package protocol Journal: Sendable {
  /// Writes one entry down; when it returns, the entry survives a crash.
  ///
  /// Entries of requests that leave together arrive together, so that they can share
  /// one commit.
  /// - Throws: when it could not be written. It is not asked again in this run.
  func record(_ entry: JournalEntry) async throws
}

/// A journal as long as the process; it keeps the newest run.
package final class MemoryJournal: Journal {
  private let kept = Mutex<[JournalEntry]>([])

  /// Creates an empty journal.
  package init() {}

  /// The entries of the newest run, in order.
  package var entries: [JournalEntry] { kept.withLock { $0 } }

  package func record(_ entry: JournalEntry) async throws {
    kept.withLock { kept in
      if case .began = entry { kept = [] }
      kept.append(entry)
    }
  }
}

/// A journal that trusts itself no more after its first error, whoever asks.
final class FailStopJournal: Sendable {
  private let journal: any Journal
  private let problem = Mutex<Problem?>(nil)

  init(_ journal: any Journal) { self.journal = journal }

  func record(_ entry: JournalEntry) async throws(Problem) {
    try check()
    do {
      try await journal.record(entry)
    } catch {
      let found = FailStopJournal.problem(for: error)
      problem.withLock { $0 = $0 ?? found }
    }
    // Also an entry that was written is worth nothing when another one failed meanwhile.
    try check()
  }

  private func check() throws(Problem) {
    if let problem = problem.withLock({ $0 }) { throw problem }
  }

  private static func problem(for error: any Error) -> Problem {
    error as? Problem
      ?? Problem(
        .local, code: .journalFailed, "the journal could not be written: \(error)",
        hint: "nothing more was sent; free some space, or mend the disk")
  }
}
