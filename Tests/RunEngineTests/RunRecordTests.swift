import CommandModel
import RunEngine
import TestSupport
import Testing

/// What a run yields: one record per item, and a summary.
struct RunRecordTests {
  @Test func recordsASuccess() throws {
    let bench = try Bench { $0.items = 1 }
    let record = try #require(bench.results.first)
    #expect(record.run == "7f3a")
    #expect(record.sequence == 1)
    #expect(record.target.id == "1")
    #expect(record.action == "reload")
    #expect(record.result == .ok)
    #expect(record.how == .sent)
    #expect(record.httpStatus == 200)
    #expect(record.attempts == 1)
    #expect(record.elapsed == .milliseconds(100))
    #expect(record.response == .null)
    #expect(record.error == nil)
    // The model's `Date` is of its arrival; 0.1 s and 2 s are taken off.
    #expect(record.startedAt == .simulationStart + .milliseconds(50 - 100 - 2000))
  }

  @Test func recordsAFailure() throws {
    let bench = try Bench {
      $0.items = 1
      $0.fault = { _ in .status(404, .failed) }
    }
    let record = try #require(bench.results.first)
    #expect(record.result == .failed)
    #expect(record.httpStatus == 404)
    #expect(record.error == "status 404")
    #expect(record.attempts == 1)
  }

  @Test func saysWhenAnUnknownItemLeft() throws {
    let bench = try Bench {
      $0.items = 1
      $0.fault = { _ in .status(503, .ambiguous, executed: true) }
    }
    let record = try #require(bench.results.first)
    #expect(record.result == .unknown)
    #expect(record.startedAt == .simulationStart + .milliseconds(50 - 100 - 2000))
  }

  @Test func anEmptyPlanEndsAtOnce() throws {
    let bench = try Bench { $0.items = 0 }
    #expect(bench.results == [])
    #expect(bench.summary.total == 0)
    #expect(bench.summary.category == nil)
  }

  @Test func theSameTargetTwiceIsOneItem() {
    let items = PlanItems([1, 2, 1, 3, 2].map { Plan.item($0) })
    #expect(items.indices.map { items[$0].target?.id } == ["1", "2", "3"])
  }

  @Test(arguments: [(0.0, "00000000"), (0.5, "80000000"), (0.999_999, "ffffef39")])
  func runsHaveShortNames(roll: Double, expected: String) {
    #expect(RunHead.makeID { roll } == expected)
  }

  @Test(arguments: [
    ([ResultRecord.Result.ok: 3, .skipped: 1], Problem.Category?.none),
    ([.ok: 3, .planned: 1], .stopped), ([.timeout: 1], .stopped),
    ([.failed: 1, .planned: 1], .failed), ([.notStarted: 1], .failed),
    ([.unknown: 1, .failed: 4], .unknown), ([.failed: 0], nil),
  ])
  func theWorstResultDecides(
    counts: [ResultRecord.Result: Int], expected: Problem.Category?
  ) {
    var summary = RunSummary(run: "aaaa", action: "reload")
    summary.counts = counts
    #expect(summary.category == expected)
  }
}
