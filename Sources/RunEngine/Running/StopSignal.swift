import Synchronization

/// Somebody's wish that a run should stop: once, gently; twice, now.
package final class StopSignal: Sendable {
  /// How strong the wish is.
  package enum Level: Int, Sendable, Comparable {
    case none
    /// Send nothing more, and let what is under way end.
    case gentle
    /// Give up what is under way too.
    case now

    package static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  private struct State {
    var level = Level.none
    var nextNumber = 0
    var watchers: [Int] = []
  }

  private let state = Mutex(State())
  private let room = WaitingRoom()

  /// Creates a signal that nobody has given yet.
  package init() {}

  /// How strong the wish is now.
  package var level: Level { state.withLock(\.level) }

  /// Asks once more.
  package func request() {
    let watchers = state.withLock { state in
      state.level = state.level == .none ? .gentle : .now
      defer { state.watchers = [] }
      return state.watchers
    }
    watchers.forEach(room.call)
  }

  /// Waits until the wish is stronger than `known`, and returns how strong it is.
  ///
  /// - Throws: `CancellationError` when the task is cancelled meanwhile.
  package func level(above known: Level) async throws -> Level {
    let number = state.withLock { state -> Int? in
      guard state.level <= known else { return nil }
      state.nextNumber += 1
      state.watchers.append(state.nextNumber)
      return state.nextNumber
    }
    if let number {
      defer { forget(number) }
      try await room.wait(as: number)
    }
    return level
  }

  private func forget(_ number: Int) {
    state.withLock { $0.watchers.removeAll { $0 == number } }
    room.leave(number)
  }
}
