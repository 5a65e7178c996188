/// What can be wrong with a table of the demo, in the words that people ask for it with.
package enum Trouble: String, Sendable, CaseIterable {
  case failed
  case stale
  case neverSynced = "never_synced"
  case switchedOff = "switched_off"
  case billing
  case runningLong = "running_long"
  case scheduleSilent = "schedule_silent"
}

/// One thing that the demo's plot makes wrong: what whoever looks for problems has to find,
/// and all of it.
package struct PlantedTrouble: Sendable, Hashable {
  package let trouble: Trouble
  package let sourceID: String
  package let tableID: String
}

extension Role.Plot {
  /// What is wrong with the table of that number, from 0; nil for one that is well, or that a
  /// person switched off.
  func trouble(ofTable number: Int) -> Trouble? {
    switch self {
    case .healthy, .switchedOff, .running: nil
    case .recovers(let failed, _): number < failed ? .failed : nil
    case .neverRecovers: number == 0 ? .failed : nil
    case .runsLong: number == 0 ? .runningLong : nil
    case .stale: number == 0 ? .stale : nil
    case .silent: number == 0 ? .scheduleSilent : nil
    case .billingLimits, .billingLimitsTooLow: .billing
    case .neverSynced: .neverSynced
    case .switchedOffByServer: number == 0 ? .switchedOff : nil
    }
  }
}
