import Synchronization

/// Counts calls from any thread.
package final class Counter: Sendable {
  private let count = Mutex(0)

  package init() {}

  /// 1 for the first call, and so on.
  package func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}
