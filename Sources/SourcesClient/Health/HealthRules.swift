package import CommandModel

/// Decides what is wrong with a source and its tables; pure.
///
/// A table has one problem at most. The first that holds is told: switched off by the server,
/// failed, stopped by billing; then, for tables that a clock tells to sync, running far longer
/// than usual, never synced, no job though one was due, last sync too old. A source has one of
/// its own when it failed and none of its tables says why.
package struct HealthRules: Sendable {
  /// From which point on what is late or long is a problem.
  package struct Thresholds: Sendable {
    /// How many times its interval a table's last sync may be old.
    package var staleAfter = 2.0
    /// How many times as long as usual a sync may run.
    package var longRun = 3.0
    /// How late the first sync of a source, or one that is due, may be. The server moves
    /// the start of a sync by up to an hour, so that not all begin at once.
    package var grace = Duration.seconds(3600)

    package init() {}
  }

  let thresholds: Thresholds
  /// The server's clock.
  let now: Time

  package init(_ thresholds: Thresholds = Thresholds(), at now: Time) {
    self.thresholds = thresholds
    self.now = now
  }

  /// Below this no run is long, however short the usual one is.
  private static let longRunMin = Duration.seconds(600)
  /// Fewer runs than this show nothing usual.
  private static let usualRunsMin = 3

  /// What is wrong, given the jobs of the tables that ``needs(of:)`` names; nil where the
  /// server does not show them.
  package func problems(of source: SourceFacts, _ jobs: JobHistory?) -> [HealthProblem] {
    let found =
      source.isDirect
      ? [] : source.tables.compactMap { Judgement(self, source, $0, jobs).problem }
    guard let own = problem(ofItself: source, found) else { return found }
    // What is wrong with the source is why its tables do not sync.
    return [own] + found.filter { !$0.cause.isLateness }
  }

  private func problem(
    ofItself source: SourceFacts, _ found: [HealthProblem]
  ) -> HealthProblem? {
    let isSwitchedOff =
      !source.tables.isEmpty && !source.tables.contains { $0.look.isEnabled }
    guard Status.isFailure(source.status), !isSwitchedOff,
      !found.contains(where: { [.failed, .switchedOff].contains($0.cause) })
    else { return nil }
    return HealthProblem(
      cause: .failed, source: source, table: nil, detail: source.error ?? source.status)
  }
}

extension HealthProblem.Cause {
  /// Whether it says that no sync came when one should have.
  fileprivate var isLateness: Bool {
    switch self {
    case .neverSynced, .scheduleSilent, .stale: true
    case .failed, .switchedOff, .billing, .runningLong: false
    }
  }
}

// MARK: - Which jobs are worth a request

extension HealthRules {
  /// What is looked for in the jobs of a table.
  enum Need: Sendable, Hashable {
    /// Where its trouble began.
    case beginning
    /// How long it usually runs.
    case usual
    /// Whether there was one of late.
    case newest

    /// Whether jobs further back would say nothing new.
    func isMet(by jobs: [SyncJob]) -> Bool {
      switch self {
      case .beginning: jobs.contains(where: \.isGood)
      case .usual: jobs.count(where: \.isGood) >= 2 * HealthRules.usualRunsMin
      case .newest: !jobs.isEmpty
      }
    }
  }

  /// The tables whose jobs have to be read, by id; none for a source that is well.
  func needs(of source: SourceFacts) -> [String: (name: String, need: Need)] {
    guard !source.isDirect else { return [:] }
    var needs: [String: (name: String, need: Need)] = [:]
    for table in source.tables {
      needs[table.look.id] = need(of: table).map { (table.look.name, $0) }
    }
    return needs
  }

  private func need(of table: TableFacts) -> Need? {
    let look = table.look
    if !look.isEnabled { return Status.wasSwitchedOff(look) ? .beginning : nil }
    if Status.isFailure(look.status) || Status.isBilling(look.status) { return .beginning }
    if table.isFedByEvents { return nil }
    if look.isRunning { return .usual }
    guard let interval = table.rhythm.interval, Status.hasRun(look) else { return nil }
    let age = look.lastSyncedAt.map { now - $0 }
    return age.map { $0 > min(silentAfter(interval), staleAfter(interval)) } ?? true
      ? .newest : nil
  }

  fileprivate func silentAfter(_ interval: Duration) -> Duration { interval + thresholds.grace }

  fileprivate func staleAfter(_ interval: Duration) -> Duration { interval * thresholds.staleAfter }

  /// How long a sync may run: by what is usual, else by how often it is due.
  fileprivate func runMax(usual: Duration?, _ interval: Duration?) -> Duration? {
    let long = usual.map { $0 * thresholds.longRun } ?? interval.map(staleAfter)
    return long.map { max($0, Self.longRunMin) }
  }

