import CommandModel
import DemoServer
import FoundationEssentials
import Glibc
import SourcesClient
import TestSupport
import Testing

/// A server that real processes reach, a folder with a frozen plan, and the means to kill one
/// of the processes that carry it out.
///
/// What became of the plan is in the server's ledger, whatever the processes say.
final class ClusterSite: Sendable {
  let folder: TemporaryFolder
  /// The ids of the plan's items that there is something to do for.
  let items: [String]
  let skippedCount: Int
  private let service: DemoService
  private let listener: DemoListener
  private let signpost = Signpost()

  init() async throws {
    var options = DemoOptions()
    options.sourceCount = 120
    // Each passes the signpost; a shard's own pace leaves time to be killed in.
    let reloads = Fault(
      turns: 1...100_000, method: "POST", path: "/reload/", .delay(.milliseconds(1)))
    options.faults = [reloads]
    service = DemoService(
      operations: Catalogue.operations, timekeeper: signpost, options: options)
    listener = try await DemoListener.start(service)
    folder = try TemporaryFolder()
    // The demo's syncs show within 3 s.
    try folder.write("[profiles.default]\nlookups = \"5s,10s\"\n", to: "edsh/config.toml")
    // What is queried in place has no syncs that could be looked for.
    let plan =
      "sources list | where status == Completed and access_method == warehouse | reload | count"
    let freezing = try Job(
      "exec \"$EDSH\" --dry-run --plan-to plan.jsonl -c '\(plan)'", in: folder.path, log: "log",
      variables: ClusterSite.variables(folder, port: listener.port))
    #expect(await freezing.status() == 0)
    let lines = try folder.read("plan.jsonl").split(separator: "\n").compactMap {
      try? JSONDecoder().decode(PlanLine.self, from: Data($0.utf8))
    }
    items = lines.filter { $0.skip == nil }.map(\.id)
    skippedCount = lines.count - items.count
  }

  private struct PlanLine: Decodable {
    let id: String
    let skip: String?
  }

  func stop() async { await listener.stop() }

  /// Starts a command in the folder.
  func start(_ command: String, with more: [String: String] = [:]) throws -> Job {
    let own = ClusterSite.variables(folder, port: listener.port)
    return try Job(command, in: folder.path, log: "log", variables: own.merging(more) { $1 })
  }

  func run(_ command: String, with more: [String: String] = [:]) async throws -> Int32 {
    await (try start(command, with: more)).status()
  }

  private static func variables(_ folder: TemporaryFolder, port: Int) -> [String: String] {
    let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    return [
      "PATH": "\(path):/usr/sbin", "HOME": folder.path, "XDG_CONFIG_HOME": folder.path,
      "EDSH": edsh, "POSTHOG_HOST": "http://127.0.0.1:\(port)",
      "POSTHOG_PROJECT_ID": String(DemoProject.main.id),
      "POSTHOG_PERSONAL_API_KEY": DemoKey.full.text,
    ]
  }

  /// It lies beside the tests.
  private static let edsh: String = {
    let real = realpath("/proc/self/exe", nil)
    defer { free(real) }
    let own = real.map { String(cString: $0) } ?? ""
    return own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/edsh"
  }()
}

// MARK: - In the middle

extension ClusterSite {
  /// How often each item was done.
  var executions: [String: Int] {
    get async {
      let reloads = await service.ledger.filter {
        $0.operation == "sources reload" && $0.wasExecuted
      }
      return reloads.reduce(into: [:]) { counts, entry in
        let parts = entry.request.path.split(separator: "/")
        counts[parts.dropLast().last.map(String.init) ?? "", default: 0] += 1
      }
    }
  }

  /// Kills one of the shards that are at work, when so many items are done.
  ///
  /// The lock of a run names the process that has it.
  func killOneShard(after count: Int, by signal: Int32 = SIGKILL) async throws {
    // The next one comes when those before it are done, but for what is on its way.
    await signpost.passed(count + 1)
    let state = "\(folder.path)/state"
    let locks = try FileManager.default.subpathsOfDirectory(atPath: state)
      .filter { $0.hasSuffix(".lock") }.sorted()
    let lock = try #require(locks.first)
    let owner = try folder.read("state/\(lock)").split(separator: "\n").first
    let process = try #require(owner.flatMap { pid_t($0) })
    #expect(kill(process, signal) == 0)
  }

  /// Expects that every item of the plan was done once, and nothing else.
  func expectEveryItemOnce() async {
    #expect(items.count > 60)
    let found = await executions
    #expect(items.filter { found[$0] == nil } == [], "never done")
    #expect(found.filter { $0.value > 1 } == [:], "done again")
    #expect(found.count == items.count)
  }
}
