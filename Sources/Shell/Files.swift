import CommandModel
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// Reading and writing whole files below a working directory.
struct Files: Sendable {
  /// The folder relative paths begin at.
  let workingDirectory: String

  /// The largest file that is read: 1 GiB.
  static let bytesMax = 1 << 30

  func path(_ text: String) -> FilePath {
    let path = FilePath(text)
    return path.isAbsolute ? path : FilePath(workingDirectory).appending(path.components)
  }

  /// The bytes of a file.
  ///
  /// - Throws: `Problem` naming the file and the system's words.
  func read(_ name: String) throws -> [UInt8] {
    do {
      let file = try FileDescriptor.open(path(name), .readOnly)
      return try file.closeAfter { try Files.readAll(file) }
    } catch let error as Errno {
      throw Problem(
        .usage, code: "file", "cannot read `\(name)`: \(Files.words(for: error))",
        hint: error == .noSuchFileOrDirectory ? "paths begin at \(workingDirectory)" : nil)
    }
  }

  /// Everything that can be read from a descriptor.
  ///
  /// - Throws: `Errno`; also `fileTooLarge` beyond `bytesMax`.
  static func readAll(_ file: FileDescriptor) throws -> [UInt8] {
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { return all }
      guard all.count + count <= bytesMax else { throw Errno.fileTooLarge }
      all += chunk[..<count]
    }
  }

  /// Writes a file as a whole or not at all: beside it first, then renamed over it.
  ///
  /// - Throws: `Problem` of the local disk.
  func write(_ text: String, to name: String, permissions: FilePermissions? = nil) throws {
    var draft = try startDraft(of: name, permissions: permissions)
    do {
      try draft.write(text)
      try draft.finish()
    } catch {
      draft.discard()
      throw error
    }
  }

  /// Begins a file that takes its name only when it is finished.
  ///
  /// - Throws: `Problem` of the local disk.
  func startDraft(of name: String, permissions: FilePermissions? = nil) throws -> FileDraft {
    let target = path(name)
    let beside = FilePath("\(target.string).edsh-\(getpid())")
    do {
      // A file that is there keeps its permissions, also through the rename.
      let mode =
        permissions ?? Files.permissions(of: target) ?? [.ownerReadWrite, .groupRead, .otherRead]
      let file = try FileDescriptor.open(
        beside, .writeOnly, options: [.create, .truncate], permissions: mode)
      if permissions != nil { fchmod(file.rawValue, mode.rawValue) }
      return FileDraft(name: name, file: file, beside: beside, target: target)
    } catch let error as Errno {
      throw FileDraft.problem(name, error)
    }
  }

  /// Makes a folder and those above it, each for the user alone.
  ///
  /// - Throws: `Problem` of the local disk.
  func makeFolder(_ name: String) throws {
    let folder = path(name)
    if access(folder.string, F_OK) == 0 { return }
    if folder.removingLastComponent() != folder {
      try makeFolder(folder.removingLastComponent().string)
    }
    guard mkdir(folder.string, 0o700) == 0 || errno == EEXIST else {
      throw Problem(
        .local, code: "file",
        "cannot make the folder `\(name)`: \(Files.words(for: Errno(rawValue: errno)))")
    }
  }

  /// The files whose names begin so; folders end in a slash, hidden ones only when asked for.
  func names(startingWith partial: String) -> [String] {
    let slash = partial.lastIndex(of: "/").map(partial.index(after:)) ?? partial.startIndex
    let (folder, beginning) = (String(partial[..<slash]), partial[slash...])
    guard let directory = opendir(folder.isEmpty ? workingDirectory : path(folder).string) else {
      return []
    }
    defer { closedir(directory) }
    var found: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != "..", name.hasPrefix(beginning),
        !name.hasPrefix(".") || beginning.hasPrefix(".")
      else { continue }
      found.append(folder + name + (entry.pointee.d_type == UInt8(DT_DIR) ? "/" : ""))
    }
    return found.sorted()
  }

  func exists(_ name: String) -> Bool { access(path(name).string, F_OK) == 0 }

  /// Who may do what with a file; nil when it is not there.
  static func permissions(of path: FilePath) -> FilePermissions? {
    var facts = stat()
    guard stat(path.string, &facts) == 0 else { return nil }
    return FilePermissions(rawValue: facts.st_mode & 0o777)
  }

  /// The system's words for an error, in our case.
  static func words(for error: Errno) -> String { error.description.lowercased() }
}

/// A file on its way: written beside its place, renamed when it is whole.
struct FileDraft {
  fileprivate let name: String
  fileprivate let file: FileDescriptor
  fileprivate let beside: FilePath
  fileprivate let target: FilePath

  /// - Throws: `Problem` of the local disk.
  mutating func write(_ text: String) throws {
    do {
      try file.writeAll(text.utf8)
    } catch let error as Errno {
      throw FileDraft.problem(name, error)
    }
  }

  /// Makes what was written the file.
  ///
  /// - Throws: `Problem` of the local disk.
  mutating func finish() throws {
    do {
      guard fsync(file.rawValue) == 0 else { throw Errno(rawValue: errno) }
      try file.close()
    } catch let error as Errno {
      throw FileDraft.problem(name, error)
    }
    guard rename(beside.string, target.string) == 0 else {
      throw FileDraft.problem(name, Errno(rawValue: errno))
    }
  }

  /// Leaves the old file as it was.
  func discard() {
    close(file.rawValue)
    unlink(beside.string)
  }

  fileprivate static func problem(_ name: String, _ error: Errno) -> Problem {
    Problem(.local, code: "file", "cannot write `\(name)`: \(Files.words(for: error))")
  }
}
