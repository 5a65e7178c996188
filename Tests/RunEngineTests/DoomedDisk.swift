import CommandModel
import RunEngine
import Synchronization
import TestSupport

/// The journal of a process that dies before its n-th write: what was urgent is safe, and
/// of what came after it as much as chance has it.
final class DoomedDisk: Journal {
  private struct State {
    /// What was written together stands together.
    var entries: [[JournalEntry]] = []
    var safe = 0
    var isDead = false
  }

  private let state = Mutex(State())
  private let entriesMax: Int
  private let random: SeededRandom
  private let death = AsyncStream<Void>.makeStream()

  init(entriesMax: Int, random: SeededRandom) {
    self.entriesMax = entriesMax
    self.random = random
  }

  var isDead: Bool { state.withLock(\.isDead) }

  /// What the next process finds.
  var remains: [JournalEntry] {
    state.withLock { state in
      let unsafe = state.entries.count - state.safe
      let kept = state.isDead ? state.safe + random.next(in: 0..<unsafe + 1) : unsafe + state.safe
      return Array(state.entries.prefix(kept).joined())
    }
  }

  /// Lets the process live until it ends or dies.
  func live(_ process: @escaping @Sendable () async -> Void) async {
    await withTaskGroup { group in
      group.addTask { await process() }
      group.addTask { [death] in for await _ in death.stream { break } }
      await group.next()
      group.cancelAll()
    }
  }

  func record(_ entries: [JournalEntry]) async throws {
    state.withLock { state in
      guard !state.isDead else { return }
      state.entries.append(entries)
      if state.entries.count > entriesMax {
        state.isDead = true
        death.continuation.yield()
      } else if entries.contains(where: \.isUrgent) {
        state.safe = state.entries.count
      }
    }
  }

  func flush() async throws {
    state.withLock { if !$0.isDead { $0.safe = $0.entries.count } }
  }
}

/// A way to the server that ends with the process.
struct DoomedPerformer: Performer {
  private let server: ModelServer
  private let disk: DoomedDisk

  init(_ server: ModelServer, _ disk: DoomedDisk) {
    self.server = server
    self.disk = disk
  }

  func perform(_ invocation: Invocation) async -> Outcome {
    guard !disk.isDead else { return .failure(Failure(.ambiguous, message: "dead")) }
    return await server.perform(invocation)
  }
}
