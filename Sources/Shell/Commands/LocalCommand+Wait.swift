import CommandLanguage
import CommandModel
import RunEngine
import SourcesClient

extension LocalCommand {
  /// `wait`: follows the syncs that were started until they end.
  static let wait = LocalCommand(
    signature: CommandSignature(
      "wait", "Waits until the syncs that were started have ended, and says how.",
      details: [
        "What is not ok passes unchanged; a source or a table that nothing was started for is "
          + "waited for while it runs.",
        "The end of the time cancels nothing at the server.",
      ],
      parameters: [
        .flag(
          "timeout", .duration, "How long to wait.", defaultText: "30m in scripts, else no limit"),
        .flag("every", .duration, "How often to look.", defaultText: "2s growing to 15s"),
      ],
      input: .values, yields: .same, columns: ResultRecord.syncColumns, followsSyncs: true,
      examples: [
        Example(
          "sources list | where status == Failed | reload | wait --timeout 20m",
          "Reloads what failed and waits for the end.")
      ])
  ) { session, call, input in
    try await session.wait(for: input ?? .none, call)
  }
}

extension Session {
  /// What comes in is read whole first; where it ended in an error nothing is waited for,
  /// and what came passes on before the error does.
  func wait(for input: Records, _ call: Call) async throws -> Records {
    // Of what is only planned nothing will ever start.
    if call.surroundings.isPlanned {
      if isFreezing { note("a plan does not wait: `wait` is left out of it") }
      return input
    }
    var given: [Value] = []
    do {
      while let batch = try await input.nextBatch() { given += batch }
    } catch {
      return Records.list(given).shaped(input.shape).ending(with: error)
    }
    let connection = try await connection()
    try checkProjects(
      given.compactMap { $0.value(at: Record.projectField)?.plainText }, of: call, at: connection)
    let journal = call.surroundings.round == nil ? try await journal(ofWaitFor: given) : nil
    let reporter = call.surroundings.round == nil ? ProgressReporter(session: self, run: nil) : nil
    let watcher = SyncWatcher(
      over: connection.performer, timekeeper: environment.timekeeper,
      random: environment.random,
      settings: .init(
        timeout: timeout(asked: call.arguments["timeout"]),
        every: call.arguments["every"].flatMap(\.durationValue)),
      report: .init(
        progress: { reporter?.update($0) }, warning: { [weak self] in self?.show($0) }))
    let waited = watcher.wait(for: Records.list(given).shaped(input.shape))
      // What the server could not be asked about any more has a result too.
      .tellingFailures { Problem($0).followingResults }
    let noted = waited.map { [tally, environment] batch in
      for result in batch.compactMap(\.recordValue).compactMap({ ResultRecord($0) }) {
        tally.note(result, at: environment.timekeeper.uptime, in: call.surroundings)
        // What passes unchanged is no news, and may be older than what the journal has.
        if result.sync != nil || result.result == .ok {
          try await journal?.record(.waited(result, at: environment.timekeeper.now))
        }
      }
      try await journal?.flush()
      return batch
    }
    return noted.atEnd { reporter?.end() }
  }

  /// The journal of the runs that are waited for, which now know that somebody waits; nil
  /// where nothing that comes in is of a run. A round is its own memory.
  private func journal(ofWaitFor given: [Value]) async throws -> RunStore? {
    let results = given.compactMap(\.recordValue).compactMap { ResultRecord($0) }
    let runs = Set(results.map(\.run)).subtracting([""])
    guard !runs.isEmpty else { return nil }
    let store = try await store()
    for run in runs.sorted() { try await store.record(.waiting(run: run)) }
    return store
  }

  /// What the flag says, else the setting: at the prompt no limit, in scripts 30 minutes.
  private func timeout(asked: Value?) -> Duration? {
    if let asked = asked?.durationValue { return asked }
    switch settings.text("timeout") ?? "auto" {
    case "never": return nil
    case "auto": return isInteractive ? nil : .seconds(1800)
    case let text: return DurationText.parse(text)
    }
  }
}
