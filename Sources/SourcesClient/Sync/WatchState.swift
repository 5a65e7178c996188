import CommandModel

/// Everything that is waited for; pure: observations in, questions and results out.
struct WatchState: Sendable {
  /// The jobs of one source that are worth asking for.
  struct Question: Sendable, Hashable {
    let sourceID: String
    /// The tables that are not known to have ended.
    let tables: [String: String]
    /// Jobs before it say nothing new.
    let since: Time
  }

  private var items: [ItemWatch] = []
  /// The items that ended and have not been taken, in the order they ended.
  private var finished: [Record] = []
  private var warnings: [Diagnostic] = []
  private(set) var okCount = 0
  private(set) var failedCount = 0
  private(set) var timeoutCount = 0

  /// Adds a record as `wait` gets it; what there is nothing to wait for ends at once.
  ///
  /// - Throws: `Problem` (usage) for what is no result, source or schema.
  mutating func add(_ value: Value) throws(Problem) {
    guard let record = value.recordValue else { throw Self.misfit("a \(value.typeName)") }
    if ResultRecord.isResult(record), let result = ResultRecord(record) {
      if result.startedSync {
        items.append(ItemWatch(.result(result), target: result.target))
      } else {
        finished.append(record)
      }
      return
    }
    guard let kind = record.kind, ["source", "schema"].contains(kind), let id = value.id else {
      throw Self.misfit(record.kind.map { "a \($0)" } ?? "a record of no kind")
    }
    let name = Catalogue.kind(kind)?.title(of: record)
    items.append(ItemWatch(.thing(record), target: .init(kind: kind, id: id, name: name)))
  }

  private static func misfit(_ name: String) -> Problem {
    Problem(
      .usage, code: .nothingToWaitFor, "`wait` cannot wait for \(name)",
      hint: "it takes results of reload, sources and schemas")
  }

  var isDone: Bool { pendingCount == 0 }
  var pendingCount: Int { items.count(where: \.isPending) }
  var totalCount: Int { items.count }

  /// Whether the look holds all that is waited for.
  func isSatisfied(by look: Look) -> Bool {
    items.allSatisfy { !$0.isPending || look.source(of: $0.target) != nil }
  }

  // MARK: - Observations

  /// Takes in a reading of the list; says which jobs to ask for.
  mutating func observe(_ look: Look) -> [Question] {
    for index in items.indices { change(index) { $0.observe(look) } }
    return questions
  }

  /// Takes in the jobs of one source.
  mutating func observe(_ jobs: [SyncJob], of sourceID: String, at time: Time) {
    for index in items.indices where items[index].sourceID == sourceID {
      change(index) { $0.observe(jobs, at: time) }
    }
  }

  /// The waiting is over; what has not ended is left to itself.
  mutating func expire(
    at time: Time, as result: ResultRecord.Result = .timeout, because reason: String
  ) {
    for index in items.indices {
      change(index) {
        $0.expire(at: time, as: result, because: reason)
        return []
      }
    }
  }

  /// What has ended since the last call, and what a person should know.
  mutating func takeNews() -> (finished: [Record], warnings: [Diagnostic]) {
    defer { (finished, warnings) = ([], []) }
    return (finished, warnings)
  }

  private mutating func change(
    _ index: Int, _ observe: (inout ItemWatch) -> [Diagnostic]
  ) {
    guard items[index].isPending else { return }
    warnings += observe(&items[index])
    guard let output = items[index].output else { return }
    finished.append(output)
    switch ResultRecord(output)?.result {
    case .ok, nil: okCount += 1
    case .timeout, .interrupted: timeoutCount += 1
    case .failed, .unknown, .skipped, .cancelled, .planned, .notStarted: failedCount += 1
    }
  }

  private var questions: [Question] {
    var questions: [String: Question] = [:]
    for item in items {
      let asked = item.tablesToAsk
      guard let sourceID = item.sourceID, let since = asked.map(\.triggeredAt).min() else {
        continue
      }
      let former = questions[sourceID]
      var tables = former?.tables ?? [:]
      for table in asked { tables[table.id] = table.look.name }
      questions[sourceID] = Question(
        sourceID: sourceID, tables: tables, since: min(since, former?.since ?? since))
    }
    return questions.values.sorted { $0.sourceID < $1.sourceID }
  }
}

extension ResultRecord {
  /// Whether it tells of a trigger that was taken and whose sync can be waited for, perhaps
  /// for longer than the last time.
  ///
  /// A direct source answers a reload with counts: there is nothing to sync.
  fileprivate var startedSync: Bool {
    guard result.canBeWaitedFor,
      let operation = Catalogue.operation(action, on: target.kind), operation.startsSync
    else { return false }
    // Of a reload the source speaks only when it has nothing to sync.
    if case .report = operation.answer { return response.isNull }
    return true
  }
}
