package import CommandModel
import Synchronization

/// Runs concurrent code on one thread in virtual time, the same way every time.
///
/// Jobs run in the order they became runnable. When none is left, the clock jumps to
/// the earliest sleeper, so that hours pass in milliseconds. Code under simulation may
/// wait for its clock and for itself; waiting for another thread looks like a deadlock.
package enum Simulation {
  /// Why a simulation was given up.
  package enum Stuck: Error, Hashable {
    /// Nothing can run, nobody sleeps, and the body has not returned.
    case deadlock(at: Duration)
    /// More jobs ran than any sane test needs.
    case tooManySteps(at: Duration)
  }

  /// Runs `body` to its end on the calling thread and returns what it returns.
  ///
  /// - Throws: what `body` throws, and ``Stuck``.
  package static func run<Success: Sendable>(
    stepsMax: Int = 20_000_000,
    _ body: @escaping @Sendable (SimulatedClock) async throws -> Success
  ) throws -> Success {
    let jobs = JobQueue()
    let clock = SimulatedClock(serialExecutor: SimulatedSerial(jobs))
    let ending = Ending<Success>()
    Task(executorPreference: jobs) {
      do { ending.result = .success(try await body(clock)) } catch {
        ending.result = .failure(error)
      }
    }
    for _ in 0..<stepsMax {
      if jobs.runNext() { continue }
      if let result = ending.result { return try result.get() }
      guard clock.advanceToNextSleeper() else { throw Stuck.deadlock(at: clock.uptime) }
    }
    throw Stuck.tooManySteps(at: clock.uptime)
  }
}

/// What the body came to; nil while it is under way.
private final class Ending<Success: Sendable>: Sendable {
  private let state = Mutex<Result<Success, any Error>?>(nil)

  var result: Result<Success, any Error>? {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}

/// Keeps jobs until the one thread that drains it runs them.
private final class JobQueue: TaskExecutor {
  private let jobs = Mutex<(waiting: [@Sendable () -> Void], next: Int)>(([], 0))

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    enqueue { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }

  func enqueue(_ work: @escaping @Sendable () -> Void) {
    jobs.withLock { $0.waiting.append(work) }
  }

  /// Runs the job that has waited longest; false when there is none.
  func runNext() -> Bool {
    guard let job = take() else { return false }
    job()
    return true
  }

  private func take() -> (@Sendable () -> Void)? {
    jobs.withLock { jobs in
      if jobs.next == jobs.waiting.count {
        jobs = ([], 0)
        return nil
      }
      defer { jobs.next += 1 }
      return jobs.waiting[jobs.next]
    }
  }
}

/// The place of an actor that would have a thread of its own outside a simulation.
private final class SimulatedSerial: SerialExecutor {
  private let jobs: JobQueue

  init(_ jobs: JobQueue) { self.jobs = jobs }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    jobs.enqueue { [self] in
      job.runSynchronously(
        isolatedTo: asUnownedSerialExecutor(), taskExecutor: jobs.asUnownedTaskExecutor())
    }
  }
}

/// The clock of a simulation; it moves only when nothing can run.
package final class SimulatedClock: Timekeeper {
  private struct Sleeper {
    let wakesAt: Duration
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var uptime = Duration.zero
    var nextID = 0
    var sleepers: [Int: Sleeper] = [:]
  }

  private let state = Mutex(State())
  /// Where an actor of the simulation runs that would have a thread of its own.
  package let serialExecutor: any SerialExecutor

  fileprivate init(serialExecutor: any SerialExecutor) { self.serialExecutor = serialExecutor }

  package var uptime: Duration { state.withLock(\.uptime) }
  package var now: Time { .simulationStart + uptime }

  package func sleep(for duration: Duration) async throws {
    try Task.checkCancellation()
    guard duration > .zero else { return }
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        state.withLock { state in
          state.sleepers[id] = Sleeper(
            wakesAt: state.uptime + duration, continuation: continuation)
        }
        // The cancellation may have come before there was a sleeper to wake.
        if Task.isCancelled { cancel(id) }
      }
    } onCancel: {
      cancel(id)
    }
  }

  private func cancel(_ id: Int) {
    let sleeper = state.withLock { $0.sleepers.removeValue(forKey: id) }
    sleeper?.continuation.resume(throwing: CancellationError())
  }

  /// Moves to the moment the first sleeper waits for and wakes it; false when all are awake.
  fileprivate func advanceToNextSleeper() -> Bool {
    let sleeper = state.withLock { state -> Sleeper? in
      // Of two that wake at one moment, the one that fell asleep first.
      guard
        let (id, next) = state.sleepers.min(by: {
          ($0.value.wakesAt, $0.key) < ($1.value.wakesAt, $1.key)
        })
      else { return nil }
      state.uptime = next.wakesAt
      return state.sleepers.removeValue(forKey: id)
    }
    sleeper?.continuation.resume()
    return sleeper != nil
  }
}
