import Dispatch

/// The one thread on which the journal waits for its disk, so that nobody else has to.
final class JournalThread: SerialExecutor {
  private let queue = DispatchQueue(label: "edsh.journal")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }
}
