/// How far a run or a wait has come: what a bar or a plain line is drawn from.
package struct Progress: Sendable, Hashable {
  /// The run it is about; nil for what is none, such as a wait.
  package var run: String?
  /// `reload`, `wait`.
  package var action: String
  package var total: Int
  package var ok: Int
  package var failed: Int
  package var unknown: Int
  /// Items that were not waited for any longer.
  package var timeout: Int
  /// Items on their way, or still at work at the server.
  package var running: Int
  package var elapsed: Duration
  /// Requests a second of late; nil where none are counted.
  package var rate: Double?
  /// What is left by the limiter's own schedule; nil where nobody can know.
  package var left: Duration?
  /// Until the server lets requests through again; nil while it does.
  package var gate: Duration?

  package init(
    action: String, total: Int, ok: Int = 0, failed: Int = 0, unknown: Int = 0, timeout: Int = 0,
    running: Int = 0, elapsed: Duration = .zero, left: Duration? = nil, gate: Duration? = nil,
    run: String? = nil, rate: Double? = nil
  ) {
    self.run = run
    self.rate = rate
    self.action = action
    self.total = total
    self.ok = ok
    self.failed = failed
    self.unknown = unknown
    self.timeout = timeout
    self.running = running
    self.elapsed = elapsed
    self.left = left
    self.gate = gate
  }

  package var finished: Int { ok + failed + unknown + timeout }
}
