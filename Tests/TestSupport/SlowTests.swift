import Glibc

/// Whether the tests that take minutes run too: `scripts/test --slow`.
package let runsSlowTests = getenv("RUN_SLOW_TESTS") != nil

/// How long the calling thread computes to run `body`, whatever else the machine does.
package func computingTime(of body: () throws -> Void) rethrows -> Duration {
  let start = threadTime()
  try body()
  return threadTime() - start
}

private func threadTime() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
