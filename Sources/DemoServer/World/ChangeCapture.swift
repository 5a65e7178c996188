import CommandModel

/// Reading a Postgres database's log of changes instead of its tables.
struct ChangeCapture: Sendable {
  let mode: String
  let slot: String
  let publication: String
  var tuning: Tuning
  /// When everything in the log was read the last time.
  private var readAt: Time

  /// What can be changed while it is on.
  struct Tuning: Sendable, Hashable {
    var dropsSlot = true
    var warningMB = 1024
    var criticalMB = 10_240
  }

  init(mode: String, slot: String, publication: String, tuning: Tuning, now: Time) {
    self.mode = mode
    self.slot = slot
    self.publication = publication
    self.tuning = tuning
    readAt = now
  }

  static let modes = ["posthog", "self_managed"]

  /// The log that nobody has read: a tenth of a megabyte a second, until the reading stops
  /// because there is too much of it.
  func lagBytes(at now: Time) -> Int {
    min(Int((now - readAt).seconds * 100_000), criticalBytes)
  }

  private var criticalBytes: Int { tuning.criticalMB * 1_048_576 }

  func isPaused(at now: Time) -> Bool { lagBytes(at: now) >= criticalBytes }

  /// Reads what there is.
  mutating func catchUp(at now: Time) { readAt = now }

  /// What of it stands among the settings of the source, as text like all of them.
  var storedInputs: Record {
    [
      "cdc_enabled": "True", "cdc_management_mode": .text(mode), "cdc_slot_name": .text(slot),
      "cdc_publication_name": .text(publication),
      "cdc_auto_drop_slot": tuning.dropsSlot ? "True" : "False",
      "cdc_lag_warning_threshold_mb": .text(String(tuning.warningMB)),
      "cdc_lag_critical_threshold_mb": .text(String(tuning.criticalMB)),
    ]
  }

  func statusValue(of tables: [Table], at now: Time) -> Value {
    .object([
      "enabled": true, "management_mode": .text(mode), "slot_name": .text(slot),
      "publication_name": .text(publication),
      "lag_warning_threshold_mb": .integer(tuning.warningMB),
      "lag_critical_threshold_mb": .integer(tuning.criticalMB),
      "schedule_paused": .boolean(isPaused(at: now)), "slot_exists": true,
      "publication_exists": true, "lag_bytes": .integer(lagBytes(at: now)),
      "published_tables": .list(tables.filter(\.isCaptured).map { .text($0.name) }),
    ])
  }
}

extension Table {
  /// Whether its rows come from the log of changes.
  var isCaptured: Bool { settings.syncType == "cdc" }
}

extension World {
  /// Stops reading the log: the tables that lived on it are set up no longer, and off.
  mutating func disableChangeCapture(source index: Int, now: Time) {
    sources[index].changeCapture = nil
    for table in sources[index].tables.indices where sources[index].tables[table].isCaptured {
      sources[index].tables[table].stop(at: now)
      sources[index].tables[table].settings = .unset
      sources[index].tables[table].shouldSync = false
    }
  }

  /// Begins anew: every table that lives on the log is imported again. How many those are.
  mutating func repairChangeCapture(source index: Int, now: Time) -> Int {
    sources[index].changeCapture?.catchUp(at: now)
    let captured = sources[index].tables.indices.filter {
      sources[index].tables[$0].isCaptured
    }
    for table in captured { rebuild(source: index, table: table, now: now) }
    return captured.count
  }
}
