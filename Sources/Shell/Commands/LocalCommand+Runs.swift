import CommandLanguage
import CommandModel
import Rendering
import RunEngine

extension LocalCommand {
  /// `runs list`: the runs of this server and project, the newest first.
  static let runsList = LocalCommand(
    signature: CommandSignature(
      "runs list", "Lists the runs of this server and project, the newest first.",
      parameters: [.flag("all", .boolean, "Those of every server and project.")],
      yields: .list("run"), columns: RunFacts.columns,
      examples: [Example("runs list | first 5", "Shows the newest.")])
  ) { session, call, _ in
    let store = try await session.store()
    let isAll = call.arguments["all"] == true
    let (server, project) = isAll ? (nil, nil) : session.runPlace
    let runs = try await store.list(server: server, project: project)
    return .list(runs.map { .record($0.record) })
  }

  /// `runs show`: what became of every item of a run.
  static let runsShow = LocalCommand(
    signature: CommandSignature(
      "runs show", "Shows what became of every item of a run.",
      details: ["The records are results, so that what failed can be done again."],
      parameters: [
        .oneRun, .flag("timeline", .boolean, "Draws when each item was sent and answered."),
      ],
      yields: .list(ResultRecord.kind.name), columns: ResultRecord.columns,
      textSwitch: "timeline",
      examples: [
        Example(
          "runs show last | where result == failed | reload", "Does again what failed."),
        Example("runs show last --timeline", "Draws the run."),
      ])
  ) { session, call, _ in
    let store = try await session.store()
    let run = try await session.runID(call.runName, in: store)
    if call.arguments["timeline"] == true {
      let history = try await store.history(of: run)
      let text = RunTimelineText.text(history, style: session.drawingStyle(for: call))
      return .one(.text(text.hasSuffix("\n") ? String(text.dropLast()) : text))
    }
    var next = 1
    return Records(.list) {
      let found = try await store.results(of: run, from: next)
      next = (found.last?.sequence ?? next) + 1
      return found.isEmpty ? nil : found.map { .record($0.record) }
    }
  }

  /// `runs report`: a run as one page.
  static let runsReport = LocalCommand(
    signature: CommandSignature(
      "runs report", "Writes a run as one page, to be sent around or kept.",
      details: ["The page needs nothing from outside, and no secret is in it."],
      parameters: [
        .oneRun, .flag("html", .file, "The file of the page.", isRequired: true),
      ],
      yields: .nothing,
      examples: [Example("runs report last --html run.html", "Writes the newest run.")])
  ) { session, call, _ in
    let store = try await session.store()
    let run = try await session.runID(call.runName, in: store)
    let report = RunReport(
      try await store.history(of: run), now: session.environment.timekeeper.now)
    let name = call.arguments["html"]?.plainText ?? ""
    var draft = try session.files.startDraft(of: name)
    do {
      for piece in report.pieces { try draft.write(piece) }
      try draft.finish()
    } catch {
      draft.discard()
      throw error
    }
    session.note("`\(name)` shows run \(run)")
    return .none
  }

  /// `runs resume`: does what is left of a run.
  static let runsResume = LocalCommand(
    signature: CommandSignature(
      "runs resume", "Goes on with a run that was stopped, killed or cut off.",
      details: [
        "What is done is not done again. What may have been done is looked up first; what "
          + "failed stays failed."
      ],
      parameters: [
        .oneRun,
        .flag(
          "on_unknown", .choice(["verify", "leave", "resend"], isOpen: false),
          "What happens to requests that got no answer: they are looked up, left as they are, "
            + "or, when a look does not tell, sent again.", defaultText: "verify"),
        .flag(
          "new_secrets", .boolean,
          "Sends the secrets as they are now, also where they are not those it was planned with."),
      ] + Parameter.run.filter { $0.name != "yes" },
      yields: .list(nil), columns: ResultRecord.columns, effect: .changes,
      examples: [Example("runs resume last", "Goes on with the newest run.")])
  ) { session, call, _ in try await session.resume(call) }

  /// `runs delete`: forgets runs.
  static let runsDelete = LocalCommand(
    signature: CommandSignature(
      "runs delete", "Forgets runs; nothing at the server changes.",
      parameters: [.someRuns], yields: .nothing,
      examples: [Example("runs delete last", "Forgets the newest run.")])
  ) { session, call, _ in
    let store = try await session.store()
    var runs: [String] = []
    for name in call.arguments["run"]?.listValue ?? [] {
      let run = try await session.runID(name.plainText ?? "", in: store)
      try session.checkPlace(of: await store.facts(of: run))
      if !runs.contains(run) { runs.append(run) }
    }
    for run in runs { try await store.delete(run) }
    session.note(forgotten: runs)
    return .none
  }

