import CommandLanguage
import CommandModel
import SourcesClient

extension LocalCommand {
  /// `health`: what is wrong with the sources of the project.
  static let health = LocalCommand(
    signature: CommandSignature(
      "health", "Lists what is wrong with the sources and their tables.",
      details: [
        "One record per problem: failed, switched_off (by the server, after a failure), "
          + "billing, running_long, never_synced, schedule_silent (no job though one was due), "
          + "stale; `mend` is the command that would mend it.",
        "A table has one problem at most, the first of these that holds; no record at all "
          + "means that all is well.",
        "A table that a person switched off is no problem. Of tables that are fed by change "
          + "capture or webhooks, and of those that never sync by themselves, nobody can say "
          + "that they are late.",
        "What billing stopped runs again when the limit is raised in PostHog.",
      ],
      parameters: [
        .flag(
          "stale_after", .number,
          "How many times its interval the last sync of a table may be old.", defaultText: "2"),
        .flag(
          "long_run", .number,
          "How many times as long as usual a sync may run; ten minutes are never too long.",
          defaultText: "3"),
        .flag(
          "grace", .duration, "How late a first sync, or one that is due, may be.",
          defaultText: "1h"),
        .allProjects,
      ],
      yields: .list(HealthProblem.kind.name), columns: HealthProblem.columns,
      examples: [
        Example("health", "Lists every problem."),
        Example("assert $(health | count) == 0", "Ends with status 1 when there is one, for cron."),
        Example("health | where problem == never_synced | reload", "Starts what never ran."),
        Example("health --stale-after 4 | count problem", "Counts them, with more patience."),
      ])
  ) { session, call, _ in try await session.health(call) }
}

extension Session {
  fileprivate func health(_ call: Call) async throws -> Records {
    let thresholds = try call.thresholds
    let reporter = ProgressReporter(session: self, run: nil)
    let problems = { [environment] (performer: any Performer) in
      HealthReader(
        over: performer, timekeeper: environment.timekeeper, thresholds: thresholds,
        report: .init(
          progress: { reporter.update($0) }, warning: { [weak self] in self?.show($0) })
      ).problems()
    }
    let connection = try await connection()
    let found =
      call.isOfAllProjects
      ? eachProject(at: connection) { performer, project in
        problems(performer).map { batch in
          project == connection.project ? batch : batch.map { $0.mended(in: project) }
        }
      } : problems(connection.performer)
    return found.tellingFailures().atEnd { reporter.end() }
  }
}

extension Value {
  /// The problem with a command that goes to its project first.
  fileprivate func mended(in project: String) -> Value {
    guard var record = recordValue, let mend = record["mend"]?.textValue else { return self }
    record["mend"] = .text("set project_id \(project); \(mend)")
    return .record(record)
  }
}

extension Call {
  /// The standard ones, and what the flags say instead.
  ///
  /// - Throws: `Problem` for a factor below 1, by which everything would be a problem.
  fileprivate var thresholds: HealthRules.Thresholds {
    get throws {
      var thresholds = HealthRules.Thresholds()
      thresholds.staleAfter = try factor("stale_after") ?? thresholds.staleAfter
      thresholds.longRun = try factor("long_run") ?? thresholds.longRun
      thresholds.grace = arguments["grace"]?.durationValue ?? thresholds.grace
      return thresholds
    }
  }

  private func factor(_ name: String) throws -> Double? {
    guard let value = arguments[name], case .number(let number) = value else { return nil }
    guard (1...1000).contains(number.double) else {
      let flag = name.replacing("_", with: "-")
      throw Problem(
        .usage, code: .badValue, "`--\(flag)` cannot be `\(value.plainText ?? "")`",
        hint: "a number from 1 to 1000")
    }
    return number.double
  }
}
