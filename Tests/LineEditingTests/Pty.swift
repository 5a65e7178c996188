import Glibc
import Synchronization

@testable import LineEditing

/// A terminal of the test's own: the code under test has one end, the test types and
/// looks at the other.
final class Pty: Sendable {
  /// What did not come to be seen in time, and all that was.
  struct NotSeen: Error, CustomStringConvertible {
    let expected: String
    let transcript: String
    var description: String {
      "\(expected.debugDescription) not seen in \(transcript.debugDescription)"
    }
  }

  private struct State {
    var transcript = ""
    /// Where the next search begins.
    var seen = 0
  }

  private let keyboard: Int32
  /// The end that a program has.
  let terminal: Int32
  /// Where another process finds that end.
  let path: String
  private let state = Mutex(State())

  /// - Throws: `SystemError` when there is no pseudo-terminal to be had.
  init(columns: UInt16 = 80, rows: UInt16 = 24) throws {
    keyboard = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard keyboard >= 0 else { throw SystemError.last("open a pseudo-terminal") }
    // TIOCSPTLCK and TIOCGPTN, which are no constants for Swift.
    var (unlocked, number) = (Int32(0), UInt32(0))
    guard ioctl(keyboard, 0x4004_5431, &unlocked) == 0, ioctl(keyboard, 0x8004_5430, &number) == 0
    else { throw SystemError.last("unlock a pseudo-terminal") }
    path = "/dev/pts/\(number)"
    terminal = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { throw SystemError.last("open a pseudo-terminal") }
    resize(columns: columns, rows: rows)
  }

  deinit {
    close(keyboard)
    close(terminal)
  }

  func resize(columns: UInt16, rows: UInt16) {
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(keyboard, UInt(TIOCSWINSZ), &size)
  }

  /// Everything that was written so far.
  var transcript: String { state.withLock { $0.transcript } }

  func type(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { write(keyboard, $0.baseAddress, $0.count) }
      guard count > 0 || errno == EINTR else { return }
      bytes = bytes.dropFirst(max(0, count))
    }
  }

  /// Waits until a text is written, behind the one that was waited for last.
  func see(_ expected: String) async throws {
    try await BlockingThread.run { Result { try self.waitFor(expected) } }.get()
  }

  /// Reads what is written up to an end, and gives it without that; blocks its thread.
  func read(upTo end: [UInt8]) throws -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      var ready = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
      var buffer = [UInt8](repeating: 0, count: 65_536)
      guard poll(&ready, 1, 30_000) == 1 else {
        throw NotSeen(
          expected: String(decoding: end, as: UTF8.self),
          transcript: String(decoding: bytes, as: UTF8.self))
      }
      let count = Glibc.read(keyboard, &buffer, buffer.count)
      guard count > 0 else { throw SystemError.last("read the pseudo-terminal") }
      bytes += buffer[..<count]
      if bytes.suffix(end.count).elementsEqual(end) { return Array(bytes.dropLast(end.count)) }
    }
  }

  private func waitFor(_ expected: String) throws {
    while !finds(expected) {
      var ready = pollfd(fd: keyboard, events: Int16(POLLIN), revents: 0)
      var buffer = [UInt8](repeating: 0, count: 4096)
      guard poll(&ready, 1, 30_000) == 1 else {
        throw NotSeen(expected: expected, transcript: transcript)
      }
      let count = Glibc.read(keyboard, &buffer, buffer.count)
      guard count > 0 else { throw SystemError.last("read the pseudo-terminal") }
      state.withLock { $0.transcript += String(decoding: buffer[..<count], as: UTF8.self) }
    }
  }

  private func finds(_ expected: String) -> Bool {
    state.withLock { state in
      let rest = Array(state.transcript.utf8.dropFirst(state.seen))
      let wanted = Array(expected.utf8)
      guard
        let start = rest.indices.first(where: { rest[$0...].starts(with: wanted) })
      else { return false }
      state.seen += start + wanted.count
      return true
    }
  }
}
