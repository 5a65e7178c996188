import CommandModel
import RunEngine
import TestSupport

/// Looks up what a model server did, as jobs would show it.
struct Witness: Verifier {
  private let server: ModelServer
  private let clock: any Timekeeper

  init(_ server: ModelServer, clock: any Timekeeper) {
    self.server = server
    self.clock = clock
  }

  func look(at doubts: [Doubt]) async -> [Finding] {
    do {
      try await clock.sleep(for: .milliseconds(100))
    } catch {
      return doubts.map { _ in .unclear }
    }
    let start = Time.simulationStart
    var latest: [String: Duration] = [:]
    for entry in server.ledger where entry.wasExecuted { latest[entry.id] = entry.arrivedAt }
    return doubts.map { doubt in
      guard doubt.invocation.operation.lookup == .jobs else { return .unclear }
      let since = doubt.sentAt - .seconds(2)
      guard let id = doubt.invocation.target?.id, let time = latest[id], start + time >= since
      else { return .absent }
      return .happened(Proof(startedAt: start + time))
    }
  }
}
