import CommandLanguage
import CommandModel
import RunEngine
import SourcesClient
import Synchronization

/// `--plan-to`: what `--dry-run` plans is kept, and written when all of it went well.
extension Session {
  /// Whether what is planned is frozen.
  var isFreezing: Bool { options.planTarget != nil }

  /// Takes a run into the plan.
  ///
  /// - Throws: `Problem` (usage) for what a file must not or cannot hold.
  func freeze(_ plan: Plan, at connection: Connection) throws {
    if plan.holdsSecrets {
      throw cannotFreeze(
        "`\(plan.operation.name)` is given secrets, which no plan keeps",
        hint: "run that statement without --plan-to")
    }
    let (server, project) = (connection.address.description, connection.project)
    let isElsewhere = state.withLock { state in
      var draft = state.planDraft ?? PlanDraft(server: server, project: project)
      guard draft.isFor(server: server, project: project) else { return true }
      draft.append(plan)
      state.planDraft = draft
      return false
    }
    if isElsewhere {
      throw cannotFreeze(
        "a plan is for one server and project, and this goes to another",
        hint: "make one plan for each project")
    }
  }

  /// Also where the text goes on behind the error, no plan is written.
  func cannotFreeze(_ reason: String, hint: String) -> Problem {
    let problem = Problem(.usage, code: .badPlan, reason, hint: hint)
    state.withLock { $0.planRefusal = $0.planRefusal ?? problem }
    return problem
  }

  /// Writes the plan; a text that changes nothing makes one without items.
  ///
  /// - Throws: `Problem`.
  func writeFrozenPlan(to path: String) async throws {
    if let refusal = state.withLock(\.planRefusal) { throw refusal }
    let connection = try await connection()
    let draft =
      state.withLock(\.planDraft)
      ?? PlanDraft(server: connection.address.description, project: connection.project)
    let (text, digest) = draft.frozen(at: await serverTime(at: connection))
    try files.write(text, to: path)
    let items = draft.itemCount == 1 ? "1 item" : "\(draft.itemCount) items"
    note("froze \(items) in `\(path)`, digest \(digest)")
  }

  /// Now, on the server's clock: whatever it answers has its time.
  private func serverTime(at connection: Connection) async -> Time {
    guard let whoami = Catalogue.operation(named: "whoami") else {
      preconditionFailure("the catalogue has no whoami")
    }
    let date =
      switch await connection.performer.perform(Invocation(whoami)) {
      case .success(let answer): answer.serverDate
      case .failure(let failure): failure.serverDate
      }
    return date ?? environment.timekeeper.now
  }
}
