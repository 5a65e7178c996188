import CommandModel

/// All runs of a user: what they planned, sent, and were answered (reliability.md, section 4).
///
/// One SQLite database that survives a crash at any moment. Entries of requests that are
/// written together share one commit.
package actor RunStore: Journal {
  private let executor: any SerialExecutor
  nonisolated package var unownedExecutor: UnownedSerialExecutor {
    executor.asUnownedSerialExecutor()
  }

  let database: Database
  /// Where all of it lies; nil for a store that ends with its process.
  nonisolated let folder: String?
  /// The rows of the runs this process writes, by their id.
  var rows: [String: Int64] = [:]
  /// What makes the digests of secrets; nil before the first.
  var digest: KeyedDigest?

  private var pending: [JournalEntry] = []
  private var waiting: [CheckedContinuation<Void, any Error>] = []
  private var isCommitDue = false
  /// Whether the next commit has to be safe when it returns.
  private var isSyncDue = false
  /// Whether something was written that no sync has made safe yet.
  private var isUnsafe = false
  /// Why nothing more is written for the run at work, whoever asks.
  private var broken: (any Error)?

  /// Where a store is.
  package enum Place: Sendable, Hashable, CustomStringConvertible {
    /// In this folder, which is made when it is not there.
    case folder(String)
    /// Nowhere: it ends with the process.
    case memory

    package var description: String {
      switch self {
      case .folder(let folder): "`\(folder)`"
      case .memory: "memory"
      }
    }
  }

  /// Opens the store, and makes it when it is not there; it waits for its disk on a thread
  /// of its own, unless it is given another place to run.
  ///
  /// - Throws: `Problem` (local) when it cannot be used.
  package init(_ place: Place, on executor: (any SerialExecutor)? = nil) async throws {
    self.executor = executor ?? JournalThread()
    do {
      switch place {
      case .memory:
        self.folder = nil
        database = try Database(":memory:")
      case .folder(let folder):
        let path = "\(folder)/runs.sqlite"
        self.folder = folder
        try LocalFile.makeFolder("\(folder)/locks")
        try LocalFile.make(path)
        database = try Database(path)
        // Of several processes that find nothing there, one makes it: changing a database to
        // its mode of writing waits for nobody.
        let turn = try LocalFile.turn("\(folder)/locks/making")
        defer { LocalFile.end(turn) }
        try Schema.prepare(database)
        return
      }
      try Schema.prepare(database)
    } catch let failure as Database.Failure {
      throw Problem(
        .local, code: .journalFailed, "the journal in \(place) cannot be used: \(failure)",
        hint: failure.isDamage
          ? "move its file away; a new one is made" : "mend that, or set XDG_STATE_HOME")
    }
  }

  /// The error of something that could not be written or read.
  static func problem(_ reason: String) -> Problem {
    Problem(
      .local, code: .journalFailed, "the journal could not be used: \(reason)",
      hint: "nothing more was sent; free some space, or mend the disk")
  }
}

extension RunStore {
  /// Where the locks are.
  nonisolated var lockFolder: String? { folder.map { "\($0)/locks" } }
}

// MARK: - Writing

extension RunStore {
  package func record(_ entries: [JournalEntry]) async throws {
    if case .began? = entries.first { broken = nil }
    if let broken { throw broken }
    pending += entries
    isSyncDue = isSyncDue || entries.contains(where: \.isUrgent)
    // Also what is not urgent is waited for: answers that come meanwhile share the next sync.
    try await commitDone()
  }

  package func flush() async throws {
    if let broken { throw broken }
    guard isUnsafe || !pending.isEmpty else { return }
    isSyncDue = true
    try await commitDone()
  }

  private func commitDone() async throws {
    try await withCheckedThrowingContinuation { continuation in
      waiting.append(continuation)
      commitSoon()
    }
  }

  /// Whoever comes while a commit is under way stands in line behind it, so that the next
  /// one is for all of them.
  private func commitSoon() {
    guard !isCommitDue else { return }
    isCommitDue = true
    Task { self.commit() }
  }

  private func commit() {
    isCommitDue = false
    _ = writePending()
  }

  /// Writes what is pending, and tells all who wait for it what came of it.
  ///
  /// Only what somebody waits for is synced: what came of requests is written while the next
  /// ones are on their way, and their sync makes it safe too.
  private func writePending() -> Result<Void, any Error> {
    let (entries, continuations, isSynced) = (pending, waiting, isSyncDue)
    (pending, waiting, isSyncDue) = ([], [], false)
    let result = Result {
      guard !entries.isEmpty || isSynced else { return }
      try RunStore.telling {
        try database.setSync(isSynced ? .full : .none)
        try database.transaction {
          for entry in entries { try write(entry) }
          // A commit that changes nothing syncs nothing of what was written before it.
          if entries.isEmpty { try database.run(RunStore.changingNothing) }
        }
      }
      isUnsafe = !isSynced
    }
    if case .failure(let error) = result {
      broken = error
      rows = [:]
    }
    for continuation in continuations { continuation.resume(with: result) }
    return result
  }

  private static let changingNothing =
    "UPDATE runs SET wait = wait WHERE row = (SELECT max(row) FROM runs)"

  /// Does something to the database when everything before is written.
  func settled<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try writePending().get()
    return try RunStore.telling { try body(database) }
  }

  /// Does something to the database; what goes wrong is a problem that a person understands.
  private static func telling<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let failure as Database.Failure {
      throw problem("\(failure)")
    }
  }

  /// An id that no run has; `random` gives numbers from 0 up to 1.
  package func freeID(random: () -> Double) throws -> String {
    var id = RunHead.makeID(random: random)
    while try row(of: id) >= 0 { id = RunHead.id(after: id) }
    return id
  }
}
