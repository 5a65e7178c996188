import CommandModel
import FoundationEssentials
import SourcesClient
import TestSupport
import Testing

/// The table has a row for every operation of the API's own description, and a session shows
/// each row at work.
struct CoverageTests {
  /// `GET /api/projects/{project_id}/external_data_sources/`, one a line.
  private static let described = (try? lines(of: "ContractTests/Fixtures/operations.txt")) ?? []

  private static func lines(of file: String) throws -> [String] {
    try String(contentsOfFile: "\(repositoryRoot)/Tests/\(file)", encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  @Test func theDescriptionIsThere() { #expect(Self.described.count > 45) }

  @Test(arguments: described)
  func everyOperationHasARow(_ line: String) {
    let rows = Catalogue.operations.map { operation in
      let root = operation.root == .project ? "/api/projects/{project_id}/" : "/api/"
      return "\(operation.method.rawValue) \(root)\(operation.path)"
    }
    // PUT wants fields that have been dead for years (contract 5.5); PATCH does the same.
    let meant = line.hasPrefix("PUT ") ? line.replacing("PUT ", with: "PATCH ") : line
    #expect(rows.contains(meant))
  }

  @Test(arguments: Catalogue.operations.map(\.name))
  func aSessionShowsIt(_ name: String) throws {
    let folder = "\(repositoryRoot)/Tests/EndToEndTests/Transcripts"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
    let noun = name.split(separator: " ").first.map(String.init) ?? name
    let verb = name.dropFirst(noun.count).drop { $0 == " " }
    let isShown = try files.filter { $0.hasSuffix(".session") }.contains { file in
      try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8).split(separator: "\n")
        .contains { $0.hasPrefix("$ ") && ($0.contains(name) || $0.contains("| \(verb)")) }
    }
    #expect(isShown)
  }
}
