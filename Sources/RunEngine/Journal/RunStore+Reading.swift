package import CommandModel
import ValueFormats

extension RunStore {
  /// The runs of a server and project, the newest first; of all where both are nil.
  ///
  /// - Throws: `Problem` (local).
  package func list(server: String? = nil, project: String? = nil) throws -> [RunFacts] {
    let heads = try settled { database in
      try database.rows(
        """
        SELECT * FROM (SELECT \(HeadRow.columns) FROM runs
        WHERE (?1 IS NULL OR server IS ?1) AND (?2 IS NULL OR project IS ?2))
        ORDER BY began DESC, row DESC
        """, place(server, project), HeadRow.init)
    }
    return try heads.map(facts)
  }

  private func place(_ server: String?, _ project: String?) -> [Database.Cell] {
    [.init(server), .init(project)]
  }

  /// The run that an id or the beginning of one names; `last` is the newest.
  ///
  /// - Throws: `Problem` (usage) when none or more than one does.
  package func facts(
    of name: String, server: String? = nil, project: String? = nil
  ) throws -> RunFacts {
    try facts(head(of: name, server: server, project: project))
  }

  /// All that is known of a run.
  ///
  /// - Throws: `Problem`.
  package func history(of name: String) throws -> RunHistory {
    let head = try head(of: name)
    let attempts = try self.attempts(of: head)
    let items = try settled { database in
      var items: [RunHistory.Item] = []
      var records = JSON.Series()
      try database.each(
        """
        SELECT \(RunStore.itemColumns)
        FROM ends AS i WHERE run = ? ORDER BY seq
        """, [.integer(head.row)]
      ) { row in
        let result = result(ofItem: row, in: head, &records)
        items.append(.init(result: result, attempts: attempts[result.sequence] ?? []))
      }
      return items
    }
    return RunHistory(facts: try facts(head), items: items)
  }

  /// So many results of a run's items in their order, from a place on; none at the end.
  ///
  /// - Throws: `Problem`.
  package func results(
    of name: String, from first: Int, count: Int = 500
  ) throws -> [ResultRecord] {
    let head = try head(of: name)
    var records = JSON.Series()
    return try settled { database in
      try database.rows(
        """
        SELECT \(RunStore.itemColumns)
        FROM ends AS i WHERE run = ?1 AND seq >= ?2 ORDER BY seq LIMIT ?3
        """, [.integer(head.row), .integer(Int64(first)), .integer(Int64(count))]
      ) { result(ofItem: $0, in: head, &records) }
    }
  }

  /// An item, and where it has no result how often it was sent, and how often of those no
  /// answer is known.
  private static let itemColumns =
    "seq, data, record, CASE WHEN record IS NULL THEN (" + tries + ") END, "
    + "CASE WHEN record IS NULL THEN (" + tries + " AND " + isDoubtful + ") END"
  /// Whether nobody knows what became of an attempt.
  private static let isDoubtful =
    "(a.answered IS NULL OR a.fate = '\(Failure.Class.ambiguous.rawValue)')"
  private static let tries =
    "SELECT count(*) FROM attempts AS a WHERE a.run = i.run AND a.seq = i.seq"

  /// The result that an item has, or what its requests say without one.
  private func result(
    ofItem row: Database.Row, in head: HeadRow, _ records: inout JSON.Series
  ) -> ResultRecord {
    if let bytes = row.bytes(2, Array.init), let record = try? records.decode(bytes).recordValue,
      let result = ResultRecord(record)
    {
      return result
    }
    var standIn = planned(row.text(1), at: Int(row.integer(0) ?? 0), in: head)
    standIn.attempts = Int(row.integer(3) ?? 0)
    if let lost = row.integer(4), lost > 0 { standIn.result = .unknown }
    return standIn
  }

  /// How few characters of a run's id tell it from the others; at least four.
  ///
  /// - Throws: `Problem` (local).
  package func shortName(of run: String) throws -> String {
    for length in 4..<max(5, run.count) {
      let prefix = String(run.prefix(length))
      if try matches(prefix).count <= 1 { return prefix }
    }
    return run
  }
}

// MARK: - Rows

extension RunStore {
  /// A run as its table has it.
  struct HeadRow {
    static let columns =
      "row, id, action, operation, command, place, server, project, flags, rounds, seal, began, "
      + "ended, wait, throttled"

    let row: Int64
    let head: RunHead
    let began: Time
    let ended: Time?
    let isWaitedFor: Bool
    let throttled: Int

    init(_ row: Database.Row) {
      self.row = row.integer(0) ?? 0
      head = RunHead(
        id: row.text(1) ?? "", action: row.text(2) ?? "", operation: row.text(3),
        command: row.text(4) ?? "", place: row.text(5), server: row.text(6),
        project: row.text(7), flags: HeadRow.record(row.text(8)) ?? Record(),
        rounds: HeadRow.record(row.text(9)).flatMap(RoundsRecipe.init), seal: row.text(10))
      began = Time(nanoseconds: row.integer(11) ?? 0)
      ended = row.integer(12).map(Time.init(nanoseconds:))
      isWaitedFor = row.integer(13) == 1
      throttled = Int(row.integer(14) ?? 0)
    }

    static func record(_ text: String?) -> Record? {
      text.flatMap { try? JSON.decode(Array($0.utf8)).recordValue }
    }
  }

