import CommandModel
import ValueFormats

extension RunStore {
  /// Writes one entry within the transaction at work.
  func write(_ entry: JournalEntry) throws {
    switch entry {
    case .began(let head, let items, let time): try begin(head, items, at: time)
    case .sent(let key, let time):
      try database.run(
        """
        INSERT INTO attempts (run, seq, step, number, sent) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (run, seq, step, number) DO UPDATE SET sent = excluded.sent
        """,
        try identity(of: key) + [.integer(time.nanoseconds)])
    case .takenBack(let key):
      try database.run(
        "DELETE FROM attempts WHERE run = ? AND seq = ? AND step = ? AND number = ?",
        try identity(of: key))
    case .answered(let key, let answered, let sentAt, let time):
      try database.run(
        """
        UPDATE attempts SET answered = ?5, fate = ?6, status = ?7, sent = ?8
        WHERE run = ?1 AND seq = ?2 AND step = ?3 AND number = ?4
        """,
        try identity(of: key) + [
          .integer(time.nanoseconds), .init(answered.fate?.rawValue), .init(answered.status),
          .integer(sentAt.nanoseconds),
        ])
    case .settled(let result, step: ""): try settle(result)
    case .settled(let result, let step): try note(result, ofStep: step)
    case .roundEnded(let result): try settle(result)
    case .waiting(let run):
      try database.run(
        "UPDATE runs SET wait = 1 WHERE row = ? AND wait = 0", [.integer(try row(of: run))])
      guard database.changes > 0 else { return }
      try database.run(
        """
        UPDATE results SET open = 1 WHERE run = ? AND result = 'ok'
        AND \(RunStore.startedSomething(run: "results.run", place: "results.seq"))
        """, [.integer(try row(of: run))])
    case .waited(let result, let time):
      try noteWaited(result)
      try database.run(
        "UPDATE runs SET ended = ?2 WHERE row = ?1",
        [.integer(try row(of: result.run)), .integer(time.nanoseconds)])
    case .ended(let summary, let time):
      try database.run(
        "UPDATE runs SET ended = ?2, throttled = throttled + ?3 WHERE row = ?1",
        [
          .integer(try row(of: summary.run)), .integer(time.nanoseconds),
          .integer(Int64(summary.throttled)),
        ])
    }
  }

  private func begin(_ head: RunHead, _ items: PlanItems, at time: Time) throws {
    try database.run(
      """
      INSERT INTO runs
        (id, action, operation, command, place, server, project, flags, rounds, seal, began, wait)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        .text(head.id), .text(head.action), .init(head.operation), .text(head.command),
        .init(head.place), .init(head.server), .init(head.project),
        .text(JSON.encode(.record(head.flags))),
        .init(head.rounds.map { JSON.encode(.record($0.record)) }), .init(head.seal),
        .integer(time.nanoseconds), .integer(head.isWaitedFor ? 1 : 0),
      ])
    let row = try row(of: head.id)
    for index in items.indices {
      try database.run(
        "INSERT INTO items (run, seq, data) VALUES (?, ?, ?)",
        [
          .integer(row), .integer(Int64(items.sequence(at: index))),
          .text(String(decoding: items.line(index), as: UTF8.self)),
        ])
    }
  }

  /// The result of an item; what is unknown or was given up stays open, and so does what is
  /// done where what it started is still to be waited for.
  private func settle(_ result: ResultRecord) throws {
    try database.run(
      RunStore.settling,
      [
        .integer(try row(of: result.run)), .integer(Int64(result.sequence)),
        .text(result.result.rawValue), .text(JSON.encode(.record(result.record))),
        .integer(result.result.isOpen ? 1 : 0),
      ])
  }

  private static let settling = """
    INSERT INTO results (run, seq, result, record, open)
    VALUES (?1, ?2, ?3, ?4, ?5 OR ?3 = 'ok' AND (SELECT wait FROM runs WHERE row = ?1)
      AND \(startedSomething(run: "?1", place: "?2")))
    ON CONFLICT (run, seq) DO UPDATE
    SET result = excluded.result, record = excluded.record, open = excluded.open
    """

  /// What a wait found; a report that comes from anywhere changes nothing but what the run
  /// started and somebody waits for.
  private func noteWaited(_ result: ResultRecord) throws {
    if let round = try waitedRound(of: result) { return try noteWaited(result, in: round) }
    try database.run(
      """
      UPDATE results SET result = ?3, record = ?4, open = ?5 WHERE run = ?1 AND seq = ?2
      AND result IN ('ok', 'timeout', 'interrupted')
      AND EXISTS (SELECT 1 FROM runs WHERE row = ?1 AND wait = 1)
      """,
      [
        .integer(try row(of: result.run)), .integer(Int64(result.sequence)),
        .text(result.result.rawValue), .text(JSON.encode(.record(result.record))),
        .integer(result.result.isOpen ? 1 : 0),
      ])
  }

  func note(_ result: ResultRecord, ofStep step: String, isWaited: Bool = false) throws {
    try database.run(
      """
      INSERT OR REPLACE INTO steps (run, seq, step, result, record, waited)
      VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .integer(try row(of: result.run)), .integer(Int64(result.sequence)), .text(step),
        .text(result.result.rawValue), .text(JSON.encode(.record(result.record))),
        .integer(isWaited ? 1 : 0),
      ])
  }

  private func identity(of key: RequestKey) throws -> [Database.Cell] {
    [
      .integer(try row(of: key.run)), .integer(Int64(key.item)), .text(key.step),
      .integer(Int64(key.attempt)),
    ]
  }

  /// The row of a run; a record may tell of one that is not here, and then nothing matches.
  func row(of run: String) throws -> Int64 {
    if let known = rows[run] { return known }
    let found = try database.rows("SELECT row FROM runs WHERE id = ?", [.text(run)]) {
      $0.integer(0)
    }
    guard let row = found.first.flatMap({ $0 }) else { return -1 }
    rows[run] = row
    return row
  }
}

extension RoundsRecipe {
  /// As the journal keeps it: values with all that they are.
  var record: Record {
    [
      "block": .text(block), "definitions": .list(definitions.map(Value.text)),
      "variables": TypedJSON.pack(.record(variables)),
    ]
  }

  init?(_ record: Record) {
    guard let block = record["block"]?.textValue else { return nil }
    let variables = record["variables"].flatMap { TypedJSON.unpack($0).recordValue }
    self.init(
      block: block, definitions: (record["definitions"]?.listValue ?? []).compactMap(\.textValue),
      variables: variables ?? Record())
  }
}
