/// What became of one item of a run: the one shape that every verb, `wait`, the
/// journal and the summary share (language.md, section 5).
package struct ResultRecord: Sendable, Hashable {
  /// What became of the item; its raw value is what a person reads.
  package enum Result: String, Sendable, CaseIterable {
    case ok, failed, unknown, timeout
    /// A person gave up waiting for it; at the server it goes on.
    case interrupted
    case skipped, cancelled, planned
    /// The server took the trigger and started nothing.
    case notStarted = "not_started"
  }

  /// How the result is known.
  package enum How: String, Sendable, CaseIterable {
    case sent
    /// Looked up after an answer that was lost.
    case verified
    /// A sync that was running already.
    case joined
  }

  package var run: String
  /// The item's place in the plan, from 1.
  package var sequence: Int
  package var target: Invocation.Target
  /// The verb: `reload`.
  package var action: String
  package var result: Result
  package var how: How?
  package var error: String?
  package var httpStatus: Int?
  package var attempts: Int
  /// When the request left, on the server's clock.
  package var startedAt: Time?
  package var elapsed: Duration
  /// The server's answer, or null.
  package var response: Value
  package var sync: Sync?
  /// The last answer where it was none that was wished for; no field of the record, but
  /// what an error about the item tells of its request.
  package var failure: Failure?

  /// What `wait` adds.
  package struct Sync: Sendable, Hashable {
    /// The id of the job, when one table was waited for.
    package var job: String?
    package var rowsSynced: Int
    package var tablesOK: Int
    package var tablesFailed: Int
    package var tablesLeft: Int

    package init(
      job: String? = nil, rowsSynced: Int, tablesOK: Int, tablesFailed: Int, tablesLeft: Int
    ) {
      self.job = job
      self.rowsSynced = rowsSynced
      self.tablesOK = tablesOK
      self.tablesFailed = tablesFailed
      self.tablesLeft = tablesLeft
    }
  }

  package init(
    run: String, sequence: Int, target: Invocation.Target, action: String, result: Result,
    how: How? = nil, error: String? = nil, httpStatus: Int? = nil, attempts: Int = 0,
    startedAt: Time? = nil, elapsed: Duration = .zero, response: Value = .null, sync: Sync? = nil
  ) {
    self.run = run
    self.sequence = sequence
    self.target = target
    self.action = action
    self.result = result
    self.how = how
    self.error = error
    self.httpStatus = httpStatus
    self.attempts = attempts
    self.startedAt = startedAt
    self.elapsed = elapsed
    self.response = response
    self.sync = sync
  }
}

extension ResultRecord.Result {
  /// The class of trouble an item with this result is; nil for none (language.md, section 6).
  package var category: Problem.Category? {
    switch self {
    case .ok, .skipped: nil
    case .failed, .notStarted, .cancelled: .failed
    case .unknown: .unknown
    case .timeout, .interrupted, .planned: .stopped
    }
  }

  /// Whether something is left to do for an item with this result, or to wait for.
  package var isOpen: Bool {
    switch self {
    case .unknown, .planned, .timeout, .interrupted: true
    case .ok, .failed, .skipped, .cancelled, .notStarted: false
    }
  }

  /// Whether something was started whose end nobody has seen yet.
  package var canBeWaitedFor: Bool {
    switch self {
    case .ok, .timeout, .interrupted: true
    case .failed, .unknown, .skipped, .cancelled, .planned, .notStarted: false
    }
  }
}

extension ResultRecord.Result {
  /// Of the results of several steps, the one that tells how the whole went.
  package static func worst(_ results: some Sequence<Self>) -> Self? {
    let all = Set(results)
    return worstFirst.first { all.contains($0) }
  }

  private static let worstFirst: [Self] = [
    .unknown, .failed, .notStarted, .cancelled, .timeout, .interrupted, .planned, .ok, .skipped,
  ]
}

// MARK: - As a record

