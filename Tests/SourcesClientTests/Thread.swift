import Glibc

/// A thread for calls that block.
struct Thread {
  private final class Body {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
  }

  private let body: Body

  init(_ run: @escaping @Sendable () -> Void) { body = Body(run) }

  func start() -> Bool {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(body).toOpaque()
    let status = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, context)
    return status == 0 && pthread_detach(thread) == 0
  }
}
