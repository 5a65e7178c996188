import CommandModel
import RunEngine
import Synchronization
import TestSupport

/// Runs a plan against a model server in virtual time, and keeps what each side saw.
struct Bench {
  /// What is changed from the usual.
  struct Setup: Sendable {
    var items = 100
    var operation = Operation.reload
    var options = RunOptions(retries: RetryPolicy(retries: 4))
    var limit = RateLimit(budget: 1)
    var windows = RateLimit.standardWindows
    var latency: @Sendable (ModelServer.Arrival) -> Duration = { _ in .milliseconds(100) }
    var fault: @Sendable (ModelServer.Arrival) -> ModelServer.Fault? = { _ in nil }
    /// When somebody asks the run to stop.
    var stopsAt: [Duration] = []
    /// The number of the journal entry from which on nothing can be written.
    var journalBreaksAt = Int.max
    /// How long the journal takes for each write.
    var journalLatency = Duration.zero
    /// Whether what is unknown can be looked up.
    var canLookUp = false
    var seed: UInt64 = 1
  }

  let summary: RunSummary
  let results: [ResultRecord]
  let ledger: [ModelServer.Entry]
  let journal: [JournalEntry]
  let progress: [Progress]
  /// How often it was told that the server only fails.
  let outages: Int

  /// How often each item was carried out.
  var executions: [String: Int] {
    ledger.filter(\.wasExecuted).reduce(into: [:]) { $0[$1.id, default: 0] += 1 }
  }

  func count(_ result: ResultRecord.Result) -> Int { summary.counts[result, default: 0] }

  init(_ change: (inout Setup) -> Void = { _ in }) throws {
    var setup = Setup()
    change(&setup)
    self = try Bench(setup)
  }

  private init(_ setup: Setup) throws {
    let random = SeededRandom(seed: setup.seed)
    self = try Simulation.run { clock in
      let server = ModelServer(
        clock: clock, windows: setup.windows, latency: setup.latency, fault: setup.fault)
      let journal = BrittleJournal(
        breaksAt: setup.journalBreaksAt, latency: setup.journalLatency, clock: clock)
      let limiter = Limiter(setup.limit, timekeeper: clock, random: random.next)
      let runner = Runner(
        server, limiter: limiter, verifier: setup.canLookUp ? Witness(server, clock: clock) : nil,
        journal: journal, timekeeper: clock, random: random.next)
      let stop = StopSignal()
      return await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await journal.work() }
        for moment in setup.stopsAt {
          group.addTask {
            try await clock.sleep(for: moment)
            stop.request()
          }
        }
        var (results, progress): ([ResultRecord], [Progress]) = ([], [])
        var outages = 0
        let summary = await runner.run(
          Plan.reload(setup.items, setup.operation), options: setup.options, stop: stop
        ) {
          switch $0 {
          case .result(let result): results.append(result)
          case .progress(let state): progress.append(state)
          case .outage: outages += 1
          case .doubt: break
          }
        }
        group.cancelAll()
        return Bench(
          summary: summary, results: results, ledger: server.ledger, journal: journal.entries,
          progress: progress, outages: outages)
      }
    }
  }

  private init(
    summary: RunSummary, results: [ResultRecord], ledger: [ModelServer.Entry],
    journal: [JournalEntry], progress: [Progress], outages: Int
  ) {
    self.summary = summary
    self.results = results
    self.ledger = ledger
    self.journal = journal
    self.progress = progress
    self.outages = outages
  }
}

/// A journal that works until it does not, on a disk of its own that nobody's cancelling stops.
final class BrittleJournal: Journal {
  private typealias Write = (entries: [JournalEntry], writer: CheckedContinuation<Void, any Error>)

  private let breaksAt: Int
  private let latency: Duration
  private let clock: any Timekeeper
  private let written = Mutex<[JournalEntry]>([])
  private let queue = AsyncStream<Write>.makeStream()

  init(breaksAt: Int, latency: Duration, clock: any Timekeeper) {
    self.breaksAt = breaksAt
    self.latency = latency
    self.clock = clock
  }

  struct DiskFull: Error {}

  var entries: [JournalEntry] { written.withLock { $0 } }

  /// Writes what is to be written until the task is cancelled.
  func work() async throws {
    for await (entries, writer) in queue.stream {
      if latency > .zero { try await clock.sleep(for: latency) }
      writer.resume(with: Result { try write(entries) })
    }
  }

  func record(_ entries: [JournalEntry]) async throws {
    try await withCheckedThrowingContinuation { queue.continuation.yield((entries, $0)) }
  }

  private func write(_ entries: [JournalEntry]) throws {
    try written.withLock { written in
      if written.count + entries.count >= breaksAt { throw DiskFull() }
      written += entries
    }
  }

  func flush() async throws {}
}

extension Operation {
  /// May start a paid sync: never sent twice blindly.
  static let reload = make("sources reload", .post, effect: .triggers, isRepeatable: false)
  /// The same, whose traces can be found.
  static let traced = make(
    "sources reload", .post, effect: .triggers, isRepeatable: false, lookup: .jobs)
  static let refresh = make("sources refresh-schemas", .post, effect: .changes, isRepeatable: true)
  static let delete = make(
    "sources delete", .delete, effect: .destroys("all"), isRepeatable: true,
    traces: [.status(404)])
  static let list = make("sources list", .get, effect: .reads, isRepeatable: true)

  private static func make(
    _ words: String, _ method: Method, effect: Effect, isRepeatable: Bool,
    lookup: Lookup = .none, traces: [Trace] = []
  ) -> Operation {
    Operation(
      words, "Does something.", method, "sources/{id}/", effect: effect,
      answer: .report("source"), isRepeatable: isRepeatable, lookup: lookup,
      traces: traces)
  }
}

extension Plan {
  /// The items 1, 2, 3, … so many.
  static func reload(_ count: Int, _ operation: Operation = .reload, id: String = "7f3a") -> Plan {
    Plan(
      RunHead(
        id: id, action: "reload", operation: operation.name, command: "sources list | reload"),
      operation: operation, items: PlanItems((0..<count).map { item($0 + 1) }))
  }

  /// The item whose id is this number.
  static func item(_ number: Int) -> Item {
    Item(
      arguments: ["id": .text("\(number)")], target: .init(kind: "source", id: "\(number)"))
  }
}