  /// The median of the runs that ended well; nil where too few did, or the server does not
  /// say when they ended.
  fileprivate static func usualRun(_ jobs: [SyncJob]) -> Duration? {
    let runs = jobs.filter(\.isGood).compactMap { job in job.finishedAt.map { $0 - job.createdAt } }
      .sorted()
    guard runs.count >= usualRunsMin else { return nil }
    let middle = runs.count / 2
    let median =
      runs.count.isMultiple(of: 2) ? (runs[middle - 1] + runs[middle]) / 2 : runs[middle]
    // Fractions of a second mean nothing here and would be read out to the person.
    return .seconds(median.seconds.rounded())
  }
}

// MARK: - The words of a status

/// Statuses of tables and sources, in the words of every age (api-contract.md, section 3).
private enum Status {
  static func isFailure(_ word: String?) -> Bool { word == "Failed" || word == "Error" }

  /// A paused table is among them: the server itself says of it that the monthly limit is
  /// reached, and takes no reload in the whole project.
  static func isBilling(_ word: String?) -> Bool {
    word == "Paused" || word?.hasPrefix("Billing") ?? false
  }

  /// Whether the server switched a table off: it keeps the error then. A person who switches
  /// off a table that failed leaves the same trace.
  static func wasSwitchedOff(_ look: TableLook) -> Bool {
    !look.isEnabled && !look.isRunning && !(look.error ?? "").isEmpty
  }

  /// Whether a table has ever come to an end.
  static func hasRun(_ look: TableLook) -> Bool { look.status != nil || look.lastSyncedAt != nil }
}

// MARK: - One table

/// One table and all that is known of it.
private struct Judgement {
  private let rules: HealthRules
  private let source: SourceFacts
  private let table: TableFacts
  private let look: TableLook
  /// Nil where the server does not show jobs.
  private let history: JobHistory?
  /// The table's own, the newest first.
  private let jobs: [SyncJob]

  init(_ rules: HealthRules, _ source: SourceFacts, _ table: TableFacts, _ history: JobHistory?) {
    self.rules = rules
    self.source = source
    self.table = table
    self.history = history
    look = table.look
    jobs = history?.jobs(of: table) ?? []
  }

  var problem: HealthProblem? {
    guard look.isEnabled else { return Status.wasSwitchedOff(look) ? trouble(.switchedOff) : nil }
    if Status.isFailure(look.status) { return trouble(.failed) }
    if Status.isBilling(look.status) { return trouble(.billing) }
    if table.isFedByEvents { return nil }
    if look.isRunning {
      if let run = jobs.first(where: \.isRunning) { return longRun(run) }
      // Some servers paint a table as running when its sync could not be started.
      if history == nil { return nil }
    }
    return Status.hasRun(look) ? lateness : neverSynced
  }

  /// What the last syncs of the table came to.
  private func trouble(_ cause: HealthProblem.Cause) -> HealthProblem {
    let row = jobs.prefix { !$0.isGood && !$0.isRunning }
    return HealthProblem(
      cause: cause, source: source, table: look,
      since: row.last?.end ?? look.lastSyncedAt ?? source.createdAt,
      detail: look.error ?? row.first?.error ?? look.status)
  }

  private func longRun(_ run: SyncJob) -> HealthProblem? {
    let usual = HealthRules.usualRun(jobs)
    guard let limit = rules.runMax(usual: usual, table.rhythm.interval),
      rules.now - run.createdAt > limit
    else { return nil }
    return HealthProblem(
      cause: .runningLong, source: source, table: look, since: run.createdAt, usual: usual,
      limit: limit)
  }

  private var neverSynced: HealthProblem? {
    guard table.rhythm != .never, jobs.isEmpty,
      source.createdAt.map({ rules.now - $0 > rules.thresholds.grace }) ?? true
    else { return nil }
    return HealthProblem(
      cause: .neverSynced, source: source, table: look, since: source.createdAt,
      usual: table.rhythm.interval, limit: rules.thresholds.grace)
  }

  private var lateness: HealthProblem? {
    guard let interval = table.rhythm.interval else { return nil }
    return silence(interval) ?? staleness(interval)
  }

  /// No job though one was due. A schedule skips what falls into a run, so it is the end of
  /// the last one that counts.
  private func silence(_ interval: Duration) -> HealthProblem? {
    let limit = rules.silentAfter(interval)
    let signs = jobs.map(\.end) + [look.lastSyncedAt].compactMap(\.self)
    guard let history, let last = signs.max() ?? source.createdAt, rules.now - last > limit,
      history.reaches(rules.now - limit), !jobs.contains(where: \.isRunning)
    else { return nil }
    return HealthProblem(
      cause: .scheduleSilent, source: source, table: look, since: last, usual: interval,
      limit: limit)
  }

  private func staleness(_ interval: Duration) -> HealthProblem? {
    let limit = rules.staleAfter(interval)
    let good = jobs.filter(\.isGood).map(\.createdAt) + [look.lastSyncedAt].compactMap(\.self)
    guard let last = good.max(), rules.now - last > limit,
      !jobs.contains(where: \.isRunning)
    else { return nil }
    return HealthProblem(
      cause: .stale, source: source, table: look, since: last, usual: interval, limit: limit)
  }
}

extension SyncJob {
  /// When it ended; on servers that do not say, when it began.
  fileprivate var end: Time { finishedAt ?? createdAt }
}
