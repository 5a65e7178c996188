import CommandModel

/// A connection to a customer's system.
struct Source: Sendable {
  let id: Identifier
  let createdAt: Time
  let type: SourceType
  let prefix: String?
  var description: String?
  let isDirect: Bool
  /// The settings without secrets; null when nothing was ever configured.
  var inputs: Value
  var discovery: Discovery
  /// The column behind the status, shown while no table has a word to say.
  var storedStatus = "Completed"
  var tables: [Table] = []
  var revenue: RevenueSettings
  var createdVia = "web"
  var isDirectQueryEnabled = true
  /// Nil while nobody has said what becomes of new tables.
  var autoSync: AutoSync?
  /// Tables that were deleted here and are found again when they are looked for.
  var forgottenTables: Set<String> = []
  var webhook: Webhook?
  var changeCapture: ChangeCapture?
  var destinations = [Destination.warehouse.id]

  /// What looking for tables finds.
  enum Discovery: Sendable {
    /// What is known, and so many tables that are not yet.
    case finds(new: Int)
    case fails(String)
  }

  struct RevenueSettings: Sendable {
    var isEnabled: Bool
    var includesInvoicelessCharges = true
  }
}

extension Source {
  /// The words that outrank others when tables differ, the strongest first.
  private static let ranking = [
    "Failed", "Billing limits", "Billing limits too low", "Paused", "Running", "Completed",
  ]

  /// The roll-up over tables that sync or carry an error (contract, section 8.1).
  func status(at now: Time) -> String {
    let words = tables.filter { $0.shouldSync || $0.latestError(at: now) != nil }
      .compactMap { table -> String? in
        let word = table.status(at: now)
        return word == "Failed" && !table.shouldSync ? nil : word
      }
    return Source.ranking.first(where: words.contains) ?? storedStatus
  }

  /// The error of the first table by name that has one, enabled or not.
  func latestError(at now: Time) -> String? {
    tables.sorted { $0.name < $1.name }.lazy.compactMap { $0.latestError(at: now) }.first
  }

  /// The start of the newest sync that ended well.
  func lastRunAt(at now: Time) -> Time? { tables.compactMap { $0.lastSyncedAt(at: now) }.max() }

  /// The jobs that exist by now, newest first.
  func jobs(at now: Time) -> [(table: Table, sync: Sync)] {
    tables.flatMap { table in
      table.syncs.filter { $0.createdAt <= now }.map { (table: table, sync: $0) }
    }.sorted { $0.sync.createdAt > $1.sync.createdAt }
  }

  /// What the customer's system has and nobody has looked for yet.
  var undiscoveredTables: [TableTemplate] {
    guard case .finds(let count) = discovery else { return [] }
    let known = Set(tables.map(\.name))
    let unknown = type.tables.filter { !known.contains($0.name) }
    let again = unknown.filter { forgottenTables.contains($0.name) }
    return again + unknown.filter { !forgottenTables.contains($0.name) }.prefix(count)
  }

  /// Whether a search for `term` finds it.
  func matches(_ term: String) -> Bool {
    [type.name, prefix ?? ""].contains { $0.lowercased().contains(term) }
  }
}
