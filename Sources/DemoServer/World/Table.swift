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
  /// Whether the customer's system has it no longer.
  var isGoneUpstream = false
  /// Oldest first; those to come are there already.
  var syncs: [Sync] = []
  /// What the syncs still to be set off will come to.
  var prospect = Sync.End.completed
  /// When the synced rows and every trace of them were thrown away.
  var wipedAt: Time?
  /// Where its rows go; nil for where those of its source go.
  var destinations: [Identifier]?
  private var ownSettings: TableSettings?

  init(
    id: Identifier, storageID: Identifier, template: TableTemplate, createdAt: Time,
    shouldSync: Bool
  ) {
    self.id = id
    self.storageID = storageID
    self.template = template
    self.createdAt = createdAt
    self.shouldSync = shouldSync
  }

  var name: String { template.name }

  /// What was set up for it; until somebody does, what its template says, if it ever ran
  /// or is to run.
  var settings: TableSettings {
    get { ownSettings ?? (shouldSync || !syncs.isEmpty ? template.usualSettings : .unset) }
    set { ownSettings = newValue }
  }

  func hasSyncAhead(of now: Time) -> Bool { syncs.last.map { !$0.isFinished(at: now) } ?? false }

  /// Whether a sync is over and has left something that is there still.
  private func hasTraces(_ sync: Sync, at now: Time) -> Bool {
    sync.isFinished(at: now) && (wipedAt.map { sync.finishesAt > $0 } ?? true)
  }

  private func lastFinished(at now: Time) -> Sync? { syncs.last { hasTraces($0, at: now) } }

  private func lastCompleted(at now: Time) -> Sync? {
    syncs.last { hasTraces($0, at: now) && $0.end == .completed }
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
      let kept = syncs.filter { hasTraces($0, at: now) }
      let rebuild = kept.lastIndex { $0.isRebuild && $0.end == .completed } ?? 0
      return kept[rebuild...].reduce(0) { $0 + $1.rows(at: now) }
    }
  }
}

// MARK: - What ends a sync early

extension Table {
  /// What an attempt to cancel came to.
  enum Cancellation {
    /// The run that was under way ends as a failure.
    case ended
    /// There was none yet, and what was shown of one is taken back.
    case takenBack
    case nothingToCancel
  }

  /// Ends the run under way; one whose job is yet to appear is taken back when it shows.
  mutating func cancel(at now: Time, _ age: DemoAge) -> Cancellation {
    guard let last = syncs.last, !last.isFinished(at: now) else { return .nothingToCancel }
    let hasJob = last.createdAt <= now
    guard hasJob || last.shownFrom <= now && age.cancelsAtOnce else { return .nothingToCancel }
    stop(at: now, by: age.cancelsAtOnce ? now : now + .seconds(2))
    return hasJob ? .ended : .takenBack
  }

  /// Ends the run under way, also one that nobody could see yet.
  mutating func stop(at now: Time, by end: Time? = nil) {
    guard let last = syncs.last, !last.isFinished(at: now) else { return }
    if last.createdAt <= now {
      syncs[syncs.count - 1].cancel(by: end ?? now)
    } else {
      syncs.removeLast()
    }
  }
}
