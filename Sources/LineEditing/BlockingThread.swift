import Glibc

/// A thread of its own, for calls that block as long as a person thinks.
///
/// Swift's own pool has about one thread a core, and none to spare for that.
package enum BlockingThread {
  private final class Body {
    let run: () -> Void
    init(_ run: @escaping () -> Void) { self.run = run }
  }

  /// Runs `body` on a new thread.
  ///
  /// - Throws: `SystemError` when the process may have no more threads.
  package static func start(_ body: sending @escaping () -> Void) throws(SystemError) {
    let argument = Unmanaged.passRetained(Body(body))
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { argument in
        guard let argument else { return nil }
        Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
        return nil
      },
      argument.toOpaque())
    guard code == 0 else {
      argument.release()
      throw SystemError(action: "start a thread", code: code)
    }
    pthread_detach(thread)
  }

  /// Runs `body` on a new thread and waits for what it gives.
  ///
  /// - Throws: `SystemError` when the process may have no more threads.
  static func run<Result: Sendable>(
    _ body: @escaping @Sendable () -> Result
  ) async throws(SystemError) -> Result {
    let result: Swift.Result<Result, SystemError> = await withCheckedContinuation { continuation in
      do throws(SystemError) {
        try start { continuation.resume(returning: .success(body())) }
      } catch {
        continuation.resume(returning: .failure(error))
      }
    }
    return try result.get()
  }
}
