import Synchronization

/// What children bring, in the order in which they come; one task takes it.
final class Mailbox<Letter: Sendable>: Sendable {
  private struct State {
    var letters: [Letter] = []
    var reader: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Puts a letter in and wakes who waits for one.
  func put(_ letter: Letter) {
    let reader = state.withLock { state in
      defer { state.reader = nil }
      state.letters.append(letter)
      return state.reader
    }
    reader?.resume()
  }

  /// Everything that has come; waits for the first letter when none has.
  ///
  /// What comes between that letter and the reader's turn is taken with it: those who get
  /// their answers together are to share a commit.
  func take() async -> [Letter] {
    await withCheckedContinuation { continuation in
      let hasLetters = state.withLock { state in
        guard state.letters.isEmpty else { return true }
        state.reader = continuation
        return false
      }
      if hasLetters { continuation.resume() }
    }
    return takeAll()
  }

  /// Everything that has come, without waiting.
  func takeAll() -> [Letter] {
    state.withLock { state in
      defer { state.letters = [] }
      return state.letters
    }
  }
}
