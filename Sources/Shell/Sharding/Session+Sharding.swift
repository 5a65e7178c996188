import CommandLanguage
import CommandModel
import Rendering
import RunEngine
import SourcesClient
import Synchronization
import ValueFormats

/// `run --plan`: one part of a frozen plan, and the line that tells what it came to.
extension Session {
  /// Begins the part, or goes on with it, to its end.
  ///
  /// - Throws: `Problem` when it may not begin, and as a run does.
  func runShard(ofPlan path: String) async throws {
    let shard = try ShardFinder(choice: options.plan, variables: environment.variables).shard()
    let bytes = path == "-" ? try await readInput(failing: .usage) : try files.read(path)
    let plan = try PlanFile(bytes, called: path)
    state.withLock { $0.shard = shard }
    let work = try parts(of: plan, shard)
    let connection = try await connection()
    try check(plan, against: connection)
    if options.plansOnly {
      let count = work.reduce(0) { $0 + $1.items.count }
      note("would carry out shard \(shard): \(count) of \(plan.itemCount) items")
      return
    }
    try await agree(to: work, shard, of: path, at: connection)
    let store = try await store()
    try await checkCut(of: plan, shard, in: store)
    var report = ShardReport(plan: plan.digest, shard: shard, at: environment.timekeeper)
    for part in work {
      let head = part.head(shard, of: plan, path, action: part.operation.signature.action)
      let run = try await store.id(ofShard: part.mark)
      try await hold(run, in: store)
      try await store.begin(
        shardOf: head, called: part.mark, items: part.items, at: environment.timekeeper.now)
      report.runs.append(run)
    }
    var ending: (any Error)?
    for (part, run) in zip(work, report.runs) where ending == nil {
      ending = try await goOn(with: part, run, plan, connection, store)
    }
    try await write(report: &report, from: store, endingWith: ending)
    if let ending { throw ending }
    await statementEnded()
  }

  /// Does what is left of one run; gives the error it ended with when it could not go on.
  private func goOn(
    with part: ShardPart, _ run: String, _ plan: PlanFile, _ connection: Connection,
    _ store: RunStore
  ) async throws -> (any Error)? {
    let (operation, repeatable) = (part.operation, part.operation.isRepeatable)
    var past = try await store.resumption(of: run, isRepeatable: repeatable)
    if let since = options.plan.since, operation.lookup == .jobs {
      try await leaveOutWhatIsDone(since: since.time(of: plan), past, part, connection, store)
      past = try await store.resumption(of: run, isRepeatable: repeatable)
    }
    let left = past.items
    if left.isEmpty, !part.items.isEmpty {
      note("nothing is left to \(operation.signature.action): run \(run) is done")
    }
    let resumed = Plan(
      past.head, operation: operation, items: operation.skippingWhatSaysSo(left), past: past.past)
    return await carryOut(resumed, flags: past.head.flags, Surroundings(), connection, store)
  }
}

/// What one shard does of one run of a plan.
private struct ShardPart {
  let operation: Operation
  let run: PlanFile.Run
  let items: PlanItems
  /// What it is called in the journal.
  let mark: String

  func head(_ shard: Shard, of plan: PlanFile, _ path: String, action: String) -> RunHead {
    RunHead(
      id: "", action: action, operation: operation.name, command: run.command,
      place: "\(path), shard \(shard)", server: plan.server, project: plan.project,
      flags: run.flags)
  }

  func invocation(at index: Int) -> Invocation {
    let item = items[index]
    return Invocation(operation, arguments: item.arguments, target: item.target)
  }
}

// MARK: - Before anything is sent

extension Session {
  private func parts(of plan: PlanFile, _ shard: Shard) throws -> [ShardPart] {
    if let pinned = options.plan.digest, !plan.digest.hasPrefix(pinned) {
      throw Problem(
        .usage, code: .badPlan, "the plan's digest is \(plan.digest), not \(pinned)",
        hint: "this is another plan; all shards are given the same file")
    }
    return try plan.runs.enumerated().map { index, run in
      guard let operation = Catalogue.operation(named: run.operation) else {
        throw Problem(
          .usage, code: .badPlan, "this edsh has no `\(run.operation)`",
          hint: "use the one that made the plan")
      }
      if options.plan.since != nil, operation.lookup != .jobs, !operation.isRepeatable {
        throw Problem(
          .usage, code: .badShard, "`--since` cannot tell whether `\(operation.name)` was done",
          hint: "leave it out and keep the state: --state DIR")
      }
      let part = ShardPart(
        operation: operation, run: run, items: run.items.part(of: shard),
        mark: shard.mark(in: plan.digest, run: index))
      for item in part.items.indices { try check(part.invocation(at: item)) }
      return part
    }
  }

