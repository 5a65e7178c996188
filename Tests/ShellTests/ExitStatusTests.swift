import CommandModel
import Testing

@testable import struct Shell.ExitStatus
@testable import enum Shell.StopRequest

/// The status of the process, and which of several is told.
@Suite struct ExitStatusTests {
  @Test(
    arguments: [
      ([], 0), ([.done, .failed], 1), ([.stopped, .failed], 1), ([.failed, .unknown], 3),
      ([.unknown, .network], 5), ([.network, .notAllowed], 4), ([.notAllowed, .local], 7),
      ([.local, .interrupted], 130),
    ] as [([ExitStatus], Int32)])
  func theWorstIsTold(statuses: [ExitStatus], told: Int32) {
    #expect(ExitStatus.worst(statuses).rawValue == told)
  }

  @Test func aStatusOfOnesOwnKeepsItsLowestByte() {
    #expect(ExitStatus(rawValue: 42).rawValue == 42)
    #expect(ExitStatus(rawValue: 256).rawValue == 0)
    #expect(ExitStatus(rawValue: -1).rawValue == 255)
  }

  @Test func everyStatusIsExplainedOnce() {
    let explained = ExitStatus.meanings.map(\.status)
    #expect(Set(explained) == Set(ExitStatus.order + [.done]))
    #expect(explained.count == Set(explained).count)
    #expect(ExitStatus.meanings.allSatisfy { $0.meaning.hasSuffix(".") })
  }

  @Test func signalsHaveTheirOwn() {
    #expect(ExitStatus(StopRequest.interrupt).rawValue == 130)
    #expect(ExitStatus(StopRequest.hangUp).rawValue == 129)
    #expect(ExitStatus(StopRequest.terminate).rawValue == 143)
  }

  @Test(arguments: Problem.Category.allCases)
  func everyClassOfTroubleIsANonZeroStatus(category: Problem.Category) {
    #expect(ExitStatus(category) != .done)
  }
}
