import CommandModel

/// The tables of the journal, and how they come to be.
enum Schema {
  /// What each version has made of the one before; an edsh does not write a journal that is
  /// newer than it.
  private static let changes = [tables, resultsApart]

  /// Makes a connection durable and the tables where they are not there; `newest` is the
  /// version that they then have.
  static func prepare(_ database: Database, newest: Int = changes.count) throws {
    try database.execute(
      """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      """)
    let version = try database.rows("PRAGMA user_version") { $0.integer(0) ?? 0 }.first ?? 0
    if version == newest { return }
    guard version < newest else {
      throw Problem(
        .local, code: .journalFailed, "the journal was made by a newer edsh",
        hint: "use that one, or set XDG_STATE_HOME to another folder")
    }
    try database.transaction {
      for change in changes[Int(version)..<newest] { try database.execute(change) }
      try database.execute("PRAGMA user_version = \(newest)")
    }
  }

  /// Times are nanoseconds since 1970. `runs.wait` is 1 once somebody waits for what the
  /// run started. An item is open while anything is left to do for it.
  private static let tables = """
    CREATE TABLE IF NOT EXISTS runs (
      row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, action TEXT NOT NULL,
      operation TEXT,
      command TEXT NOT NULL, place TEXT, server TEXT, project TEXT, flags TEXT NOT NULL,
      rounds TEXT, seal TEXT, began INTEGER NOT NULL, ended INTEGER,
      wait INTEGER NOT NULL DEFAULT 0, throttled INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE IF NOT EXISTS items (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, seq INTEGER NOT NULL,
      data TEXT NOT NULL, result TEXT, record TEXT, open INTEGER NOT NULL DEFAULT 1,
      PRIMARY KEY (run, seq)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS steps (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, seq INTEGER NOT NULL,
      step TEXT NOT NULL, result TEXT NOT NULL, record TEXT NOT NULL,
      PRIMARY KEY (run, seq, step)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS attempts (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, seq INTEGER NOT NULL,
      step TEXT NOT NULL, number INTEGER NOT NULL, sent INTEGER NOT NULL, answered INTEGER,
      fate TEXT, status INTEGER,
      PRIMARY KEY (run, seq, step, number)) WITHOUT ROWID;
    """

  /// What became of an item stands in a table of its own, which only grows at its end: in the
  /// rows of the plan each result made its page too small, and half of all that a run wrote
  /// were pages being split. A step is waited when a wait behind the rounds has seen the end of
  /// what it started.
  private static let resultsApart = """
    CREATE TABLE results (
      run INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE, seq INTEGER NOT NULL,
      result TEXT NOT NULL, record TEXT NOT NULL, open INTEGER NOT NULL,
      PRIMARY KEY (run, seq)) WITHOUT ROWID;
    INSERT INTO results SELECT run, seq, result, record, open FROM items
      WHERE result IS NOT NULL AND record IS NOT NULL;
    ALTER TABLE items DROP COLUMN result;
    ALTER TABLE items DROP COLUMN record;
    ALTER TABLE items DROP COLUMN open;
    CREATE VIEW ends AS
      SELECT i.run, i.seq, i.data, r.result, r.record, coalesce(r.open, 1) AS open
      FROM items AS i LEFT JOIN results AS r ON r.run = i.run AND r.seq = i.seq;
    ALTER TABLE steps ADD COLUMN waited INTEGER NOT NULL DEFAULT 0;
    """
}
