import FoundationEssentials
import TestSupport
import Testing

/// The files of the repository, as the rules see them.
enum Checkout {
  /// A text file, its path relative to the root.
  struct File: Sendable {
    let path: String
    let text: String

    /// The lines without their newlines; a newline at the end begins no further line.
    var lines: [Substring] {
      let all = text.split(separator: "\n", omittingEmptySubsequences: false)
      return all.last?.isEmpty == true ? all.dropLast() : all
    }

    /// The folder right below `Sources/` or `Tests/`.
    var module: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  /// The names right below the root or below a folder of it, sorted.
  static func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(repositoryRoot)/\(folder)").sorted()
  }

  /// Every file below `folder`, at any depth, whose path ends so.
  static func files(under folder: String, ending: String = "") throws -> [File] {
    try FileManager.default.subpathsOfDirectory(atPath: "\(repositoryRoot)/\(folder)")
      .map { "\(folder)/\($0)" }
      .filter { $0.hasSuffix(ending) && isRegularFile($0) }
      .sorted()
      .map(file)
  }

  static func file(_ path: String) throws -> File {
    File(path: path, text: try String(contentsOfFile: "\(repositoryRoot)/\(path)", encoding: .utf8))
  }

  static func isExecutable(_ path: String) -> Bool {
    FileManager.default.isExecutableFile(atPath: "\(repositoryRoot)/\(path)")
  }

  private static func isRegularFile(_ path: String) -> Bool {
    var isFolder = false
    let exists = FileManager.default.fileExists(
      atPath: "\(repositoryRoot)/\(path)", isDirectory: &isFolder)
    return exists && !isFolder
  }
}

extension Checkout {
  /// Swift files of the product and of its tests.
  static let swift = Result { try sources.get() + tests.get() }
  static let sources = Result { try files(under: "Sources", ending: ".swift").map(SwiftFile.init) }
  /// The modules that hold Swift, sorted; those of C import nothing of ours.
  static func swiftModules() throws -> [String] {
    Set(try sources.get().map(\.file.module)).sorted()
  }

  static let tests = Result { try files(under: "Tests", ending: ".swift").map(SwiftFile.init) }
}

/// A rule that was broken, and where.
struct Violation: Sendable, Hashable, CustomStringConvertible {
  let path: String
  /// 1-based; nil when it is about the whole file.
  var line: Int?
  let message: String

  var description: String {
    [path, line.map(String.init), " " + message].compactMap(\.self).joined(separator: ":")
  }
}

/// Expects a rule to hold, and names every place where it does not.
func expectNone(
  _ violations: [Violation], sourceLocation: SourceLocation = #_sourceLocation
) {
  guard !violations.isEmpty else { return }
  let list = violations.map(\.description).joined(separator: "\n")
  Issue.record("\(violations.count) violations:\n\(list)", sourceLocation: sourceLocation)
}
