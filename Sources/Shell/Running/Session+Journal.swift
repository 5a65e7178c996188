import CommandLanguage
import CommandModel
import RunEngine
import SourcesClient
import Synchronization
import SystemPackage

/// Where the session keeps its runs.
extension Session {
  /// The journal, opened when the first run is due.
  ///
  /// The demo server's runs end with it, and so does their journal; without a folder to
  /// keep one in a run cannot be resumed, which is said once.
  ///
  /// - Throws: `Problem` (local) when it cannot be used.
  func store() async throws -> RunStore {
    if let store = state.withLock(\.store) { return store }
    let place = storePlace
    if place == .memory, !options.isDemo {
      show(
        Diagnostic(
          .warning, code: .journalFailed, "no run can be resumed: there is no folder for it",
          hint: "set HOME or XDG_STATE_HOME"))
    }
    let store = try await environment.openStore(place)
    state.withLock { $0.store = store }
    return store
  }

  /// Where runs outlive the process; nil where they do not.
  private var storePlace: RunStore.Place {
    guard !options.isDemo, let stateFolder else { return .memory }
    return .folder(stateFolder)
  }

  /// Where what edsh remembers of runs lies; nil where there is no place for it.
  var stateFolder: String? {
    options.stateFolder.map { files.path($0).string }
      ?? Profiles.stateFolder(variables: environment.variables)
  }

  /// Whether somebody can come back to a run later: in this shell, or from another process.
  var runsAreKept: Bool { isInteractive || storePlace != .memory }

  /// Takes a run for this process until the statement has ended.
  func hold(_ run: String, in store: RunStore) async throws {
    let lock = try await store.lock(run)
    state.withLock { state in
      state.lastRun = run
      if let lock { state.locks[run] = lock }
    }
  }

  /// Lets go of the runs of a statement that has ended.
  func releaseRuns() { state.withLock { $0.locks = [:] } }

  /// The id of the run that a person means: `last` is the last of this session, else the
  /// newest of its server and project.
  func runID(_ name: String, in store: RunStore) async throws -> String {
    if name == "last", let last = state.withLock(\.lastRun) { return last }
    let (server, project) = runPlace
    return try await store.facts(of: name, server: server, project: project).id
  }

  /// The server and the project in force, as far as they are known without a request.
  var runPlace: (server: String?, project: String?) {
    let address = try? ServerAddress(settings.text("host") ?? "us")
    let project = settings.text("project_id").flatMap { Int($0) == nil ? nil : $0 }
    return (address?.description, project)
  }

  /// The head of a run that a call makes.
  func head(of call: Call, _ action: String, at connection: Connection) -> RunHead {
    RunHead(
      id: RunHead.makeID(random: environment.random), action: action,
      operation: operation(named: call.command.name)?.name,
      command: HistoryText.redacted(call.text, vocabulary: vocabulary),
      place: call.source.place(of: call.range), server: connection.address.description,
      project: connection.project,
      flags: call.arguments.onlyRunFlags, isWaitedFor: call.surroundings.isWaitedFor)
  }

  /// The results of so many items of a run, read from the journal as they are pulled, and
  /// behind them the error that the run ended with. When they cannot be read, because not
  /// even the plan was written, that error says why.
  func results(
    of run: String, _ sequences: [Int], in store: RunStore, endingWith end: (any Error)?
  ) -> Records {
    var left = sequences.sorted()[...]
    return Records(.list) {
      guard let first = left.first else { return nil }
      let wanted = left.prefix(500)
      left.removeFirst(wanted.count)
      let last = wanted.last ?? first
      let isWanted = Set(wanted)
      do {
        let found = try await store.results(of: run, from: first, count: last - first + 1)
        return found.filter { isWanted.contains($0.sequence) }.map { .record($0.record) }
      } catch {
        throw end ?? error
      }
    }.ending(with: end)
  }
}

extension SourceText {
  /// Where something stands in a script: `nightly.edsh:12`; nil outside of one.
  func place(of range: SourceRange) -> String? {
    guard let name, name != "-c" else { return nil }
    return "\(name):\(location(of: range.lower).line)"
  }
}

extension Record {
  /// The arguments that say how a run is carried out.
  var onlyRunFlags: Record { Record(uniqueFields: fields.filter(\.isRunFlag)) }

  /// The arguments that say what is done, to each of its items.
  var withoutRunFlags: Record { Record(uniqueFields: fields.filter { !$0.isRunFlag }) }
}

extension Record.Field {
  fileprivate var isRunFlag: Bool { Parameter.run.contains { $0.name == name } }
}
