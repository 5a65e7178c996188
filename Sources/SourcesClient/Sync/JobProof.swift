package import CommandModel

/// The job that shows that a trigger was carried out (reliability.md, section 5).
package struct JobProof: Sendable, Hashable {
  /// The job that carries it out, or did.
  package let job: SyncJob
  /// Whether it ran already when the trigger came, so that the server dropped the trigger.
  package let isJoined: Bool

  /// The proof for one table: its first job created at or after the trigger; failing
  /// that, its newest one from before that still ran then.
  ///
  /// `wasSeenRunning` says that the table was seen at work after the trigger, for servers
  /// that do not tell when a job ended.
  package static func find(
    for tableID: String, triggeredAt: Time, among jobs: [SyncJob], wasSeenRunning: Bool = false
  ) -> JobProof? {
    let own = jobs.filter { $0.tableID == tableID }
    let isLater = { (job: SyncJob) in job.createdAt >= triggeredAt }
    if let first = own.filter(isLater).min(by: { $0.createdAt < $1.createdAt }) {
      return JobProof(job: first, isJoined: false)
    }
    guard let newest = own.max(by: { $0.createdAt < $1.createdAt }) else { return nil }
    let ranThen =
      newest.isRunning || newest.finishedAt.map { $0 >= triggeredAt } ?? wasSeenRunning
    return ranThen ? JobProof(job: newest, isJoined: true) : nil
  }
}
