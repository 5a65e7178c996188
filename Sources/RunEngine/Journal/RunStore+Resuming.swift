package import CommandModel

/// A run that goes on: what it was, what is left of it, and what is known of the rest.
package struct Resumption: Sendable {
  package let head: RunHead
  /// What is left: first what was never carried out, then what may have been.
  package let items: PlanItems
  package let past: Plan.Past
  /// The results of items whose syncs are still waited for.
  package let waits: [ResultRecord]
  /// Whether somebody waited for what the run had started.
  package let isWaitedFor: Bool
  /// What the steps of unfinished rounds came to.
  package let steps: [Int: [String: StepPast]]

  /// What is known of one step of a round.
  package enum StepPast: Sendable {
    /// It has its result.
    case settled(ResultRecord)
    /// It was sent, the last time then, and nobody knows what became of it.
    case doubtful(Plan.Tried, sentAt: Time)
    /// It was sent and is not done.
    case open(Plan.Tried)
  }
}

extension RunStore {
  /// Takes a run for this process.
  ///
  /// - Throws: `Problem` (stopped) when another process has it; nobody is told of a store
  ///   that ends with its process.
  package func lock(_ run: String) throws -> RunLock? {
    guard let lockFolder else { return nil }
    do {
      return try RunLock(of: run, in: lockFolder)
    } catch let taken as RunLock.Taken {
      let owner = taken.owner.map { "process \($0)" } ?? "another process"
      throw Problem(
        .stopped, code: .runTaken, "run \(run) is at work in \(owner)",
        hint: "wait for it, or stop it first; `runs show \(run)` tells how far it is")
    }
  }

  /// What is left of a run; `isRepeatable` tells whether what may have been carried out may
  /// be sent again all the same.
  ///
  /// - Throws: `Problem`.
  package func resumption(of name: String, isRepeatable: Bool) throws -> Resumption {
    let head = try head(of: name)
    let tries = try lastTries(of: head)
    var fresh = PlanItems()
    var doubtful: [(line: [UInt8], sequence: Int, sentAt: Time)] = []
    var past = Plan.Past(isThere: true)
    var waits: [ResultRecord] = []
    try settled { database in
      try database.each(
        "SELECT seq, data, result, record, open FROM ends WHERE run = ? ORDER BY seq",
        [.integer(head.row)]
      ) { row in
        let sequence = Int(row.integer(0) ?? 0)
        let result = row.text(2).flatMap(ResultRecord.Result.init(rawValue:))
        guard row.integer(4) == 1 else {
          past.counts[result ?? .ok, default: 0] += 1
          return
        }
        if head.isWaitedFor, result?.canBeWaitedFor == true {
          // Of a round its steps are waited for.
          if head.head.rounds == nil { waits += self.result(row.text(3)).map { [$0] } ?? [] }
          return
        }
        let last = head.head.rounds == nil ? tries[sequence]?[""] : nil
        if let last, last.isDoubtful(result), !isRepeatable {
          row.bytes(1) { doubtful.append((Array($0), sequence, last.sentAt)) }
        } else {
          if let last { past.tries[fresh.count] = last.tried(result) }
          row.bytes(1) { fresh.append(line: $0, sequence: sequence) }
        }
      }
    }
    for (line, sequence, sentAt) in doubtful {
      past.doubts.append(.init(item: fresh.count, sentAt: sentAt))
      past.tries[fresh.count] = tries[sequence]?[""]?.tried(.unknown)
      line.withUnsafeBytes { fresh.append(line: $0, sequence: sequence) }
    }
    if head.isWaitedFor, head.head.rounds != nil { waits += try stepsToWaitFor(of: head) }
    return Resumption(
      head: head.head, items: fresh, past: past, waits: waits, isWaitedFor: head.isWaitedFor,
      steps: head.head.rounds == nil ? [:] : try steps(of: head, tries))
  }

  /// Forgets a run.
  ///
  /// - Throws: `Problem` when it is at work, or nowhere.
  package func delete(_ name: String) throws {
    let head = try head(of: name)
    let lock = try lock(head.head.id)
    defer { withExtendedLifetime(lock) {} }
    try settled { try $0.run("DELETE FROM runs WHERE row = ?", [.integer(head.row)]) }
    rows[head.head.id] = nil
  }

  /// Forgets the runs that began before a moment and are not at work; says which.
  ///
  /// - Throws: `Problem` (local).
  package func prune(before moment: Time) throws -> [RunFacts] {
    let old = try list().filter { $0.startedAt < moment && $0.state != .running }
    for run in old { try delete(run.id) }
    return old
  }
}

