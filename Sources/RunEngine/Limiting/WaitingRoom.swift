import Synchronization

/// Tasks that wait to be called by their number.
///
/// A call that comes before its task waits is kept for it, so that none is lost
/// between the decision to wait and the wait.
final class WaitingRoom: Sendable {
  private enum Seat {
    case waiting(CheckedContinuation<Void, any Error>)
    case called
  }

  private let seats = Mutex<[Int: Seat]>([:])

  /// Waits for a call.
  ///
  /// - Throws: `CancellationError` when the task is cancelled meanwhile.
  func wait(as number: Int) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        if sit(number, continuation) {
          continuation.resume()
        } else if Task.isCancelled {
          // The cancellation came before there was anyone to send away.
          sendAway(number)
        }
      }
    } onCancel: {
      sendAway(number)
    }
  }

  func call(_ number: Int) {
    let seat = seats.withLock { seats -> Seat? in
      guard case .waiting? = seats[number] else {
        seats[number] = .called
        return nil
      }
      return seats.removeValue(forKey: number)
    }
    if case .waiting(let continuation)? = seat { continuation.resume() }
  }

  /// Forgets a number that will not wait again.
  func leave(_ number: Int) {
    seats.withLock { seats in
      if case .called? = seats[number] { seats[number] = nil }
    }
  }

  /// Takes a seat; true when the call was there before.
  private func sit(_ number: Int, _ continuation: CheckedContinuation<Void, any Error>) -> Bool {
    seats.withLock { seats in
      if case .called? = seats.removeValue(forKey: number) { return true }
      seats[number] = .waiting(continuation)
      return false
    }
  }

  private func sendAway(_ number: Int) {
    let seat = seats.withLock { seats -> Seat? in
      guard case .waiting? = seats[number] else { return nil }
      return seats.removeValue(forKey: number)
    }
    if case .waiting(let continuation)? = seat {
      continuation.resume(throwing: CancellationError())
    }
  }
}
