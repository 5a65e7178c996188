import CommandModel
import RunEngine
import TestSupport
import Testing

/// Requests without an answer that tells, each kind 40 times, half of them carried out.
struct AmbiguityTests {
  @Test(arguments: seeds) func nothingIsDoubledAndAllIsResolved(seed: UInt64) throws {
    let bench = try Self.bench(seed: seed) { $0.attempt == 1 ? Self.kind(of: $0.id) : nil }
    #expect(bench.count(.ok) == 2640)
    #expect(bench.executions.count == 2640)
    #expect(bench.executions.values.allSatisfy { $0 == 1 })
    // Sent again is what was proven not to have happened, and nothing else.
    #expect(bench.ledger.count == 2640 + 120)
    #expect(bench.results.count { $0.how == .verified } == 120)
  }

  @Test(arguments: seeds) func whatNeverHappensStaysUnknownAfterThreeTries(seed: UInt64) throws {
    let bench = try Self.bench(seed: seed) { (Int($0.id) ?? 0) < 440 ? Self.kind(of: $0.id) : nil }
    #expect(bench.count(.ok) == 2640 - 20)
    #expect(bench.count(.unknown) == 20)
    #expect(bench.executions.values.allSatisfy { $0 == 1 })
    #expect(bench.ledger.count == 2640 + 2 * 20)
  }

  private static let seeds: [UInt64] = runsSlowTests ? Array(1...50) : [1, 2, 3]

  /// Every eleventh item, so that the server does not seem to be down.
  private static func kind(of id: String) -> ModelServer.Fault? {
    guard let number = Int(id), number.isMultiple(of: 11) else { return nil }
    let turn = number / 11
    let wasExecuted = turn.isMultiple(of: 2)
    switch turn % 12 / 2 {
    case 0: return .status(500, .ambiguous, executed: wasExecuted)
    case 1: return .status(502, .ambiguous, executed: wasExecuted)
    case 2: return .status(503, .ambiguous, executed: wasExecuted)
    case 3: return .status(504, .ambiguous, executed: wasExecuted)
    default: return .lost(executed: wasExecuted)
    }
  }

  /// A time-out is what is lost after a long while.
  private static func latency(of id: String) -> Duration {
    guard let number = Int(id), number.isMultiple(of: 11), number / 11 % 12 / 2 == 5 else {
      return .milliseconds(100)
    }
    return .seconds(130)
  }

  private static func bench(
    seed: UInt64, _ fault: @escaping @Sendable (ModelServer.Arrival) -> ModelServer.Fault?
  ) throws -> Bench {
    try Bench {
      $0.items = 2640
      $0.seed = seed
      $0.operation = .traced
      $0.canLookUp = true
      $0.limit = .off
      $0.windows = []
      $0.latency = { $0.attempt == 1 ? latency(of: $0.id) : .milliseconds(100) }
      $0.fault = fault
      $0.options.parallel = 10
    }
  }
}
