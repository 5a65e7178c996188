import CommandModel

/// The tables of the journal, and how they come to be.
enum Schema {
  /// Raised when the tables change; an edsh does not write a journal that is newer than it.
  private static let version: Int64 = 1

  /// Makes a connection durable and the tables where they are not there.
  static func prepare(_ database: Database) throws {
    try database.executePatiently(
      """
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA foreign_keys = ON;
      """)
    let found = try database.rows("PRAGMA user_version") { $0.integer(0) ?? 0 }.first ?? 0
    if found == version { return }
    guard found < version else {
      throw Problem(
        .local, code: .journalFailed, "the journal was made by a newer edsh",
        hint: "use that one, or set XDG_STATE_HOME to another folder")
    }
    try database.transaction {
      try database.execute(tables)
      try database.execute("PRAGMA user_version = \(version)")
    }
  }

  /// Times are nanoseconds since 1970. `runs.wait` is 1 once somebody waits for what the
  /// run started. An item is open while anything is left to do for it.
  private static let tables = """
    CREATE TABLE IF NOT EXISTS runs (
      row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, action TEXT NOT NULL, operation TEXT,
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
}
