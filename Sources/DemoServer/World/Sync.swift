import CommandModel

/// One run of one table, fixed when it is set off: what it looks like at a moment is
/// a function of that moment, so nothing has to tick.
struct Sync: Sendable {
  let id: Identifier
  let workflowRun: Identifier
  /// When its table begins to read `Running`.
  let shownFrom: Time
  /// When its job appears.
  let createdAt: Time
  private(set) var finishesAt: Time
  private(set) var end: End
  /// The rows it loads in all.
  let rows: Int
  /// Whether it drops what was there before it loads.
  var isRebuild = false

  /// What a sync comes to.
  enum End: Sendable, Hashable {
    case completed
    case failed(String)
    case billingLimits
    case billingLimitsTooLow

    var tableStatus: String {
      switch self {
      case .completed: "Completed"
      case .failed: "Failed"
      case .billingLimits: "Billing limits"
      case .billingLimitsTooLow: "Billing limits too low"
      }
    }

    /// The job's word for it, which differs by one letter for one of them.
    var jobStatus: String { self == .billingLimitsTooLow ? "Billing limit too low" : tableStatus }

    var error: String? {
      if case .failed(let error) = self { error } else { nil }
    }
  }

  func isFinished(at now: Time) -> Bool { finishesAt <= now }

  /// The rows loaded so far.
  func rows(at now: Time) -> Int {
    if isFinished(at: now) { return end == .completed ? rows : 0 }
    return Int(Double(rows) * ((now - createdAt).seconds / (finishesAt - createdAt).seconds))
  }

  /// Ends it by hand, at the latest at `end`.
  mutating func cancel(by end: Time) {
    finishesAt = min(finishesAt, end)
    self.end = .failed("Sync cancelled by user")
  }
}
