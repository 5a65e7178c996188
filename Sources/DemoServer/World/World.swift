import CommandModel

/// Everything a project holds, past and planned.
struct World: Sendable {
  /// Newest first, as the lists have them.
  var sources: [Source]
  var dice: Dice
  let pace: Double
  var age = DemoAge.newest
  /// What people have left for sources to come; the expired are dropped when met.
  var credentials: [StoredCredential] = []

  func index(ofSource id: Identifier) -> Int? { sources.firstIndex { $0.id == id } }

  /// Where a table is: in `sources[source].tables[table]`.
  func place(ofTable id: Identifier) -> (source: Int, table: Int)? {
    for (index, source) in sources.enumerated() {
      if let table = source.tables.firstIndex(where: { $0.id == id }) { return (index, table) }
    }
    return nil
  }

  /// Whether a paused table stops the reloads of the whole project.
  var isPaused: Bool { sources.contains { $0.tables.contains(where: \.isPaused) } }
}

// MARK: - What changes it

extension World {
  /// Sets off every enabled table that is idle; the trigger of a busy one is lost.
  mutating func reload(source index: Int, now: Time) {
    sources[index].storedStatus = "Running"
    for table in sources[index].tables.indices where sources[index].tables[table].shouldSync {
      start(source: index, table: table, now: now)
    }
  }

  /// Sets off one table, which reads `Running` at once.
  mutating func reload(source index: Int, table: Int, now: Time) {
    start(source: index, table: table, now: now, shownFrom: now)
  }

  /// Sets off a run of one table, unless there is one under way.
  ///
  /// - Parameter shownFrom: when the table begins to read `Running`; with its job by default.
  mutating func start(
    source: Int, table: Int, now: Time, shownFrom: Time? = nil, isRebuild: Bool = false
  ) {
    guard !sources[source].tables[table].hasSyncAhead(of: now) else { return }
    let created = now + dice.duration(1000...3000) / pace
    let sync = Sync(
      id: Identifier(.job, using: &dice), workflowRun: Identifier(.run, using: &dice),
      shownFrom: shownFrom ?? created, createdAt: created,
      finishesAt: created + dice.duration(2000...8000) / pace,
      end: sources[source].tables[table].prospect, rows: Int.random(in: 40...9000, using: &dice),
      isRebuild: isRebuild)
    sources[source].tables[table].syncs.append(sync)
  }

  /// Compares what is known with what the customer's system has: new tables come in
  /// switched off, unless the source takes them in by itself; vanished ones go unless they
  /// hold data.
  mutating func refresh(
    source index: Int, now: Time
  ) -> (added: Int, deleted: Int, switchedOn: Int) {
    let source = sources[index]
    let staying = source.tables.filter { !$0.isGoneUpstream || !$0.syncs.isEmpty }
    let found = source.undiscoveredTables.map { template in
      Table(
        id: Identifier(.schema, using: &dice), storageID: Identifier(.table, using: &dice),
        template: template, createdAt: now,
        shouldSync: source.autoSync?.takes(template.name) ?? false)
    }
    sources[index].tables = staying + found
    sources[index].discovery = .finds(new: 0)
    sources[index].forgottenTables = []
    let switchedOn = sources[index].tables.indices.dropFirst(staying.count).filter {
      sources[index].tables[$0].shouldSync
    }
    for table in switchedOn where !source.isDirect { start(source: index, table: table, now: now) }
    return (found.count, source.tables.count - staying.count, switchedOn.count)
  }
}
