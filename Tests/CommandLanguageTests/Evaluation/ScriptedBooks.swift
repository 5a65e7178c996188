import CommandModel
import Synchronization

@testable import CommandLanguage

/// Books that write down what they are told, and stop after so many failures.
final class ScriptedBooks: RoundBooks {
  let run = "r"
  let parallel: Int
  private let haltsAt: Int
  private let write: @Sendable (String) -> Void
  private let failures = Mutex(0)

  init(_ each: EachCall, write: @escaping @Sendable (String) -> Void) {
    parallel = each.arguments["parallel"]?.integerValue ?? 1
    haltsAt = each.arguments["halt"]?.integerValue ?? .max
    self.write = write
  }

  var admits: Bool { failures.withLock { $0 < haltsAt } }

  func place(of round: Int) -> Int { round }
  func begin(_ sequence: Int) {}

  func end(_ sequence: Int, failing failure: (result: ResultRecord, problem: Problem)?) {
    guard let failure else { return }
    failures.withLock { $0 += 1 }
    write("round \(sequence) \(failure.result.result) \(failure.problem.category)")
  }

  func stop(_ sequence: Int, because problem: Problem?) { write("stopped \(sequence)") }

  func leave(_ count: Int) { if count > 0 { write("left \(count)") } }

  var ending: (any Error)? {
    admits ? nil : Problem(.failed, code: .haltLimit, "too many")
  }
}
