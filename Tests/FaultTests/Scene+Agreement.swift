import CommandModel
import DemoServer
import FoundationEssentials
import Glibc
import RunEngine
import TestSupport
import Testing

extension Scene {
  /// Checks that ledger, journal and totals agree, that nothing was done twice, and that
  /// the key is nowhere; `isComplete` that each item was carried out.
  func expectAgreement(isComplete: Bool = true) async throws {
    let ledger = Dictionary(grouping: await reloads(), by: Scene.target)
    let runs = try await runs()
    #expect(runs.count == 1)
    let run = try #require(runs.first)
    let history = try await store().history(of: run.id)
    #expect(history.items.map(\.result.target.id) == ids)
    for item in history.items {
      let entries = ledger[item.result.target.id] ?? []
      let executed = entries.count(where: \.wasExecuted)
      #expect(executed <= 1, "doubled: \(item)")
      #expect(entries.count <= item.attempts.count, "sent without being written down: \(item)")
      // An answer that was written down is one that the server gave.
      var given = entries.map(\.status)
      for status in item.attempts.compactMap(\.status) {
        guard let place = given.firstIndex(of: status) else {
          Issue.record("an answer \(status) that nobody gave: \(item)")
          continue
        }
        given.remove(at: place)
      }
      // What is missing in the ledger got no answer.
      #expect(item.attempts.count - entries.count <= item.attempts.count { $0.status == nil })
      if item.result.result == .ok { #expect(executed == 1, "ok, and not done: \(item)") }
      if isComplete { #expect(item.result.result == .ok && executed == 1, "missing: \(item)") }
    }
    #expect(Set(ledger.keys).isSubset(of: ids))
    #expect(run.total == ids.count)
    #expect(run.requests == history.items.reduce(0) { $0 + $1.attempts.count })
    if isComplete { #expect(run.state == .done) }
    try expectNoSecret()
  }

  /// Checks that no file of the home holds a text that is secret.
  func expectNoSecret(_ secrets: [String] = [Scene.key]) throws {
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      var facts = stat()
      guard stat("\(folder.path)/\(name)", &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else {
        continue
      }
      let bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/\(name)"))
      let text = String(decoding: bytes, as: UTF8.self)
      for secret in secrets { #expect(!(name + text).contains(secret), "a secret in \(name)") }
      if name.hasPrefix("state/") { #expect(facts.st_mode & 0o077 == 0, "\(name) is open to all") }
    }
  }
}
