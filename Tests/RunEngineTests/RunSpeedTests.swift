import CommandModel
import Glibc
import RunEngine
import Testing

/// A run keeps to the server's limits by foresight, and loses next to nothing by it.
struct RunSpeedTests {
  @Test(arguments: [1, 480, 481, 1000, 4800, 4801, 10_000])
  func isNeverRefusedAndNearlyIdeal(items: Int) throws {
    let bench = try Bench { $0.items = items }
    #expect(bench.ledger.count { $0.wasThrottled } == 0)
    #expect(bench.count(.ok) == items)
    #expect(bench.summary.requests == items)
    #expect(
      bench.summary.elapsed <= bench.summary.ideal * 1.02,
      "\(bench.summary.elapsed) for an ideal of \(bench.summary.ideal)")
    #expect(bench.summary.elapsed >= bench.summary.ideal * 0.99)
    printFigure(bench, of: items)
  }

  /// What `scripts/bench runs` shows of it.
  private func printFigure(_ bench: Bench, of items: Int) {
    guard getenv("PRINT_FIGURES") != nil else { return }
    let share = bench.summary.ideal / bench.summary.elapsed
    print(
      "figure: ideal pace   \(items) items in \(DurationText.brief(bench.summary.elapsed)) of "
        + "virtual time: \((share * 1000).rounded() / 1000) (at least 0.98), "
        + "\(bench.summary.throttled) × 429")
  }

  @Test func keepsTheBudget() throws {
    let bench = try Bench {
      $0.items = 433
      $0.limit = RateLimit()
    }
    #expect(bench.ledger.count { $0.arrivedAt < .seconds(60) } == 432)
  }

  @Test func isOnlyBoundByTheServerWithTheLimitOff() throws {
    let bench = try Bench {
      $0.items = 1000
      $0.limit = .off
      $0.windows = []
      $0.options.parallel = 10
    }
    #expect(bench.count(.ok) == 1000)
    #expect(bench.summary.elapsed == .seconds(10))
  }

  @Test func neverHasMoreUnderWayThanAllowed() throws {
    let bench = try Bench {
      $0.items = 200
      $0.options.parallel = 3
      $0.latency = { _ in .seconds(1) }
    }
    #expect(bench.progress.map(\.running).max() == 3)
    #expect(bench.summary.elapsed >= .seconds(66))
  }

  @Test func tellsTheTimeLeft() throws {
    let bench = try Bench { $0.items = 1000 }
    for progress in bench.progress where progress.finished > 10 {
      let left = try #require(progress.left)
      let real = bench.summary.elapsed - progress.elapsed
      #expect(abs((left - real).seconds) < 4, "at \(progress.elapsed)")
    }
  }
}
