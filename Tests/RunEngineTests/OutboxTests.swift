import CommandModel
import TestSupport
import Testing

@testable import RunEngine

struct OutboxTests {
  private static func sent(_ item: Int) -> JournalEntry {
    .sent(RequestKey(run: "7f3a", item: item, attempt: 1), at: .simulationStart)
  }

  private static func items(_ batch: Outbox.Batch?) -> [Int] {
    batch?.entries.compactMap { if case .sent(let key, _) = $0 { key.item } else { nil } } ?? []
  }

  @Test func whatComesMeanwhileWaitsForTheNextBatch() {
    var outbox = Outbox()
    #expect(outbox.isEmpty)
    #expect(outbox.next() == nil)
    outbox.note(Self.sent(1), requestOf: 0)
    outbox.note(Self.sent(2), requestOf: 1)
    #expect(Self.items(outbox.next()) == [1, 2])
    outbox.note(Self.sent(3), requestOf: 2)
    #expect(outbox.next() == nil, "one is written at a time")
    #expect(outbox.takeWritten().requests == [0, 1])
    #expect(!outbox.isEmpty)
    #expect(Self.items(outbox.next()) == [3])
    #expect(outbox.takeWritten().requests == [2])
    #expect(outbox.isEmpty)
  }

  @Test func whatIsOnlyToldTakesItsTurn() {
    var outbox = Outbox()
    outbox.note(Self.sent(1))
    _ = outbox.next()
    outbox.leave(3..<9)
    outbox.flush()
    #expect(outbox.takeWritten().left.isEmpty)
    let last = outbox.next()
    #expect(last?.left == [3..<9])
    #expect(last?.flushes == true)
    #expect(last?.entries.isEmpty == true)
  }
}
