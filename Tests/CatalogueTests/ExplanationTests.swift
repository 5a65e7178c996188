import CommandModel
import FoundationEssentials
import Shell
import ShellWorld
import TestSupport
import Testing

/// Every code is explained, and its example of wrong meets just that code.
struct ExplanationTests {
  private static let codes = ErrorCode.allCases
  private static let shown = codes.filter { Explanation.all[$0]?.wrong != nil }

  @Test(arguments: codes)
  func isExplained(_ code: ErrorCode) throws {
    let explanation = try #require(Explanation.all[code])
    #expect(explanation.reason.hasSuffix("."))
    #expect(!explanation.summary.hasSuffix("."))
    #expect(code.rawValue.allSatisfy { $0.isLowercase || $0 == "-" })
    #expect(explanation.right == nil || explanation.wrong != nil)
  }

  @Test func thirtyAreShownAtLeast() {
    #expect(ExplanationTests.shown.count >= 30, "\(ExplanationTests.shown.count)")
  }

  @Test(arguments: shown)
  func theWrongOneMeetsIt(_ code: ErrorCode) throws {
    let script = try #require(Explanation.of(code).wrong)
    let outcome = try run(script, "--no-input")
    #expect(outcome.errors.contains("error[\(code.rawValue)]"), "\(outcome.errors)")
    #expect(outcome.status != 0 || code == .badOperands, "\(outcome.errors)")
  }

  @Test(arguments: shown)
  func theRightOneRuns(_ code: ErrorCode) throws {
    guard let script = Explanation.of(code).right else { return }
    let outcome = try run(script, "--yes")
    #expect(outcome.status == 0, "\(script)\n\(outcome.errors)")
    #expect(!outcome.errors.contains("error["), "\(outcome.errors)")
  }

  /// The words themselves are in a session, which a person reads when they change.
  @Test(arguments: shown)
  func theWordsAreInASession(_ code: ErrorCode) throws {
    let script = try #require(Explanation.of(code).wrong)
    let session = try String(
      contentsOfFile: repositoryRoot
        + "/Tests/EndToEndTests/Transcripts/each-code-in-its-words.session", encoding: .utf8)
    #expect(session.contains("error[\(code.rawValue)]"), "no session shows `\(script)`")
  }

  private func run(_ script: String, _ flag: String) throws -> ShellWorld.Outcome {
    try ShellWorld.outcome(of: [flag, "run", "-"]) { $0.standardInput = script }
  }
}
