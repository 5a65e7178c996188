import Synchronization

/// What children bring, in the order in which they come; one task takes it.
final class Mailbox<Letter: Sendable>: Sendable {
  private struct State {
    var letters: [Letter] = []
    var reader: CheckedContinuation<[Letter], Never>?
  }

  private let state = Mutex(State())

  /// Puts a letter in and wakes who waits for one.
  func put(_ letter: Letter) {
    let reader = state.withLock { state in
      guard let reader = state.reader else {
        state.letters.append(letter)
        return nil as CheckedContinuation<[Letter], Never>?
      }
      state.reader = nil
      return reader
    }
    reader?.resume(returning: [letter])
  }

  /// Everything that has come; waits for the first letter when none has.
  func take() async -> [Letter] {
    await withCheckedContinuation { continuation in
      let letters = state.withLock { state in
        if state.letters.isEmpty {
          state.reader = continuation
          return nil as [Letter]?
        }
        defer { state.letters = [] }
        return state.letters
      }
      if let letters { continuation.resume(returning: letters) }
    }
  }

  /// Everything that has come, without waiting.
  func takeAll() -> [Letter] {
    state.withLock { state in
      defer { state.letters = [] }
      return state.letters
    }
  }
}
