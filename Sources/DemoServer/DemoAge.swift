/// How old the server's code is, which decides what it offers and where it says no.
package enum DemoAge: Sendable, Hashable {
  /// The newest code: it offers everything.
  case newest
  /// The code of the recorded exchanges.
  case july2026
}

extension DemoAge {
  /// Whether the operation has a route.
  ///
  /// A path without one is read in three ways, and so the answers differ: what looks like
  /// an action of a source is no endpoint, what looks like an id is not found, and a POST
  /// to an id is closed to keys.
  func offers(_ operation: String) -> Bool {
    switch self {
    case .newest: true
    case .july2026: !DemoAge.newerOperations.contains(operation)
    }
  }

  /// Whether a personal API key may call the operation at all (contract, section 1.2).
  func opensToKeys(_ operation: String) -> Bool {
    switch self {
    case .newest: operation != "sources cdc resume"
    case .july2026: operation != "sources bulk-update-schemas"
    }
  }

  private static let newerOperations: Set<String> = [
    "sources oauth-accounts", "sources credential-accounts", "sources direct-connection-options",
    "sources destinations", "sources destinations update", "sources cdc repair",
    "sources cdc resume", "schemas destinations", "schemas destinations update",
  ]

  /// Whether a source can be created without a list of its tables, and then has them all.
  var createsWithoutTables: Bool { self == .newest }

  /// Whether change data capture is switched on for the team; it is behind a flag.
  var offersChangeCapture: Bool { self == .newest }

  /// Whether drafting manifests is switched on for the organization.
  var offersDrafts: Bool { self == .newest }

  /// Whether sources can take in new tables by themselves.
  var offersAutoSync: Bool { self == .newest }

  /// Whether a sync that is cancelled ends at once; it used to end when its worker noticed.
  var cancelsAtOnce: Bool { self == .newest }

  /// Whether the run of a table that is switched off ends with it.
  var stopsWhatIsSwitchedOff: Bool { self == .newest }

  /// Whether fields that do not fit a table's way to sync are refused; they used to be
  /// dropped without a word.
  var refusesUselessFields: Bool { self == .newest }

  /// Whether it says what is wrong where it used to break.
  var saysWhatIsWrong: Bool { self == .newest }

  var syncFrequencies: [String] {
    let common = [
      "never", "5min", "15min", "30min", "1hour", "6hour", "12hour", "24hour", "7day", "30day",
    ]
    return self == .july2026 ? ["1min"] + common : common
  }
}
