import CommandModel
import TestSupport
import Testing

@testable import Shell

/// What errors of the modules and of the system are to a person.
@Suite struct ProblemErrorsTests {
  private struct Unforeseen: Error {}

  @Test(
    arguments: [
      (
        SinkError.failed("no space left on device"), .local,
        "cannot write to standard output: no space left on device"
      ),
      (SinkError.closed, .local, "nobody reads the output any more"),
      (CancellationError(), .interrupted, "interrupted"),
      (Unforeseen(), .local, "unexpected error of type Unforeseen"),
    ] as [(any Error, Problem.Category, String)])
  func isPutIntoWords(error: any Error, category: Problem.Category, message: String) {
    let problem = Problem(of: error)
    #expect(problem.category == category)
    #expect(problem.diagnostics.first?.message == message)
  }

  @Test func theSystemsOwnErrorsKeepItsWords() throws {
    let files = Files(workingDirectory: try TemporaryFolder().path)
    let error = #expect(throws: (any Error).self) {
      try FileDraft(of: files.path("none/a.txt"), nil, called: "a.txt")
    }
    let problem = Problem(of: try #require(error))
    #expect(problem.category == .local)
    #expect(
      problem.diagnostics.first?.message == "the system refuses: no such file or directory")
  }
}
