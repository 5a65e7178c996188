import Glibc
import Synchronization

/// Messages to a thread that waits in `poll`: a queue, and a pipe that is readable
/// while the queue holds something.
final class Mailbox<Message: Sendable>: Sendable {
  private struct State {
    var messages: [Message] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  /// Readable while a message waits.
  let doorbell: Int32
  private let bell: Int32

  /// - Throws: `SystemError` when the process may open nothing more.
  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .last("open a pipe") }
    (doorbell, bell) = (ends[0], ends[1])
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    _ = Glibc.close(doorbell)
    _ = Glibc.close(bell)
  }

  /// Leaves a message; false when nobody will ever take it.
  @discardableResult
  func post(_ message: Message) -> Bool {
    state.withLock { state in
      guard !state.isClosed else { return false }
      state.messages.append(message)
      if state.messages.count == 1 { _ = write(bell, "!", 1) }
      return true
    }
  }

  /// Every message that waits, oldest first; none when none does.
  func takeAll() -> [Message] {
    state.withLock { state in
      guard !state.messages.isEmpty else { return [] }
      var byte: UInt8 = 0
      _ = read(doorbell, &byte, 1)
      defer { state.messages = [] }
      return state.messages
    }
  }

  /// Blocks the thread until a message waits.
  func wait() {
    var ready = pollfd(fd: doorbell, events: Int16(POLLIN), revents: 0)
    while poll(&ready, 1, -1) < 0 && errno == EINTR {}
  }

  /// Takes no message any more, and gives those that are left.
  func close() -> [Message] {
    state.withLock { $0.isClosed = true }
    return takeAll()
  }
}
