import CommandModel

/// A table of a source; PostHog calls it a schema.
struct Table: Sendable {
  let id: Identifier
  /// The id of the table that the synced rows are in.
  let storageID: Identifier
  let template: TableTemplate
  let createdAt: Time
  var shouldSync: Bool
  var isPaused = false
  /// How often it is due, in the API's word.
  var frequency = "6hour"
  /// What is wrong with it from the start of the world on.
  var trouble: Trouble?
  /// Whether the customer's system has it no longer.
  var isGoneUpstream = false
  /// Oldest first; those to come are there already.
  var syncs: [Sync] = []
  /// What the syncs still to be set off will come to.
  var prospect = Sync.End.completed

  var name: String { template.name }

  func hasSyncAhead(of now: Time) -> Bool { syncs.last.map { !$0.isFinished(at: now) } ?? false }

  private func lastFinished(at now: Time) -> Sync? { syncs.last { $0.isFinished(at: now) } }

  private func lastCompleted(at now: Time) -> Sync? {
    syncs.last { $0.isFinished(at: now) && $0.end == .completed }
  }

  /// Nil when the table never ran.
  func status(at now: Time) -> String? {
    if isPaused { return "Paused" }
    if let last = syncs.last, last.shownFrom <= now, !last.isFinished(at: now) { return "Running" }
    return lastFinished(at: now)?.end.tableStatus
  }

  /// The newest failure, until a later sync has ended well; a start does not clear it.
  func latestError(at now: Time) -> String? { lastFinished(at: now)?.end.error }

  /// The *start* of the newest sync that loaded data.
  func lastSyncedAt(at now: Time) -> Time? { lastCompleted(at: now)?.createdAt }

  /// Nil before the first import.
  func rowCount(at now: Time) -> Int? {
    lastCompleted(at: now).map { _ in
      syncs.filter { $0.isFinished(at: now) }.reduce(0) { $0 + $1.rows(at: now) }
    }
  }
}