  func head(of name: String, server: String? = nil, project: String? = nil) throws -> HeadRow {
    if name == "last" {
      guard let newest = try newest(server: server, project: project) else {
        throw Problem(
          .usage, code: .noRun, "there is no run yet",
          hint: "a verb that changes something makes one; `runs list` shows them")
      }
      return newest
    }
    let found = try matches(name)
    guard let first = found.first else {
      throw Problem(
        .usage, code: .noRun, "no run has an id that begins with `\(name)`",
        hint: "`runs list` shows them")
    }
    guard found.count == 1 || first.head.id == name else {
      let ids = found.prefix(4).map(\.head.id).joined(separator: ", ")
      throw Problem(
        .usage, code: .noRun, "`\(name)` is the beginning of more than one id: \(ids)",
        hint: "write more of it")
    }
    return first
  }

  private func newest(server: String?, project: String?) throws -> HeadRow? {
    try settled { database in
      try database.rows(
        """
        SELECT \(HeadRow.columns) FROM runs
        WHERE (?1 IS NULL OR server IS ?1) AND (?2 IS NULL OR project IS ?2)
        ORDER BY began DESC, row DESC LIMIT 1
        """, place(server, project), HeadRow.init
      ).first
    }
  }

  /// The runs whose id begins so; digits only, so that no pattern hides in it.
  private func matches(_ prefix: String) throws -> [HeadRow] {
    guard !prefix.isEmpty, prefix.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
    else { return [] }
    return try settled { database in
      try database.rows(
        "SELECT \(HeadRow.columns) FROM runs WHERE id GLOB ? ORDER BY began DESC",
        [.text(prefix.lowercased() + "*")], HeadRow.init)
    }
  }

  private func facts(_ row: HeadRow) throws -> RunFacts {
    var counts: [ResultRecord.Result: Int] = [:]
    var open = 0
    var requests = 0
    var latest: Int64?
    try settled { database in
      try database.each(
        "SELECT result, count(*), sum(open) FROM ends WHERE run = ? GROUP BY result",
        [.integer(row.row)]
      ) {
        let result = $0.text(0).flatMap(ResultRecord.Result.init(rawValue:)) ?? .planned
        counts[result, default: 0] += Int($0.integer(1) ?? 0)
        open += Int($0.integer(2) ?? 0)
      }
      try database.each(
        "SELECT count(*), max(sent), max(answered) FROM attempts WHERE run = ?",
        [.integer(row.row)]
      ) {
        requests = Int($0.integer(0) ?? 0)
        latest = [$0.integer(1), $0.integer(2)].compactMap(\.self).max()
      }
    }
    let owner = lockFolder.flatMap { RunLock.owner(of: row.head.id, in: $0) }
    if owner == nil, row.head.rounds == nil {
      let doubtful = try doubtful(in: row)
      counts[.planned, default: 0] -= doubtful
      counts[.unknown, default: 0] += doubtful
      counts = counts.filter { $0.value > 0 }
    }
    return RunFacts(
      row.head, startedAt: row.began, endedAt: row.ended ?? latest.map(Time.init(nanoseconds:)),
      state: owner != nil ? .running : open > 0 ? .stopped : .done, counts: counts,
      requests: requests, throttled: row.throttled)
  }

  /// Items that a process was about when it died, so that nobody knows what became of them.
  private func doubtful(in head: HeadRow) throws -> Int {
    try settled { database in
      try database.rows(
        """
        SELECT count(DISTINCT a.seq) FROM attempts AS a WHERE a.run = ?1
        AND \(RunStore.isDoubtful)
        AND NOT EXISTS (SELECT 1 FROM results AS r WHERE r.run = ?1 AND r.seq = a.seq)
        """, [.integer(head.row)]
      ) { Int($0.integer(0) ?? 0) }.first ?? 0
    }
  }

  private func attempts(of head: HeadRow) throws -> [Int: [RunHistory.Attempt]] {
    try settled { database in
      var attempts: [Int: [RunHistory.Attempt]] = [:]
      try database.each(
        """
        SELECT seq, number, sent, answered, fate, status FROM attempts
        WHERE run = ? ORDER BY seq, sent, step, number
        """, [.integer(head.row)]
      ) { row in
        attempts[Int(row.integer(0) ?? 0), default: []].append(
          .init(
            number: Int(row.integer(1) ?? 0), sentAt: Time(nanoseconds: row.integer(2) ?? 0),
            answeredAt: row.integer(3).map(Time.init(nanoseconds:)),
            fate: row.text(4).flatMap(Failure.Class.init(rawValue:)),
            status: row.integer(5).map { Int($0) }))
      }
      return attempts
    }
  }

  func result(_ text: String?) -> ResultRecord? {
    text.flatMap { try? JSON.decode(Array($0.utf8)).recordValue }.flatMap(ResultRecord.init)
  }

  /// What stands for an item without a result.
  private func planned(_ data: String?, at sequence: Int, in head: HeadRow) -> ResultRecord {
    let item = data.flatMap { try? JSON.decode(Array($0.utf8)) }.flatMap(Plan.Item.init)
    return ResultRecord(
      run: head.head.id, sequence: sequence, target: item?.target ?? .init(kind: "item", id: ""),
      action: head.head.action, result: .planned)
  }
}
