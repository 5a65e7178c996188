import CommandModel

/// One record that `wait` was given, with the tables it stands for.
struct ItemWatch: Sendable {
  /// What came in: a result, or a source or schema that nothing was triggered for.
  enum Origin: Sendable {
    case result(ResultRecord)
    case thing(Record)
  }

  let origin: Origin
  let target: Invocation.Target
  /// Nil until the first look, for what was not triggered.
  private(set) var triggeredAt: Time?
  private(set) var sourceID: String?
  private(set) var tables: [TableWatch] = []
  /// What the item came to.
  private(set) var output: Record?

  init(_ origin: Origin, target: Invocation.Target) {
    self.origin = origin
    self.target = target
    if case .result(let result) = origin { triggeredAt = result.startedAt }
  }

  var isPending: Bool { output == nil }

  /// The pending tables whose jobs are worth a request.
  var tablesToAsk: [TableWatch] { isPending ? tables.filter(\.isWorthAsking) : [] }

  // MARK: - Observing

  /// Takes in one reading of the list; gives what a person should know.
  mutating func observe(_ look: Look) -> [Diagnostic] {
    guard isPending else { return [] }
    guard let source = look.source(of: target) else {
      if look.isComplete { finish(.failed, error: "it is gone", at: look.time) }
      return []
    }
    if tables.isEmpty {
      begin(with: source, at: look.time)
      return []
    }
    for index in tables.indices {
      if let table = source.tables.first(where: { $0.id == tables[index].id }) {
        tables[index].observe(table, at: look.time)
      } else {
        tables[index].vanish()
      }
    }
    return settle(at: look.time)
  }

  /// The tables are those enabled when it was triggered; nothing was read before, so
  /// the first look is the nearest there is.
  private mutating func begin(with source: SourceLook, at time: Time) {
    sourceID = source.id
    if source.isDirect { return passOn() }
    let moment = triggeredAt ?? time
    let mine = target.kind == "source" ? source.tables : source.tables.filter { $0.id == target.id }
    let watched =
      switch origin {
      case .result: target.kind == "source" ? mine.filter(\.isEnabled) : mine
      case .thing: mine.filter(\.isRunning)
      }
    triggeredAt = moment
    tables = watched.map { TableWatch($0, triggeredAt: moment, at: time) }
    guard watched.isEmpty else { return }
    switch origin {
    case .thing: passOn()
    case .result: finish(.notStarted, error: "none of its tables is enabled", at: time)
    }
  }

  /// Takes in the jobs of its source; gives what a person should know.
  mutating func observe(_ jobs: [SyncJob], at time: Time) -> [Diagnostic] {
    guard isPending else { return [] }
    for index in tables.indices { tables[index].observe(jobs) }
    return settle(at: time)
  }

  // MARK: - Finishing

  /// The waiting is over before the sync, which goes on.
  mutating func expire(at time: Time, as result: ResultRecord.Result, because reason: String) {
    guard isPending else { return }
    finish(result, error: reason, at: time)
  }

  private mutating func settle(at time: Time) -> [Diagnostic] {
    guard isPending, !tables.isEmpty, !tables.contains(where: \.isPending) else { return [] }
    let counted = tables.filter { $0.end != .left }
    let result: ResultRecord.Result =
      if counted.contains(where: { $0.end == .failed }) {
        .failed
      } else if counted.isEmpty || counted.contains(where: { $0.end == .notStarted }) {
        .notStarted
      } else {
        .ok
      }
    finish(result, error: errorText(of: counted), at: time)
    return tables.filter { $0.end == .left }.map(warning)
  }

  private func warning(about table: TableWatch) -> Diagnostic {
    let reason = table.look.error.map { ": \(SafeText.clean($0, limit: 200))" } ?? ""
    return Diagnostic(
      .warning, code: .switchedOff,
      "the server switched off `\(SafeText.clean(table.look.name))`\(reason)")
  }

  /// The first thing that went wrong, by name, and how many more did.
  private func errorText(of counted: [TableWatch]) -> String? {
    if counted.isEmpty { return "the server switched off all of its tables" }
    let bad = counted.filter { $0.end != .ok }.sorted { $0.look.name < $1.look.name }
    guard let first = bad.first else { return nil }
    let words =
      first.end == .notStarted
      ? "no sync was started" : first.proof?.job.error ?? first.proof?.job.status ?? ""
    let place = target.kind == "source" ? SafeText.clean(first.look.name) + ": " : ""
    let more = bad.count > 1 ? ", and \(bad.count - 1) more" : ""
    return place + SafeText.clean(words) + more
  }

  private mutating func finish(_ result: ResultRecord.Result, error: String?, at time: Time) {
    var record = resultSoFar
    let counted = tables.filter { $0.end != .left }
    record.result = result
    record.error = error
    if !counted.isEmpty && counted.allSatisfy({ $0.proof?.isJoined == true }) {
      record.how = .joined
    }
    record.elapsed = max(.zero, time - (sentAt ?? time))
    record.sync = ResultRecord.Sync(
      job: tables.count == 1 ? tables.first?.proof?.job.id : nil,
      rowsSynced: counted.reduce(0) { $0 + ($1.proof?.job.rowsSynced ?? 0) },
      tablesOK: counted.count { $0.end == .ok },
      tablesFailed: counted.count { $0.end == .failed || $0.end == .notStarted },
      tablesLeft: counted.count(where: \.isPending))
    output = record.record
  }

  /// When it was sent, as near as the server's clock tells.
  private var sentAt: Time? {
    switch origin {
    case .result: triggeredAt.map { $0 + Answer.clockMargin }
    case .thing: triggeredAt
    }
  }

  private var resultSoFar: ResultRecord {
    switch origin {
    case .result(let result): result
    case .thing:
      ResultRecord(
        run: "", sequence: 0, target: target, action: "wait", result: .ok, startedAt: triggeredAt)
    }
  }

  private mutating func passOn() {
    switch origin {
    case .result(let result): output = result.record
    case .thing(let record): output = record
    }
  }
}
