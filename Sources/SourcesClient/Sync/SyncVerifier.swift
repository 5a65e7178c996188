package import CommandModel

/// Looks in the lists and the jobs of sources for the syncs that a request should have
/// started (reliability.md, section 5).
package struct SyncVerifier: Verifier {
  private let reader: SyncReader
  private let timekeeper: any Timekeeper

  /// From this age of the request on its jobs are asked for, whatever the list shows.
  private static let askingAge = Duration.seconds(10)

  /// Creates a verifier over a performer that keeps the limits.
  package init(over performer: any Performer, timekeeper: any Timekeeper) {
    reader = SyncReader(performer: performer, timekeeper: timekeeper)
    self.timekeeper = timekeeper
  }

  package func look(at doubts: [Doubt]) async -> [Finding] {
    let targets = doubts.map { doubt in
      doubt.invocation.operation.lookup == .jobs ? doubt.invocation.target : nil
    }
    let known = targets.compactMap(\.self)
    guard !known.isEmpty else { return doubts.map { _ in .unclear } }
    do throws(Failure) {
      let look = try await reader.look { look in
        known.allSatisfy { look.source(of: $0) != nil }
      }
      // What this machine's clock says is worth as much as the server's says of now.
      let offset = look.time - timekeeper.now
      var findings: [Finding] = []
      for (doubt, target) in zip(doubts, targets) {
        let sentAt = doubt.sentAt + offset
        findings.append(try await finding(about: target, sentAt: sentAt, in: look))
      }
      return findings
    } catch {
      return doubts.map { _ in .unclear }
    }
  }

  private func finding(
    about target: Invocation.Target?, sentAt: Time, in look: Look
  ) async throws(Failure) -> Finding {
    guard let target, let source = look.source(of: target), !source.isDirect else {
      return .unclear
    }
    let own = source.tables.filter {
      target.kind == "source" ? $0.isEnabled : $0.id == target.id
    }
    guard !own.isEmpty else { return .unclear }
    let triggeredAt = sentAt - Answer.clockMargin
    let showsNews = own.contains { table in
      table.isRunning || table.lastSyncedAt.map { $0 >= triggeredAt } ?? false
    }
    guard showsNews || look.time - sentAt >= Self.askingAge else { return .absent }
    let names = Dictionary(own.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let jobs = try await reader.jobs(
      .init(sourceID: source.id, tables: names, since: triggeredAt))
    let proofs = own.map {
      JobProof.find(
        for: $0.id, triggeredAt: triggeredAt, among: jobs, wasSeenRunning: $0.isRunning)
    }
    if proofs.contains(where: { $0?.isJoined == false }) {
      return .happened(Proof(startedAt: triggeredAt))
    }
    // Tables that were running swallow the trigger; of others a job would be there.
    let isJoined = proofs.allSatisfy { $0?.isJoined == true }
    return isJoined ? .happened(Proof(startedAt: triggeredAt, isJoined: true)) : .absent
  }
}
