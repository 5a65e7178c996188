package import CommandModel

/// Finds what was synced since a moment, so that nobody starts it again (reliability.md, on
/// shards).
package struct SyncHistory: Sendable {
  private let reader: SyncReader
  private let since: Time

  /// Creates a look back over a performer that keeps the limits; `since` is on the server's
  /// clock.
  package init(since: Time, over performer: any Performer, timekeeper: any Timekeeper) {
    reader = SyncReader(performer: performer, timekeeper: timekeeper)
    self.since = since
  }

  /// What a sync of each thing shows of a trigger that was sent at the moment: `absent` where
  /// there was none, `unclear` where none can be.
  ///
  /// The list is read once. It shows most: a table that runs or was synced since then is
  /// done, one whose last sync went well before is not. Only of the others, which failed at
  /// some time, the jobs are asked for.
  /// - Throws: `Failure` when the server cannot be asked.
  package func findings(
    for targets: [Invocation.Target?]
  ) async throws(Failure) -> [Finding] {
    let known = targets.compactMap(\.self)
    guard !known.isEmpty else { return targets.map { _ in .unclear } }
    let look = try await reader.look { look in
      known.allSatisfy { look.source(of: $0) != nil }
    }
    let traces = targets.map { $0.flatMap { trace(of: $0, in: look) } }
    var jobs: [String: [SyncJob]] = [:]
    for (source, tables) in questions(of: traces) {
      jobs[source] = try await reader.jobs(.init(sourceID: source, tables: tables, since: since))
    }
    return traces.map { trace in
      trace.map { finding($0, jobs[$0.source.id] ?? []) } ?? .unclear
    }
  }

  /// What the list shows of one thing.
  private struct Trace {
    let source: SourceLook
    let tables: [(look: TableLook, sign: Sign)]
  }

  /// What the list shows of one table.
  private enum Sign {
    case synced, running, none
    /// Only its jobs tell.
    case open
  }

  /// Nil where there is nothing to find.
  private func trace(of target: Invocation.Target, in look: Look) -> Trace? {
    guard let source = look.source(of: target), !source.isDirect else { return nil }
    let own = source.tables.filter {
      target.kind == "source" ? $0.isEnabled : $0.id == target.id
    }
    return own.isEmpty ? nil : Trace(source: source, tables: own.map { ($0, sign(of: $0)) })
  }

  private func sign(of table: TableLook) -> Sign {
    if table.isRunning { return .running }
    if let last = table.lastSyncedAt, last >= since { return .synced }
    return table.status == nil || table.status == SyncStatus.completed ? .none : .open
  }

  /// The tables to ask for by their source; a thing with a table that shows nothing is not
  /// done, whatever the others show.
  private func questions(of traces: [Trace?]) -> [(source: String, tables: [String: String])] {
    var tables: [String: [String: String]] = [:]
    for trace in traces.compactMap(\.self) where !trace.tables.contains(where: { $0.sign == .none })
    {
      for (table, sign) in trace.tables where sign == .open {
        tables[trace.source.id, default: [:]][table.id] = table.name
      }
    }
    return tables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func finding(_ trace: Trace, _ jobs: [SyncJob]) -> Finding {
    var isJoined = true
    for (table, sign) in trace.tables {
      switch sign {
      case .none: return .absent
      case .running: continue
      case .synced: isJoined = false
      case .open:
        guard let proof = JobProof.find(for: table.id, triggeredAt: since, among: jobs)
        else { return .absent }
        isJoined = isJoined && proof.isJoined
      }
    }
    return .happened(Proof(startedAt: since, isJoined: isJoined))
  }
}
