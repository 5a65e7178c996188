import Shell
import Synchronization

/// What becomes of a pager.
package enum PagerLife: String, Sendable {
  /// It is read to its end.
  case reads
  /// The person leaves it when its first text has come.
  case leaves
  /// There is no such program, and the system says so.
  case missing
  /// There is none, and only the shell that was to start it finds out.
  case unknown
}

/// A pager that shows what it is given on the screen, each line behind a bar.
final class PreparedPager: Pager {
  private let life: PagerLife
  private let screen: Screen
  private let hasText = Mutex(false)

  init(_ life: PagerLife, of call: PagerCall, screen: Screen) throws {
    if life == .missing { throw PagerError(words: "no such file or directory") }
    self.life = life
    self.screen = screen
    if life != .unknown { screen.write("┌ \(call.command)\n", to: .output) }
  }

  func write(_ text: String) async throws {
    if life == .unknown { return }
    let isSecond = hasText.withLock { hasText in
      defer { hasText = true }
      return hasText
    }
    if isSecond && life == .leaves { throw SinkError.closed }
    // A line may come in pieces.
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
    let isWhole = parts.last?.isEmpty == true
    let lines = isWhole ? parts.dropLast() : parts[...]
    screen.write(
      lines.map { $0.isEmpty ? "│" : "│ \($0)" }.joined(separator: "\n"), to: .output)
    if isWhole { screen.write("\n", to: .output) }
  }

  func close() async -> PagerEnd {
    if life == .unknown { return .notFound }
    screen.write("└\n", to: .output)
    return .left
  }
}