  private func check(_ plan: PlanFile, against connection: Connection) throws {
    let (server, project) = (connection.address.description, connection.project)
    guard plan.server == server else {
      throw Problem(
        .usage, code: .otherPlace, "the plan was made at \(plan.server), and this is \(server)",
        hint: "set POSTHOG_HOST, and a key of that server")
    }
    guard plan.project == project else {
      throw Problem(
        .usage, code: .otherPlace,
        "the plan was made in project \(plan.project ?? "none"), and this is \(project ?? "none")",
        hint: "set POSTHOG_PROJECT_ID")
    }
  }

  /// One plan that is cut twice would do items twice, unless the server is asked.
  private func checkCut(of plan: PlanFile, _ shard: Shard, in store: RunStore) async throws {
    guard options.plan.since == nil,
      let other = try await store.otherCut(of: plan.digest, than: shard.count)
    else { return }
    throw Problem(
      .usage, code: .badShard, "this plan was cut into \(other) here before, not \(shard.count)",
      hint: "go on with --shard I/\(other), or add --since plan, which asks the server what is done"
    )
  }

  private func agree(
    to work: [ShardPart], _ shard: Shard, of path: String, at connection: Connection
  ) async throws {
    if options.saysYes { return }
    for part in work {
      let losses = part.items.indices.lazy.compactMap { part.invocation(at: $0).losesWhenSent }
      guard let loss = losses.first else { continue }
      throw Problem(
        .usage, code: .needsYes, "`\(part.operation.name)` destroys: \(loss)",
        hint: "add --yes when that is what you want")
    }
    let count = work.reduce(0) { $0 + $1.items.count }
    guard let person, count > settings.integer("confirm") else { return }
    let place = connection.project.map { " in project \($0)" } ?? ""
    try await confirm(
      "\(path), shard \(shard): \(count) items\(place) at \(connection.address)?", with: person)
  }
}

// MARK: - What is done already

extension Session {
  /// Notes as done what was synced since a moment, of what this machine knows nothing about.
  private func leaveOutWhatIsDone(
    since: Time, _ past: Resumption, _ part: ShardPart, _ connection: Connection,
    _ store: RunStore
  ) async throws {
    let fresh = past.items.indices.dropLast(past.past.doubts.count)
    guard !fresh.isEmpty else { return }
    // A process before this one may have sent something that does not show yet.
    let lookups = settings.text("lookups").flatMap { LookupPolicy(spelling: $0) }
    let pause = (lookups ?? LookupPolicy()).schedule.first ?? .zero
    note("looking for what was synced since \(since)")
    try await environment.timekeeper.sleep(for: pause)
    let history = SyncHistory(
      since: since, over: connection.performer, timekeeper: environment.timekeeper)
    let targets = fresh.map { past.items[$0].target }
    let findings: [Finding]
    do throws(Failure) {
      findings = try await history.findings(for: targets)
    } catch {
      throw Problem(error)
    }
    for (index, finding) in zip(fresh, findings) {
      guard case .happened(let proof) = finding, let target = targets[index]
      else { continue }
      let result = ResultRecord(
        run: past.head.id, sequence: past.items.sequence(at: index), target: target,
        action: past.head.action, result: .ok, how: proof.isJoined ? .joined : .verified,
        startedAt: proof.startedAt)
      try await store.record(.settled(result, step: ""))
    }
    try await store.flush()
  }
}

extension PlanChoice.Since {
  fileprivate func time(of plan: PlanFile) -> Time {
    switch self {
    case .plan: plan.madeAt
    case .time(let time): time
    }
  }
}

// MARK: - Behind it

extension Session {
  /// Writes the result of every item of the shard, whoever did it, and the summary.
  private func write(
    report: inout ShardReport, from store: RunStore, endingWith ending: (any Error)?
  ) async throws {
    for run in report.runs { report.add(try await store.facts(of: run)) }
    var runs = report.runs[...]
    var next = 1
    let results = Records(.list) {
      while let run = runs.first {
        let found = try await store.results(of: run, from: next)
        if let last = found.last {
          next = last.sequence + 1
          return found.map { .record($0.record) }
        }
        runs.removeFirst()
      }
      return nil
    }
    try await write(
      document: results, as: Presentation(columns: ResultRecord.columns, omitsEmpty: true))
    report.end(with: ending)
    try write(line: JSON.encode(.record(report.record)))
  }
}
