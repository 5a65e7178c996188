import CommandLanguage
import CommandModel
import RunEngine
import SourcesClient
import Synchronization

/// `runs resume`: one command that goes on, whatever ended the run.
extension Session {
  /// Does what is left of a run and yields what became of it.
  ///
  /// - Throws: `Problem` when it is at work elsewhere, belongs to another place, or cannot be
  ///   resumed; and as the run itself does.
  func resume(_ call: Call) async throws -> Records {
    let store = try await store()
    let run = try await runID(call.runName, in: store)
    let facts = try await store.facts(of: run)
    guard !call.surroundings.isPlanned else {
      note("would resume \(run): \(facts.total - facts.finished) items are left")
      return .none
    }
    if facts.state == .done { note("nothing is left to \(facts.head.action): run \(run) is done") }
    try await hold(run, in: store)
    let connection = try await connection()
    try check(facts, against: connection)
    let operation = Catalogue.operation(facts)
    let past = try await store.resumption(
      of: run, isRepeatable: operation?.isRepeatable ?? true)
    if let reason = past.head.seal { throw Session.cannotResume(run, because: reason) }
    var flags = past.head.flags
    for field in call.arguments.fields { flags[field.name] = field.value }
    if past.head.rounds != nil {
      let results = try await resumeRounds(past, flags: flags, for: call)
      return try await wait(for: results, with: past, call)
    }
    guard let operation else {
      throw Session.cannotResume(run, because: "this edsh has no `\(facts.head.action)`")
    }
    let plan = Plan(
      past.head, operation: operation, items: operation.skippingWhatSaysSo(past.items),
      past: past.past)
    try await checkSecrets(of: plan, mayHaveChanged: call.arguments["new_secrets"] == true)
    let end = await carryOut(plan, flags: flags, call.surroundings, connection, store)
    let sequences = past.items.indices.map { plan.sequence(at: $0) }
    return try await wait(
      for: results(of: run, sequences, in: store, endingWith: end), with: past, call)
  }

  /// Waits for what a run has started, now and before, where somebody did.
  private func wait(
    for results: Records, with past: Resumption, _ call: Call
  ) async throws -> Records {
    guard past.isWaitedFor else { return results }
    return try await wait(for: Records.joined([.records(past.waits), results], shape: .list), call)
  }

  /// Sees that every secret can be read that the rest of a run refers to, and that it is the
  /// one that the run was planned with.
  ///
  /// - Throws: `Problem` of the first that cannot or is not, before anything is sent.
  private func checkSecrets(of plan: Plan, mayHaveChanged: Bool) async throws {
    guard plan.operation.signature.mayHoldSecrets else { return }
    for index in plan.items.indices {
      let kept = plan.items[index].secretDigests
      let found = try await secretDigests(of: plan.invocation(at: index))
      let changed = found.filter { spelling, digest in
        kept[spelling].map { $0 != digest } ?? false
      }.keys.min()
      if let changed, !mayHaveChanged {
        throw Problem(
          .usage, code: .secretChanged,
          "`\(changed)` is not what it was when run \(plan.id) was planned",
          hint: "set it to that again, or add --new-secrets to send what it is now")
      }
    }
  }

  /// Runs the block again for the records that have no result.
  private func resumeRounds(
    _ past: Resumption, flags given: Record, for call: Call
  ) async throws -> Records {
    var flags = given
    guard let recipe = past.head.rounds else {
      throw Session.cannotResume(past.head.id, because: "its block was not kept")
    }
    state.withLock { state in
      state.resumedRounds = past
      state.pastSteps[past.head.id] = past.steps
    }
    defer {
      state.withLock { state in
        state.resumedRounds = nil
        state.pastSteps[past.head.id] = nil
      }
    }
    if flags["on_unknown"] != nil {
      throw Session.cannotResume(past.head.id, because: "`--on-unknown` is not for rounds")
    }
    flags["yes"] = .boolean(true)
    let items = past.items.indices.map { past.items[$0].value }
    let (values, end) = await Evaluator.run(
      recipe, over: items, flags: flags, host: self, vocabulary: vocabulary)
    return Records.list(values).ending(with: end)
  }

  private func check(_ run: RunFacts, against connection: Connection) throws {
    try checkPlace(of: run, connection.address.description, connection.project)
  }

  /// - Throws: `Problem` when the run was made elsewhere than where the session is.
  func checkPlace(of run: RunFacts) throws {
    let (server, project) = runPlace
    try checkPlace(of: run, server ?? run.head.server ?? "", project ?? run.head.project)
  }

  private func checkPlace(of run: RunFacts, _ server: String, _ project: String?) throws {
    if let made = run.head.server, made != server {
      throw Problem(
        .usage, code: .otherPlace, "run \(run.id) was made at \(made), and this is \(server)",
        hint: "`set host \(made)`")
    }
    if let made = run.head.project, made != project {
      throw Problem(
        .usage, code: .otherPlace,
        "run \(run.id) was made in project \(made), and this is \(project ?? "none")",
        hint: "`set project_id \(made)`")
    }
  }

  static func cannotResume(_ run: String, because reason: String) -> Problem {
    Problem(
      .usage, code: .cannotResume, "run \(run) cannot be resumed: \(reason)",
      hint: "`runs show \(run) | where result != ok` shows what is left")
  }
}

extension RunFacts {
  /// Items that are done, whatever came of them.
  fileprivate var finished: Int {
    counts.reduce(0) { $1.key.isOpen ? $0 : $0 + $1.value }
  }
}

extension Catalogue {
  /// The operation that a run of one verb carries out.
  fileprivate static func operation(_ run: RunFacts) -> Operation? {
    run.head.operation.flatMap { operation(named: $0) }
  }
}

extension Plan.Item {
  /// The record that a round is about, kept with all that it is.
  init(_ item: EachCall.Item) {
    self.init(arguments: ["value": TypedJSON.pack(item.value)], target: item.target)
  }

  fileprivate var value: Value { TypedJSON.unpack(arguments["value"] ?? .null) }
}

extension Records {
  fileprivate static func records(_ results: [ResultRecord]) -> Records {
    .list(results.map { .record($0.record) })
  }
}