// MARK: - What was tried

extension RunStore {
  /// The last request of an item or a step.
  private struct LastTry {
    let number: Int
    let sentAt: Time
    let isAnswered: Bool
    let fate: Failure.Class?
    /// Whether one before it may have been carried out.
    let followsDoubt: Bool

    /// It and those before it.
    func tried(_ result: ResultRecord.Result?) -> Plan.Tried {
      Plan.Tried(attempts: number, mayHaveHappened: followsDoubt || isDoubtful(result))
    }

    /// Whether it may have been carried out; a result says more than the answer does.
    func isDoubtful(_ result: ResultRecord.Result?) -> Bool {
      result == .unknown || !isAnswered || fate == .ambiguous
        || (fate == nil && result != .ok)
    }
  }

  private func lastTries(of head: HeadRow) throws -> [Int: [String: LastTry]] {
    try settled { database in
      var tries: [Int: [String: LastTry]] = [:]
      // Only of what is open: a run of a hundred thousand has few of those.
      try database.each(
        """
        SELECT a.seq, a.step, a.number, a.sent, a.answered, a.fate FROM ends AS i
        JOIN attempts AS a ON a.run = i.run AND a.seq = i.seq
        WHERE i.run = ? AND i.open = 1 ORDER BY a.number
        """, [.integer(head.row)]
      ) { row in
        let (sequence, step) = (Int(row.integer(0) ?? 0), row.text(1) ?? "")
        let before = tries[sequence]?[step]
        tries[sequence, default: [:]][step] = LastTry(
          number: Int(row.integer(2) ?? 0), sentAt: Time(nanoseconds: row.integer(3) ?? 0),
          isAnswered: row.integer(4) != nil,
          fate: row.text(5).flatMap(Failure.Class.init(rawValue:)),
          followsDoubt: before.map { $0.tried(.planned).mayHaveHappened } ?? false)
      }
      return tries
    }
  }

  private func steps(
    of head: HeadRow, _ tries: [Int: [String: LastTry]]
  ) throws -> [Int: [String: Resumption.StepPast]] {
    var results: [Int: [String: ResultRecord]] = [:]
    try settled { database in
      try database.each(
        """
        SELECT s.seq, s.step, s.record FROM steps AS s
        JOIN ends AS i ON i.run = s.run AND i.seq = s.seq WHERE i.run = ? AND i.open = 1
        """, [.integer(head.row)]
      ) { row in
        results[Int(row.integer(0) ?? 0), default: [:]][row.text(1) ?? ""] = result(row.text(2))
      }
    }
    var steps: [Int: [String: Resumption.StepPast]] = [:]
    for (sequence, named) in tries {
      for (step, last) in named {
        let result = results[sequence]?[step]
        let past: Resumption.StepPast =
          if let result, result.result == .ok {
            .settled(result)
          } else if last.isDoubtful(result?.result) {
            .doubtful(last.tried(.unknown), sentAt: last.sentAt)
          } else {
            .open(last.tried(result?.result))
          }
        steps[sequence, default: [:]][step] = past
      }
    }
    return steps
  }
}

extension Plan {
  /// The plan as steps of a round, and the results that some of them have already.
  ///
  /// A round may do the same twice: `occurrence` says the how-manieth a request is, from 1.
  package func steps(
    of run: String, at place: Int, after past: [String: Resumption.StepPast],
    occurrence: (String) -> Int
  ) -> (plan: Plan, known: [ResultRecord]) {
    var head = head
    head.id = run
    var (left, names, story) = (PlanItems(), [String](), Past(isThere: true))
    var known: [ResultRecord] = []
    var doubtful: [(item: Item, name: String, tried: Tried, sentAt: Time)] = []
    for index in items.indices {
      let request = requestName(at: index)
      let name = "\(request) \(occurrence(request))"
      switch past[name] {
      case .settled(let result)?:
        known.append(result)
        continue
      case .doubtful(let tried, let sentAt)? where !operation.isRepeatable:
        doubtful.append((items[index], name, tried, sentAt))
        continue
      case .doubtful(let tried, _)?, .open(let tried)?: story.tries[left.count] = tried
      case nil: break
      }
      left.append(items[index], isSkipped: items.skipped.contains(index))
      names.append(name)
    }
    for (item, name, tried, sentAt) in doubtful {
      story.tries[left.count] = tried
      story.doubts.append(Doubtful(item: left.count, sentAt: sentAt))
      left.append(item)
      names.append(name)
    }
    let round = Round(place: place, steps: names)
    return (Plan(head, operation: operation, items: left, round: round, past: story), known)
  }
}
