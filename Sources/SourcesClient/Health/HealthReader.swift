package import CommandModel

/// `health`: reads as little as shows what is wrong with the sources of a project.
///
/// The list of sources says most. The list of all tables is read only where a server leaves
/// out of it how often tables sync, the jobs of a source only where one of its tables is in
/// trouble, runs, or is late.
package struct HealthReader {
  /// The server gives 50 jobs a page; what lies further back is not worth the wait.
  private static let jobPagesMax = 4

  private let performer: any Performer
  private let timekeeper: any Timekeeper
  private let thresholds: HealthRules.Thresholds
  private let report: SyncWatcher.Reports

  /// Creates a reader over a performer that keeps the limits.
  package init(
    over performer: any Performer, timekeeper: any Timekeeper,
    thresholds: HealthRules.Thresholds = .init(),
    report: SyncWatcher.Reports = SyncWatcher.Reports()
  ) {
    self.performer = performer
    self.timekeeper = timekeeper
    self.thresholds = thresholds
    self.report = report
  }

  /// The problems, source by source in the order of the list, as they are found.
  ///
  /// Pulling throws the `Failure` of the request that did not go well.
  package func problems() -> Records {
    var inspection: Inspection?
    return Records(.list) {
      if inspection == nil { inspection = try await begin() }
      while let source = inspection?.next() {
        let found = try await problems(of: source, in: &inspection)
        if !found.isEmpty { return found.map { .record($0.record) } }
      }
      return nil
    }
  }

  /// One reading on its way.
  private struct Inspection {
    let rules: HealthRules
    let start: Duration
    /// How many sources have to be asked for their jobs, and how many have been.
    let questionCount: Int
    var answerCount = 0
    /// Whether the person knows that jobs cannot be read.
    var hasWarned = false
    private var left: ArraySlice<SourceFacts>

    init(_ sources: [SourceFacts], _ rules: HealthRules, start: Duration) {
      self.rules = rules
      self.start = start
      questionCount = sources.count { !rules.needs(of: $0).isEmpty }
      left = sources[...]
    }

    mutating func next() -> SourceFacts? { left.popFirst() }
  }

  private func begin() async throws(Failure) -> Inspection {
    let start = timekeeper.uptime
    var now = timekeeper.now
    var sources: [SourceFacts] = []
    var list = ListReader(Invocation(Operation.known("sources list")))
    while let page = try await list.next(over: performer) {
      now = page.serverDate ?? now
      sources += page.values.compactMap { SourceFacts($0) }
    }
    if sources.contains(where: \.lacksFrequencies) {
      let rhythms = try await rhythms()
      for index in sources.indices { sources[index].complete(rhythms) }
    }
    return Inspection(sources, HealthRules(thresholds, at: now), start: start)
  }

  /// How often tables sync, by the id of the table. Its records name no source, but the list
  /// of sources names its tables.
  private func rhythms() async throws(Failure) -> [String: TableFacts.Rhythm] {
    var rhythms: [String: TableFacts.Rhythm] = [:]
    var list = ListReader(Invocation(Operation.known("schemas list")))
    while let page = try await list.next(over: performer) {
      for table in page.values {
        guard let id = table.id else { continue }
        rhythms[id] = TableFacts.Rhythm(table.value(at: "sync_frequency"))
      }
    }
    return rhythms
  }

  private func problems(
    of source: SourceFacts, in inspection: inout Inspection?
  ) async throws(Failure) -> [HealthProblem] {
    guard let rules = inspection?.rules else { return [] }
    let needs = rules.needs(of: source)
    if needs.isEmpty { return rules.problems(of: source, JobHistory([])) }
    var history: JobHistory?
    do throws(Failure) {
      history = try await jobs(of: source, needs)
    } catch {
      // A key or a server without jobs: the lists alone have to tell.
      guard error.fate == .failed else { throw error }
      if inspection?.hasWarned == false { await report.warning(Self.warning(error, source)) }
      inspection?.hasWarned = true
    }
    inspection?.answerCount += 1
    if let inspection, inspection.questionCount > 1 {
      await report.progress(
        Progress(
          action: "health", total: inspection.questionCount, ok: inspection.answerCount,
          elapsed: timekeeper.uptime - inspection.start))
    }
    return rules.problems(of: source, history)
  }

  private static func warning(_ failure: Failure, _ source: SourceFacts) -> Diagnostic {
    let name = SafeText.clean(source.title ?? source.id, limit: 100)
    return Diagnostic(
      .warning, code: .requestFailed, "the jobs of `\(name)` cannot be read: \(failure.message)",
      hint: "which syncs run too long and which schedules are silent is not told")
  }

  /// The jobs of a source back to where nothing is open, as far as a few pages reach.
  private func jobs(
    of source: SourceFacts, _ needs: [String: (name: String, need: HealthRules.Need)]
  ) async throws(Failure) -> JobHistory {
    var list = ListReader(
      SyncReader.invocation(ofJobsOf: source.id, tables: needs.values.map(\.name)))
    var jobs: [SyncJob] = []
    for _ in 0..<Self.jobPagesMax {
      guard let page = try await list.next(over: performer) else { return JobHistory(jobs) }
      jobs += page.values.compactMap { SyncJob($0) }
      let own = Dictionary(grouping: jobs, by: \.tableID)
      if needs.allSatisfy({ id, asked in asked.need.isMet(by: own[id] ?? []) }) { break }
    }
    return JobHistory(jobs, from: jobs.last?.createdAt)
  }
}
