import CSQLite

/// One connection to a SQLite database, for one thread at a time.
///
/// The only place that speaks to the library; see the decision page on SQLite.
final class Database {
  /// What a column holds.
  enum Cell: Hashable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
  }

  /// What the library says went wrong; an extended code of `sqlite3.h`.
  struct Failure: Error, CustomStringConvertible {
    let code: Int32
    let description: String

    /// Whether the file is no database, or no longer a whole one.
    var isDamage: Bool { [SQLITE_CORRUPT, SQLITE_NOTADB].contains(code & 0xff) }
    /// Whether somebody else was writing for too long.
    var isBusy: Bool { code & 0xff == SQLITE_BUSY }
  }

  private let handle: OpaquePointer
  private var statements: [String: OpaquePointer] = [:]
  private var sync = Sync.full

  /// Whether a commit is safe from a power cut when it returns.
  enum Sync: String {
    case full = "FULL"
    /// Only with the next one that is; what it wrote outlives its process all the same.
    case none = "NORMAL"
  }

  /// Opens a database, which is made when it is not there; `:memory:` is one of its own.
  init(_ path: String) throws(Failure) {
    var opened: OpaquePointer?
    let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX
    let code = sqlite3_open_v2(path, &opened, flags, nil)
    guard let opened, code == SQLITE_OK else {
      defer { sqlite3_close_v2(opened) }
      throw Failure(code: code, description: String(cString: sqlite3_errstr(code)))
    }
    handle = opened
    sqlite3_extended_result_codes(opened, 1)
    sqlite3_busy_timeout(opened, 10_000)
    // The log stays when the last process leaves, to be written over by the next: a sync of a
    // file that does not grow takes half as long (130 us instead of 280 on ext4).
    var keepsLog: Int32 = 1
    sqlite3_file_control(opened, "main", SQLITE_FCNTL_PERSIST_WAL, &keepsLog)
  }

  deinit {
    for statement in statements.values { sqlite3_finalize(statement) }
    sqlite3_close_v2(handle)
  }

  /// Runs statements that take and give nothing.
  func execute(_ sql: String) throws(Failure) {
    try check(sqlite3_exec(handle, sql, nil, nil, nil))
  }

  /// Runs one statement; what it yields is not looked at.
  func run(_ sql: String, _ values: [Cell] = []) throws(Failure) {
    try each(sql, values) { _ in }
  }

  /// The rows of one statement, each read by `read`.
  func rows<Result>(
    _ sql: String, _ values: [Cell] = [], _ read: (Row) -> Result
  ) throws(Failure) -> [Result] {
    var results: [Result] = []
    try each(sql, values) { results.append(read($0)) }
    return results
  }

  /// Shows each row to `body` while it is read, so that no row is kept.
  func each(_ sql: String, _ values: [Cell] = [], _ body: (Row) -> Void) throws(Failure) {
    let statement = try prepared(sql)
    defer {
      sqlite3_reset(statement)
      sqlite3_clear_bindings(statement)
    }
    for (index, value) in values.enumerated() {
      try check(Self.bind(value, to: statement, at: Int32(index + 1)))
    }
    while true {
      switch sqlite3_step(statement) {
      case SQLITE_ROW: body(Row(statement: statement))
      case SQLITE_DONE: return
      case let code: try check(code)
      }
    }
  }

  /// Does all of `body`, or nothing of it.
  func transaction<Result>(_ body: () throws -> Result) throws -> Result {
    try run("BEGIN IMMEDIATE")
    do {
      let result = try body()
      try run("COMMIT")
      return result
    } catch {
      // Some errors have rolled back already; what is left over is rolled back here.
      if sqlite3_get_autocommit(handle) == 0 { try run("ROLLBACK") }
      throw error
    }
  }

  /// Says how safe the commits that follow are, in a database with a write-ahead log.
  func setSync(_ sync: Sync) throws(Failure) {
    guard sync != self.sync else { return }
    // It takes effect when it is read, so that no kept statement would do.
    try execute("PRAGMA synchronous = \(sync.rawValue)")
    self.sync = sync
  }

  /// How many rows the last statement changed.
  var changes: Int { Int(sqlite3_changes64(handle)) }
}

// MARK: - Statements

extension Database {
  /// One row while it is read; columns count from 0.
  struct Row {
    fileprivate let statement: OpaquePointer

    /// Nil for null.
    func integer(_ column: Int32) -> Int64? {
      isNull(column) ? nil : sqlite3_column_int64(statement, column)
    }

    /// Nil for null.
    func text(_ column: Int32) -> String? { bytes(column) { String(decoding: $0, as: UTF8.self) } }

    /// Lets `body` see the bytes of a text or blob where they lie; nil for null.
    func bytes<Result>(
      _ column: Int32, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result? {
      guard !isNull(column) else { return nil }
      let start = sqlite3_column_blob(statement, column)
      let count = Int(sqlite3_column_bytes(statement, column))
      return body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    private func isNull(_ column: Int32) -> Bool {
      sqlite3_column_type(statement, column) == SQLITE_NULL
    }
  }

  private func prepared(_ sql: String) throws(Failure) -> OpaquePointer {
    if let known = statements[sql] { return known }
    var made: OpaquePointer?
    try check(
      sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &made, nil))
    guard let made else { preconditionFailure("an empty statement: \(sql)") }
    statements[sql] = made
    return made
  }

  private static func bind(
    _ value: Cell, to statement: OpaquePointer, at index: Int32
  ) -> Int32 {
    switch value {
    case .null: return sqlite3_bind_null(statement, index)
    case .integer(let number): return sqlite3_bind_int64(statement, index, number)
    case .text(var text):
      return text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) {
          sqlite3_bind_text(statement, index, $0.baseAddress, Int32($0.count), copied)
        }
      }
    case .bytes(let bytes):
      return sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), copied)
    }
  }

  /// `SQLITE_TRANSIENT`: the library takes a copy; the macro is a cast that Swift cannot see.
  private static var copied: sqlite3_destructor_type {
    unsafeBitCast(-1, to: sqlite3_destructor_type.self)
  }

  private func check(_ code: Int32) throws(Failure) {
    guard code != SQLITE_OK else { return }
    throw Failure(code: code, description: String(cString: sqlite3_errmsg(handle)))
  }
}

extension Database.Cell {
  /// Null for nil.
  init(_ text: String?) { self = text.map(Database.Cell.text) ?? .null }
  init(_ number: Int?) { self = number.map { .integer(Int64($0)) } ?? .null }
  init(_ time: Int64?) { self = time.map(Database.Cell.integer) ?? .null }
}
