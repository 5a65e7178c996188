import CommandModel
import Rendering
import RunEngine
import Synchronization

/// What a person is told when a statement has ended.
extension Session {
  /// Tells what the runs of a statement came to, and keeps what that means for the
  /// process's status.
  func summarizeRuns() async {
    console.showProgress(nil)
    let runs = tally.closeRuns()
    releaseRuns()
    for run in runs where run.isSummarized && !options.isQuiet {
      let elapsed = run.toldAt - run.startedAt
      var parts = [
        SummaryText.text(run.counts, in: elapsed, atLeast: run.isWaitedFor ? .zero : run.ideal)
      ]
      if run.throttled > 0 { parts.append("429 met \(run.throttled)×") }
      if let advice = await advice(for: run) { parts.append(advice) }
      console.writeError(parts.joined(separator: " · ") + "\n")
    }
    summarizePlans()
  }

  /// The command that goes on with a run, or shows what went wrong in it.
  private func advice(for run: RunTally.Run) async -> String? {
    // A shard's run may lie in a state folder that no other command looks into.
    if case .plan = options.task {
      let isOpen = run.counts.contains { $0.key.isOpen && $0.value > 0 }
      return isOpen ? "the same command goes on" : nil
    }
    guard runsAreKept, let store = state.withLock(\.store),
      run.counts.keys.contains(where: { $0.category != nil }),
      let facts = try? await store.facts(of: run.id),
      let name = try? await store.shortName(of: run.id)
    else { return nil }
    if facts.state == .done { return "runs show \(name) | where result != ok" }
    // What could not be looked up once will not be the next time.
    let open = run.counts.filter { $0.key.isOpen && $0.value > 0 }.keys
    let isDeadEnd = run.isResumed && Array(open) == [.unknown]
    return "runs resume \(name)" + (isDeadEnd ? " --on-unknown resend, to send them again" : "")
  }
}
