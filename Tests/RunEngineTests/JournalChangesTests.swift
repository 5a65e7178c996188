import CommandModel
import TestSupport
import Testing

@testable import RunEngine

/// A journal that an earlier edsh has written is read on.
struct JournalChangesTests {
  /// A run of three items: one is done, one was sent and nobody knows, one is left.
  private static let firstVersion = """
    INSERT INTO runs (row, id, action, operation, command, flags, began)
    VALUES (1, '7f3a0000', 'reload', 'sources reload', 'sources list | reload', '{}', 1000);
    INSERT INTO items (run, seq, data, result, record, open) VALUES
    (1, 1, '{"kind":"source","id":"1"}', 'ok',
      '{"run":"7f3a0000","seq":1,"kind":"source","id":"1","action":"reload","result":"ok"}', 0),
    (1, 2, '{"kind":"source","id":"2"}', NULL, NULL, 1),
    (1, 3, '{"kind":"source","id":"3"}', NULL, NULL, 1);
    INSERT INTO attempts (run, seq, step, number, sent, answered, status) VALUES
    (1, 1, '', 1, 2000, 3000, 200), (1, 2, '', 1, 2000, NULL, NULL);
    """

  @Test func theFirstVersionIsReadOn() async throws {
    let folder = try TemporaryFolder()
    let former = try Database("\(folder.path)/runs.sqlite")
    try Schema.prepare(former, newest: 1)
    try former.execute(JournalChangesTests.firstVersion)
    let store = try await RunStore(.folder(folder.path))
    let facts = try await store.facts(of: "last")
    #expect(facts.counts == [.ok: 1, .unknown: 1, .planned: 1])
    #expect(facts.state == .stopped)
    let results = try await store.results(of: "last", from: 1).map(\.result)
    #expect(results == [.ok, .unknown, .planned])
    let left = try await store.resumption(of: "last", isRepeatable: false)
    #expect(left.items.indices.map { left.items.sequence(at: $0) } == [3, 2])
    try await store.delete("last")
    #expect(try await store.list().isEmpty)
  }

  @Test func aNewerOneIsLeftAlone() async throws {
    let folder = try TemporaryFolder()
    try Database("\(folder.path)/runs.sqlite").execute("PRAGMA user_version = 1000")
    await #expect(throws: Problem.self) { _ = try await RunStore(.folder(folder.path)) }
  }
}
