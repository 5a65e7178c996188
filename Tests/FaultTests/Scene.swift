import CommandModel
import DemoServer
import FoundationEssentials
import RunEngine
import SourcesClient
import TestSupport
import Testing
import ValueFormats

/// A server with a ledger that outlives every process, and a home for those.
final class Scene: Sendable {
  static let key = "phx_canary0123456789canary0123456789abcd"

  let folder: TemporaryFolder
  let service: DemoService
  let clock = TrapClock()
  /// The sources that a run is about.
  let ids: [String]
  private let listener: DemoListener

  /// Opens a server that knows so many sources to reload; nothing is throttled unless said.
  init(
    items: Int, faults: [Fault] = [], limits: [DemoServer.RateLimit] = []
  ) async throws {
    folder = try TemporaryFolder()
    var options = DemoOptions()
    options.sourceCount = 40 + items
    options.keys = [DemoKey(Scene.key, scopes: ["*"]), .full]
    options.limits = limits
    options.faults = faults
    // A job is there within 30 ms, so that a look-up need not wait for seconds.
    options.pace = 100
    service = DemoService(operations: Catalogue.operations, timekeeper: clock, options: options)
    ids = try await Scene.sources(of: service, count: items)
    listener = try await DemoListener.start(service)
    try folder.write("id\n" + ids.joined(separator: "\n") + "\n", to: "ids.csv")
  }

  /// Closes the server.
  func close() async { await listener.stop() }

  /// Where it answers.
  var host: String { "http://127.0.0.1:\(listener.port)" }
  var stateFolder: String { folder.path + "/state" }
  var outputs: (output: String, errors: String) {
    ((try? folder.read("output")) ?? "", (try? folder.read("errors")) ?? "")
  }

  /// The small healthy ones, which are no part of the demo's play; read with a key that
  /// no process has, so that the limits of theirs are untouched.
  private static func sources(of service: DemoService, count: Int) async throws -> [String] {
    var found: [String] = []
    for offset in stride(from: 0, to: count + 40, by: 100) {
      let answer = await service.answer(
        DemoRequest(
          method: "GET", path: "/api/projects/1/external_data_sources/",
          query: "limit=100&offset=\(offset)",
          headers: ["Authorization": "Bearer \(DemoKey.full.text)", "Host": "127.0.0.1"]))
      let page = try JSON.decode(answer.body)
      for source in page.value(at: "results")?.listValue ?? [] {
        let isBulk = source.value(at: "prefix")?.textValue?.hasPrefix("bulk_") ?? false
        if isBulk, let id = source.value(at: "id")?.textValue { found.append(id) }
      }
    }
    try #require(found.count == count)
    return found
  }
}

extension Fault {
  /// Springs the clock's trap at the n-th reload, before it is carried out.
  static func trap(at number: Int) -> Fault { .reload(number...number, .delay(.seconds(1))) }

  /// What befalls some of the reloads, counted over all processes.
  static func reload(_ turns: ClosedRange<Int>, _ effect: Effect) -> Fault {
    Fault(turns: turns, method: "POST", path: "/reload/", effect)
  }
}

// MARK: - Processes

extension Scene {
  static let looks = #"set lookups "150ms,600ms""#
  static let flags = ["--yes", "--no-input", "--no-rc"]

  /// The words that begin the run over all ids.
  static func begin(limit: [String] = ["--rate-limit", "off"], parallel: Int = 4) -> [String] {
    flags + limit
      + ["-c", looks, "-c", "open ids.csv | sources reload --parallel \(parallel)"]
  }

  /// The words that go on with it.
  static func resume(limit: [String] = ["--rate-limit", "off"]) -> [String] {
    flags + limit + ["-c", looks, "-c", "runs resume last"]
  }

  /// Starts a process, behind the words of another program where there are any.
  func start(
    _ arguments: [String], behind wrapper: [String] = [], variables: [String: String] = [:],
    outputs: String = ""
  ) throws -> ChildProcess {
    var all = [
      "HOME": folder.path, "XDG_STATE_HOME": stateFolder, "PATH": ChildProcess.searchPath,
      "POSTHOG_HOST": host, "POSTHOG_PROJECT_ID": "1",
      "POSTHOG_PERSONAL_API_KEY": Scene.key,
    ]
    all.merge(variables) { $1 }
    // Files are named as a person in that folder would.
    let shell = ["/bin/sh", "-c", "cd \"$HOME\" && exec \"$@\"", "sh"]
    return try ChildProcess(
      shell + wrapper + [ChildProcess.edshPath] + arguments, variables: all,
      output: folder.path + "/output" + outputs, errors: folder.path + "/errors" + outputs)
  }

  /// Runs a process to its end.
  func run(
    _ arguments: [String], behind wrapper: [String] = [], variables: [String: String] = [:],
    outputs: String = ""
  ) async throws -> Int32 {
    try await start(arguments, behind: wrapper, variables: variables, outputs: outputs).end()
      .status
  }

  /// Goes on until a process ends by itself, and begins anew where no plan was kept.
  func goOn(
    processesMax: Int = 5, _ start: (_ arguments: [String]) throws -> ChildProcess
  ) async throws -> Int32 {
    var status: Int32 = 128
    for _ in 0..<processesMax where status >= 128 {
      let isPlanned = try await !runs().isEmpty
      status = try await start(isPlanned ? Scene.resume() : Scene.begin()).end().status
    }
    return status
  }
}

// MARK: - Witnesses

extension Scene {
  /// The journal as it is on the disk.
  func store() async throws -> RunStore { try await RunStore(.folder(stateFolder + "/edsh")) }

  func runs() async throws -> [RunFacts] {
    guard FileManager.default.fileExists(atPath: stateFolder + "/edsh/runs.sqlite") else {
      return []
    }
    return try await store().list()
  }

  /// The reloads that arrived.
  func reloads() async -> [LedgerEntry] {
    await service.ledger.filter { $0.operation == "sources reload" }
  }

  /// The id of the source of a reload.
  static func target(of entry: LedgerEntry) -> String {
    let words = entry.request.path.split(separator: "/")
    return words.firstIndex(of: "reload").map { String(words[$0 - 1]) } ?? ""
  }
}
