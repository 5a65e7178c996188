import Glibc

@testable import LineEditing

/// A folder that is gone with the test.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/edsh-test-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw SystemError.last("make a folder") }
    path = String(cString: made)
  }

  deinit { TemporaryFolder.removeAll(path) }

  private static func removeAll(_ path: String) {
    // A file or an empty folder goes at once.
    guard remove(path) != 0, let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { removeAll("\(path)/\(name)") }
    }
    closedir(folder)
    remove(path)
  }

  /// Writes a file and gives its path.
  func file(_ name: String, _ text: String) throws -> String {
    try file(name, bytes: Array(text.utf8))
  }

  func file(_ name: String, bytes: [UInt8]) throws -> String {
    let path = "\(path)/\(name)"
    guard let stream = fopen(path, "w") else { throw SystemError.last("write \(path)") }
    defer { fclose(stream) }
    fwrite(bytes, 1, bytes.count, stream)
    return path
  }

  func read(_ name: String) throws -> String {
    let path = "\(path)/\(name)"
    guard let stream = fopen(path, "r") else { throw SystemError.last("read \(path)") }
    defer { fclose(stream) }
    var bytes = [UInt8](repeating: 0, count: 1 << 20)
    let count = fread(&bytes, 1, bytes.count, stream)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
