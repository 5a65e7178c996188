import CommandModel

/// One table whose sync is waited for: what was seen of it and how it ended.
struct TableWatch: Sendable {
  /// How a table can end.
  enum End: Sendable, Hashable {
    case ok, failed, notStarted
    /// The server switched it off meanwhile; it no longer counts.
    case left
  }

  /// A table without a job after so long was not started.
  static let startGrace = Duration.seconds(120)
  /// Beyond this age of the trigger the first look comes too late to tell a change.
  static let freshness = Duration.seconds(10)

  let id: String
  let triggeredAt: Time
  private(set) var look: TableLook
  private(set) var proof: JobProof?
  private(set) var end: End?
  private var wasSeenRunning: Bool
  private var wasAskedLate = false
  private let wasEnabled: Bool
  /// Whether the list shows that its jobs are worth a request.
  private(set) var isWorthAsking = false

  /// Creates the watch from the first look after the trigger.
  init(_ look: TableLook, triggeredAt: Time, at time: Time) {
    id = look.id
    self.look = look
    self.triggeredAt = triggeredAt
    wasSeenRunning = look.isRunning
    wasEnabled = look.isEnabled
    let isNews = look.lastSyncedAt.map { $0 >= triggeredAt } ?? false
    isWorthAsking = !look.isRunning && (isNews || time - triggeredAt > Self.freshness)
    noteAge(at: time)
  }

  var isPending: Bool { end == nil }

  /// Takes in what the list shows now.
  mutating func observe(_ new: TableLook, at time: Time) {
    guard isPending else { return }
    let wasSwitchedOff = wasEnabled && !new.isEnabled
    let hasMoved = new != look || proof?.job.isRunning == true
    look = new
    wasSeenRunning = wasSeenRunning || new.isRunning
    isWorthAsking = wasSwitchedOff || (hasMoved && !new.isRunning)
    noteAge(at: time)
  }

  /// The list no longer has the table.
  mutating func vanish() {
    if isPending { end = .left }
  }

  private mutating func noteAge(at time: Time) {
    if !look.isRunning && time - triggeredAt >= Self.startGrace {
      isWorthAsking = true
      wasAskedLate = true
    }
  }

  /// Takes in the jobs that were asked for, which decide.
  mutating func observe(_ jobs: [SyncJob]) {
    guard isPending, isWorthAsking else { return }
    isWorthAsking = false
    let found = JobProof.find(
      for: id, triggeredAt: triggeredAt, among: jobs, wasSeenRunning: wasSeenRunning)
    proof = found ?? proof
    wasSeenRunning = wasSeenRunning || found?.job.isRunning == true
    if let job = found?.job, !job.isRunning {
      end = job.isGood ? .ok : .failed
    } else if wasEnabled && !look.isEnabled {
      end = .left
    } else if wasAskedLate && proof == nil {
      end = .notStarted
    }
  }
}
