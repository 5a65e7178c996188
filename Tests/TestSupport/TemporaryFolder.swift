import FoundationEssentials

/// A folder of its own for one test; it is gone when nobody holds it any more.
package final class TemporaryFolder: Sendable {
  /// Absolute, without a slash at the end.
  package let path: String

  package init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "edsh-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: nil)
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      // What is left in the system's folder for such things harms nobody.
      return
    }
  }

  /// Writes a file of the folder, which may lie in further folders.
  package func write(_ text: String, to name: String) throws {
    if let slash = name.lastIndex(of: "/") {
      try FileManager.default.createDirectory(
        atPath: "\(path)/\(name[..<slash])", withIntermediateDirectories: true, attributes: nil)
    }
    try text.write(toFile: "\(path)/\(name)", atomically: false, encoding: .utf8)
  }

  /// The text of a file of the folder.
  package func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }
}