extension ResultRecord {
  /// The record a person sees; its kind is that of what it is about.
  package var record: Record {
    var record = Record(
      [
        ("run", .text(run)), ("seq", .integer(sequence)),
        ("kind", .text(target.kind.description)), ("id", .text(target.id)),
        ("name", target.name.map(Value.text) ?? .null), ("action", .text(action)),
        ("result", .text(result.rawValue)), ("how", how.map { .text($0.rawValue) } ?? .null),
        ("error", error.map(Value.text) ?? .null),
        ("http", httpStatus.map(Value.integer) ?? .null), ("attempts", .integer(attempts)),
        ("started_at", startedAt.map(Value.time) ?? .null),
        ("seconds", Number((elapsed.seconds * 1000).rounded() / 1000).map(Value.number) ?? .null),
        ("response", response),
      ], kind: target.kind)
    if let sync {
      record["job"] = sync.job.map(Value.text) ?? .null
      record["rows_synced"] = .integer(sync.rowsSynced)
      record["tables_ok"] = .integer(sync.tablesOK)
      record["tables_failed"] = .integer(sync.tablesFailed)
      record["tables_left"] = .integer(sync.tablesLeft)
    }
    return record
  }

  /// Reads a record back, also one from a saved report; nil when it is no result.
  package init?(_ record: Record) {
    guard let result = record["result"]?.textValue.flatMap(Result.init(rawValue:)),
      let action = record["action"]?.textValue, let id = record["id"]?.textValue,
      let kind = record["kind"]?.textValue
    else { return nil }
    self.init(
      run: record["run"]?.textValue ?? "",
      sequence: min(max(0, record["seq"]?.integerValue ?? 0), Int(Int32.max)),
      target: .init(kind: KindName(kind), id: id, name: record["name"]?.textValue),
      action: action, result: result,
      how: record["how"]?.textValue.flatMap(How.init(rawValue:)),
      error: record["error"]?.textValue, httpStatus: record["http"]?.integerValue,
      attempts: record["attempts"]?.integerValue ?? 0,
      startedAt: record["started_at"].flatMap(ResultRecord.time),
      elapsed: ResultRecord.elapsed(record["seconds"]),
      response: record["response"] ?? .null,
      sync: record["tables_left"]?.integerValue.map { left in
        Sync(
          job: record["job"]?.textValue, rowsSynced: record["rows_synced"]?.integerValue ?? 0,
          tablesOK: record["tables_ok"]?.integerValue ?? 0,
          tablesFailed: record["tables_failed"]?.integerValue ?? 0, tablesLeft: left)
      })
  }

  /// A time that went through a file is a text again.
  private static func time(_ value: Value) -> Time? {
    value.timeValue ?? value.textValue.flatMap { Time($0) }
  }

  /// Milliseconds are all that a record keeps; a report may say anything, so it is clamped.
  private static func elapsed(_ value: Value?) -> Duration {
    guard case .number(let seconds)? = value else { return .zero }
    return .milliseconds((min(max(0, seconds.double), 1e12) * 1000).rounded())
  }

  /// Whether a record has the shape of a result.
  package static func isResult(_ record: Record) -> Bool {
    record["result"] != nil && record["action"] != nil && record["run"] != nil
  }

  /// The fields of a result, for checks, completion and columns.
  package static let kind = Kind(
    "result", noun: "results",
    fields: [
      .init("run", .text, "The run it belongs to."),
      .init("seq", .number, "The item's place in the plan, from 1."),
      .init("kind", .text, "The kind of thing it is about."),
      .init("id", .text, "The id of that thing."),
      .init("name", .text, "The name of that thing."),
      .init("action", .text, "The verb."),
      .init(
        "result", .text, "What became of it.", enumeration: Result.allCases.map(\.rawValue)),
      .init("how", .text, "How that is known.", enumeration: How.allCases.map(\.rawValue)),
      .init("error", .text, "What went wrong."),
      .init("http", .number, "The status of the last answer."),
      .init("attempts", .number, "How often it was sent."),
      .init("started_at", .time, "When it was sent, on the server's clock."),
      .init("seconds", .number, "How long it took."),
      .init("response", .any, "The server's answer."),
      .init("job", .text, "The job that was waited for."),
      .init("rows_synced", .number, "Rows of the jobs that were waited for."),
      .init("tables_ok", .number, "Tables that finished well."),
      .init("tables_failed", .number, "Tables that did not."),
      .init("tables_left", .number, "Tables that had not finished."),
    ])

  /// What a plan adds to the result of an item: the request that would be sent.
  package static let plannedFields = ["method", "path", "body"]

  /// The columns of a table of what is only planned.
  package static let plannedColumns = ["name", "action", "result"] + plannedFields
  /// The columns of a table of results.
  package static let columns = ["name", "id", "action", "result", "error", "seconds"]
  /// Those of a table of results that were waited for.
  package static let syncColumns = [
    "name", "id", "action", "result", "tables_ok", "tables_failed", "rows_synced", "error",
    "seconds",
  ]
}
