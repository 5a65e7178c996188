import CommandModel
import Testing

struct RecordsTests {
  @Test(
    arguments: [
      (.null, .one, []), ([1, 2], .list, [1, 2]), ([], .list, []), ("a", .one, ["a"]),
    ] as [(Value, Records.Shape, [Value])])
  func beginsAPipelineWithAnyValue(_ value: Value, _ shape: Records.Shape, _ all: [Value])
    async throws
  {
    let records = Records.starting(with: value)
    #expect(records.shape == shape)
    #expect(try await records.collect() == all)
    #expect(try await records.collect() == [])
  }

  @Test func isWorthOneThingOrAList() async throws {
    #expect(try await Records.one(.null).value() == .null)
    #expect(try await Records.one(7).value() == 7)
    #expect(try await Records.list([7]).value() == [7])
    #expect(try await Records.none.value() == [])
  }

  @Test func neverHandsOutAnEmptyBatch() async throws {
    var batches: [[Value]] = [[1], [2], [3, 4]]
    let source = Records(.list) { batches.isEmpty ? nil : batches.removeFirst() }
    let even = source.map { $0.filter { ($0.integerValue ?? 1) % 2 == 0 } }
    #expect(try await even.nextBatch() == [2])
    #expect(try await even.nextBatch() == [4])
    #expect(try await even.nextBatch() == nil)
  }

  @Test func readsNothingBeforeItIsAskedFor() async throws {
    var pulls = 0
    let source = Records(.list) {
      pulls += 1
      return [1]
    }
    let mapped = source.map { $0 }
    #expect(pulls == 0)
    _ = try await mapped.nextBatch()
    #expect(pulls == 1)
  }
}
