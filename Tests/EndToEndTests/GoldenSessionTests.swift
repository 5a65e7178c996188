import FoundationEssentials
import Glibc
import TestSupport
import Testing

/// Every file of `Transcripts/`: what is done in it, and what must be seen of it.
struct GoldenSessionTests {
  private static let folder = repositoryRoot + "/Tests/EndToEndTests/Transcripts"

  private static let names = Result {
    try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".session") }.sorted()
  }

  @Test func thereAreSessions() throws {
    #expect(try !GoldenSessionTests.names.get().isEmpty)
  }

  @Test(arguments: (try? names.get()) ?? [])
  func showsWhatItClaims(_ name: String) throws {
    let path = "\(GoldenSessionTests.folder)/\(name)"
    let file = try SessionFile(String(contentsOfFile: path, encoding: .utf8))
    let report = try SessionRun(file: file).report()
    for complaint in report.complaints { Issue.record("\(name): \(complaint)") }
    #expect(report.seen.count == file.steps.count)
    var changed: [Int: [SessionFile.Expected]] = [:]
    for (index, (step, seen)) in zip(file.steps, report.seen).enumerated()
    where !step.isMet(by: seen) {
      changed[index] = seen
      expectText(
        SessionFile.text(seen), equals: SessionFile.text(step.expected),
        "\(name):\(step.line): \(file.claim)")
    }
    if getenv("UPDATE_GOLDEN") != nil, !changed.isEmpty {
      try file.text(expecting: changed).write(toFile: path, atomically: true, encoding: .utf8)
    }
  }
}

extension SessionFile {
  fileprivate static func text(_ expected: [Expected]) -> String {
    expected.map(\.line).joined(separator: "\n")
  }
}

extension SessionFile.Step {
  /// Whether what was seen is what the step expects: each stream by itself, and the status.
  func isMet(by seen: [SessionFile.Expected]) -> Bool {
    let seenStatus = seen.compactMap(\.status).first ?? 0
    return seenStatus == status ?? 0
      && [SessionFile.StreamName.output, .error].allSatisfy { stream in
        Matching.fits(
          seen.compactMap { $0.text(of: stream) }[...],
          expected.compactMap { $0.pattern(of: stream) }[...])
      }
  }
}

extension SessionFile.Expected {
  fileprivate var status: Int32? {
    if case .status(let status) = self { status } else { nil }
  }

  fileprivate func text(of stream: SessionFile.StreamName) -> String? {
    if case .line(stream, let text) = self { text } else { nil }
  }

  fileprivate func pattern(of stream: SessionFile.StreamName) -> Matching.Pattern? {
    switch self {
    case .line(stream, let text): .line(text)
    case .anyLines(stream): .anyLines
    case .line, .anyLines, .status: nil
    }
  }
}
