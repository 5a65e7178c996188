import LineEditing
import Synchronization
import SystemPackage

/// Standard input, read on a thread of its own: it may keep silent for hours, and nobody
/// else shall wait for it.
enum StandardInput {
  /// Everything up to its end.
  ///
  /// - Throws: `Errno`; `CancellationError` when the task is cancelled meanwhile.
  static func readAll() async throws -> [UInt8] {
    let answer = Answer()
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        answer.await(by: continuation)
        do {
          try BlockingThread.start {
            answer.give(Result { try Files.readAll(.standardInput) })
          }
        } catch {
          answer.give(.failure(error))
        }
      }
    } onCancel: {
      answer.give(.failure(CancellationError()))
    }
  }

  /// What was read, or why not; the first answer counts, whether somebody waits already
  /// or not.
  private final class Answer: Sendable {
    private enum State {
      case open
      case awaited(CheckedContinuation<[UInt8], any Error>)
      case given(Result<[UInt8], any Error>)
    }

    private let state = Mutex(State.open)

    func await(by continuation: CheckedContinuation<[UInt8], any Error>) {
      let early = state.withLock { state -> Result<[UInt8], any Error>? in
        guard case .given(let result) = state else {
          state = .awaited(continuation)
          return nil
        }
        return result
      }
      if let early { continuation.resume(with: early) }
    }

    func give(_ result: Result<[UInt8], any Error>) {
      let waiting = state.withLock { state -> CheckedContinuation<[UInt8], any Error>? in
        defer { if case .given = state {} else { state = .given(result) } }
        guard case .awaited(let continuation) = state else { return nil }
        return continuation
      }
      waiting?.resume(with: result)
    }
  }
}
