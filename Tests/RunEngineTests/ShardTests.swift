import CommandModel
import RunEngine
import TestSupport
import Testing

/// How a plan is cut: every item is in one part, and the parts share one limit.
struct ShardTests {
  @Test(arguments: [(0, 1), (0, 5), (1, 1), (10, 3), (100, 7), (8, 8), (5, 9)])
  func everyItemIsInExactlyOneShard(items: Int, count: Int) throws {
    let all = PlanItems((0..<items).map(ShardTests.item))
    var found: [String] = []
    for index in 0..<count {
      let part = all.part(of: try #require(Shard(index: index, count: count)))
      #expect(abs(part.count * count - items) < count)
      for place in part.indices {
        #expect((part.sequence(at: place) - 1) % count == index)
        found.append(part[place].target?.id ?? "")
      }
    }
    #expect(found.count == items)
    #expect(Set(found).count == items)
  }

  @Test(arguments: [
    ("0/1", 0, 1), ("3/4", 3, 4), ("99999/100000", 99_999, 100_000),
  ])
  func readsItsSpelling(spelling: String, index: Int, count: Int) {
    #expect(Shard(spelling: spelling) == Shard(index: index, count: count))
    #expect(Shard(spelling: spelling)?.description == spelling)
  }

  @Test(arguments: ["", "1", "4/4", "-1/4", "0/0", "1/2/3", "a/b", "0/ 4", "0/100001"])
  func refusesWhatIsNoPart(spelling: String) { #expect(Shard(spelling: spelling) == nil) }

  @Test(arguments: [(1, 432, 4320), (4, 108, 1080), (7, 61, 617), (432, 1, 10), (5000, 1, 1)])
  func aPartOfTheLimitIsAnNthOfBothWindows(sharers: Int, minute: Int, hour: Int) {
    let limit = RateLimit().divided(among: sharers)
    // One request more than a window holds waits for it once.
    for (requests, period) in [(minute, Duration.seconds(60)), (hour, .seconds(3600))] {
      let before = limit.idealDuration(requests: requests, concurrency: 1, latency: .zero)
      let after = limit.idealDuration(requests: requests + 1, concurrency: 1, latency: .zero)
      #expect(after > before)
      #expect(after >= period)
    }
  }

  @Test func allPartsTogetherBurstNoFasterThanOne() {
    let whole = RateLimit().idealDuration(requests: 400, concurrency: 4, latency: .zero)
    let part = RateLimit().divided(among: 4)
      .idealDuration(requests: 100, concurrency: 4, latency: .zero)
    #expect(part == whole)
  }

  @Test func theSameCommandMakesTheSameRun() throws {
    let shard = try #require(Shard(spelling: "1/4"))
    let mark = shard.mark(in: "ab12", run: 0)
    #expect(Shard.runID(of: mark) == Shard.runID(of: mark))
    let others = [
      shard.mark(in: "ab13", run: 0), shard.mark(in: "ab12", run: 1),
      try #require(Shard(spelling: "1/5")).mark(in: "ab12", run: 0),
    ]
    #expect(!others.map(Shard.runID).contains(Shard.runID(of: mark)))
  }

  @Test func theJournalKnowsItsShardsAgain() async throws {
    let store = try await RunStore(.memory)
    let shard = try #require(Shard(spelling: "1/4"))
    let mark = shard.mark(in: "ab12", run: 0)
    let head = RunHead(id: "", action: "reload", operation: "sources reload", command: "x")
    let items = PlanItems([ShardTests.item(1)])
    let now = Time(secondsSince1970: 0)
    // Another run has the id by chance.
    var other = head
    other.id = Shard.runID(of: mark)
    try await store.record(.began(other, items: items, at: now))
    let first = try await store.id(ofShard: mark)
    for _ in 0..<2 { try await store.begin(shardOf: head, called: mark, items: items, at: now) }
    #expect(try await store.id(ofShard: mark) == first)
    #expect(first != other.id)
    #expect(try await store.list().count == 2)
    #expect(try await store.otherCut(of: "ab12", than: 4) == nil)
    #expect(try await store.otherCut(of: "ab12", than: 5) == 4)
    #expect(try await store.otherCut(of: "ab13", than: 5) == nil)
  }

  static func item(_ number: Int) -> Plan.Item {
    let digits = String(number)
    let id = "01990000-0000-7000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    return Plan.Item(arguments: ["id": .text(id)], target: .init(kind: "source", id: id))
  }
}
