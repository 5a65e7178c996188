import CommandModel

/// Asks the server what a wait needs to know.
struct SyncReader: Sendable {
  /// Older servers ignore the filter by table, and a busy source fills many pages.
  private static let jobPagesMax = 20
  /// More names than this would make the address too long.
  private static let namesMax = 20

  let performer: any Performer
  let timekeeper: any Timekeeper

  /// Reads the list of sources until it holds all that is wanted.
  func look(until isSatisfied: (Look) -> Bool) async throws(Failure) -> Look {
    var look = Look(time: timekeeper.now)
    var list = ListReader(Invocation(Operation.known("sources list")))
    while let page = try await list.next(over: performer) {
      look.time = page.serverDate ?? look.time
      for source in page.values.compactMap(SourceLook.init) { look.add(source) }
      if isSatisfied(look) { return look }
    }
    look.isComplete = true
    return look
  }

  /// Reads the jobs of a source back to the trigger, and further until each table has
  /// shown one: that may be a job from before which still ran.
  func jobs(_ question: WatchState.Question) async throws(Failure) -> [SyncJob] {
    var missing = Set(question.tables.keys)
    var jobs: [SyncJob] = []
    var pages = 0
    var history = ListReader(
      Self.invocation(ofJobsOf: question.sourceID, tables: Array(question.tables.values)))
    do {
      while pages < Self.jobPagesMax, let page = try await history.next(over: performer) {
        let read = page.values.compactMap(SyncJob.init)
        jobs += read
        pages += 1
        missing.subtract(read.map(\.tableID))
        let isPast = read.last.map { $0.createdAt < question.since } ?? true
        if missing.isEmpty && isPast { break }
      }
    } catch {
      // The source is gone, which the list will show.
      if error.status != 404 { throw error }
    }
    return jobs
  }

  /// What asks for the jobs of a source's tables by their names, the newest first; of all its
  /// tables where they are too many to be named.
  static func invocation(ofJobsOf sourceID: String, tables names: [String]) -> Invocation {
    var arguments: Record = ["id": .text(sourceID)]
    if names.count <= namesMax {
      arguments["schemas"] = .list(names.sorted().map(Value.text))
    }
    return Invocation(Operation.known("sources jobs"), arguments: arguments)
  }
}
