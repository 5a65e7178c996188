package import CommandModel

/// What the lists tell of one source, as far as its health is decided by it.
///
/// Every field may be missing: servers of each age leave out others (api-contract.md,
/// section 10).
package struct SourceFacts: Sendable {
  let id: String
  let type: String?
  let prefix: String?
  let status: String?
  let error: String?
  let createdAt: Time?
  /// Whether it is queried in place, so that there is nothing to sync.
  let isDirect: Bool
  private(set) var tables: [TableFacts]

  /// Reads a source of the list; nil when the value has no id.
  package init?(_ value: Value) {
    guard let id = value.id else { return nil }
    self.id = id
    type = value.value(at: "source_type")?.textValue
    prefix = value.value(at: "prefix")?.textValue
    status = value.value(at: "status")?.textValue
    error = value.value(at: "latest_error")?.textValue
    createdAt = value.value(at: "created_at")?.timeValue
    isDirect = value.value(at: "access_method")?.textValue == "direct"
    // The servers of 2024 had one frequency for all tables of a source.
    let common = value.value(at: "sync_frequency")
    tables = (value.value(at: "schemas")?.listValue ?? []).compactMap { table in
      TableFacts(table, frequency: table.value(at: "sync_frequency") ?? common)
    }
  }

  /// Whether how often its tables sync has to be read from the list of all tables.
  var lacksFrequencies: Bool {
    !isDirect && tables.contains { $0.look.isEnabled && $0.rhythm == .unknown }
  }

  /// Takes in what the list of all tables said of their frequency, by the id of the table.
  mutating func complete(_ rhythms: [String: TableFacts.Rhythm]) {
    for index in tables.indices where tables[index].rhythm == .unknown {
      tables[index].rhythm = rhythms[tables[index].look.id] ?? .unknown
    }
  }

  /// What a person knows it by: `Stripe/eu`.
  var title: String? { Catalogue.kind("source")?.title(of: record) }

  /// Its part of the record of a problem.
  var record: Record {
    Record([
      ("id", .text(id)), ("source_type", type.map(Value.text) ?? .null),
      ("prefix", prefix.map(Value.text) ?? .null),
    ])
  }
}

/// What the lists tell of one table.
struct TableFacts: Sendable {
  let look: TableLook
  /// Whether its rows come when something changes at the source, so that no clock tells when
  /// the next are due (api-contract.md, 8.2, note 6).
  let isFedByEvents: Bool
  fileprivate(set) var rhythm: Rhythm

  /// How often it is due.
  enum Rhythm: Sendable, Hashable {
    case every(Duration)
    /// It has no schedule; somebody has to start it.
    case never
    /// The server does not say, or says it in a word that is not known.
    case unknown
  }

  fileprivate init?(_ value: Value, frequency: Value?) {
    guard let look = TableLook(value) else { return nil }
    self.look = look
    let type = value.value(at: "sync_type")?.textValue
    isFedByEvents = type == "cdc" || type == "webhook"
    rhythm = Rhythm(frequency)
  }
}

extension TableFacts.Rhythm {
  /// Reads `sync_frequency`: `5min`, `6hour`, `7day`; nil is a field that is not there, and
  /// servers send null for `never`.
  init(_ frequency: Value?) {
    guard let frequency else {
      self = .unknown
      return
    }
    let text = frequency.textValue ?? ""
    if frequency.isNull || text == "never" {
      self = .never
      return
    }
    let digits = text.prefix(while: \.isNumber)
    let units = ["min": 60, "hour": 3600, "day": 86_400]
    guard digits.count < 6, let count = Int(digits), count > 0,
      let unit = units[String(text.dropFirst(digits.count))]
    else {
      self = .unknown
      return
    }
    self = .every(.seconds(count * unit))
  }

  /// The time from one sync to the next; nil where none is known.
  var interval: Duration? {
    if case .every(let interval) = self { interval } else { nil }
  }
}

/// The jobs of a source, the newest first, as far back as they were read.
package struct JobHistory: Sendable {
  private let jobs: [String: [SyncJob]]
  /// How far back they reach; nil for the beginning.
  private let start: Time?

  package init(_ jobs: [SyncJob], from start: Time? = nil) {
    self.jobs = Dictionary(grouping: jobs, by: \.tableID)
      .mapValues { $0.sorted { $0.createdAt > $1.createdAt } }
    self.start = start
  }

  /// Those of one table.
  func jobs(of table: TableFacts) -> [SyncJob] { jobs[table.look.id] ?? [] }

  /// Whether a job that began at the moment or later would be among them.
  func reaches(_ moment: Time) -> Bool { start.map { $0 <= moment } ?? true }
}