  /// `runs prune`: forgets old runs.
  static let runsPrune = LocalCommand(
    signature: CommandSignature(
      "runs prune", "Forgets the runs that began longer ago; nothing at the server changes.",
      parameters: [
        .flag("older_than", .duration, "How long ago they began.", isRequired: true)
      ], yields: .list("run"), columns: RunFacts.columns,
      examples: [Example("runs prune --older-than 30d", "Keeps a month.")])
  ) { session, call, _ in
    let store = try await session.store()
    let age = call.arguments["older_than"]?.durationValue ?? .zero
    let gone = try await store.prune(before: session.environment.timekeeper.now - age)
    session.note(forgotten: gone.map(\.id))
    return .list(gone.map { .record($0.record) })
  }
}

extension Session {
  /// Says which runs are no longer there: what is forgotten leaves nothing else to see.
  fileprivate func note(forgotten runs: [String]) {
    let named = runs.prefix(Session.forgottenNamedMax).joined(separator: ", ")
    switch runs.count {
    case 0: note("no run was forgotten")
    case 1: note("forgot run \(named)")
    case ...Session.forgottenNamedMax: note("forgot \(runs.count) runs: \(named)")
    default: note("forgot \(runs.count) runs")
    }
  }

  /// So many runs a note names.
  private static let forgottenNamedMax = 5
}

extension Call {
  /// The run that is meant, as typed.
  var runName: String { arguments["run"]?.plainText ?? "" }
}

extension Parameter {
  fileprivate static let oneRun = positional(
    "run", .text, "The run's id, as many of its characters as it takes, or last.")
  fileprivate static let someRuns = Parameter(
    "run", .text, "The runs' ids, as many of their characters as it takes.", form: .rest,
    place: .local, isRequired: true)
}

// MARK: - As records

extension RunFacts {
  /// A narrow screen leaves out the last: the statement tells a person more than some counts.
  static let columns = [
    "id", "started_at", "state", "command", "total", "ok", "failed", "left", "unknown",
  ]

  /// A run as `runs list` yields it.
  var record: Record {
    func count(_ results: ResultRecord.Result...) -> Value {
      .integer(results.reduce(0) { $0 + counts[$1, default: 0] })
    }
    return Record(
      [
        ("id", .text(id)), ("started_at", .time(startedAt)),
        ("ended_at", endedAt.map(Value.time) ?? .null), ("action", .text(head.action)),
        ("state", .text(state.rawValue)), ("total", .integer(total)),
        ("ok", count(.ok)), ("skipped", count(.skipped)),
        ("failed", count(.failed, .notStarted, .cancelled)), ("unknown", count(.unknown)),
        ("left", count(.planned, .timeout, .interrupted)),
        ("requests", .integer(requests)), ("throttled", .integer(throttled)),
        ("command", .text(head.command)), ("place", head.place.map(Value.text) ?? .null),
        ("server", head.server.map(Value.text) ?? .null),
        ("project", head.project.map(Value.text) ?? .null),
      ], kind: "run")
  }

  /// The fields of a run, for checks, completion and columns.
  static let kind = Kind(
    "run", noun: "runs", titleFields: ["id"],
    fields: [
      .init("id", .text, "The run's id."),
      .init("started_at", .time, "When it began, on this machine's clock."),
      .init("ended_at", .time, "When its last entry was written."),
      .init("action", .text, "The verb, or each."),
      .init(
        "state", .text, "Whether it is at work, can be resumed, or is done.",
        enumeration: State.allCases.map(\.rawValue)),
      .init("total", .number, "Its items."),
      .init("ok", .number, "Items that are done."),
      .init("skipped", .number, "Items that had nothing to do."),
      .init("failed", .number, "Items that went wrong."),
      .init("unknown", .number, "Items that nobody knows the outcome of."),
      .init("left", .number, "Items that are left to do, or to wait for."),
      .init("requests", .number, "Requests that were sent."),
      .init("throttled", .number, "How many of them the server put off."),
      .init("command", .text, "The statement as typed."),
      .init("place", .text, "Where the statement stands."),
      .init("server", .text, "The server."),
      .init("project", .text, "The project."),
    ])
}
