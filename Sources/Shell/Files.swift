import CommandModel
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// Reading and writing whole files below a working directory.
struct Files: Sendable {
  /// The folder relative paths begin at.
  let workingDirectory: String
  /// What `~` stands for at the beginning of a path; nil without a home, where it is a name.
  var home: String?

  /// The largest file that is read: 1 GiB.
  static let bytesMax = 1 << 30

  func path(_ text: String) -> FilePath {
    if isRelative(text) { return FilePath("\(workingDirectory)/\(text)") }
    return FilePath(text.hasPrefix("~") ? "\(home ?? "")\(text.dropFirst())" : text)
  }

  private func isRelative(_ path: String) -> Bool {
    let isAtHome = home != nil && (path == "~" || path.hasPrefix("~/"))
    return !isAtHome && !path.hasPrefix("/")
  }

  /// The bytes of a file.
  ///
  /// - Throws: `Problem` of the category, naming the file and the system's words.
  func read(
    _ name: String, failing category: Problem.Category = .usage
  ) throws(Problem) -> [UInt8] {
    do {
      let file = try FileDescriptor.open(path(name), .readOnly)
      return try file.closeAfter { try Files.readAll(file) }
    } catch {
      // The system's calls throw nothing else.
      throw problem(reading: name, (error as? Errno) ?? .ioError, category)
    }
  }

  /// What keeps a file from being read, as a problem of the category.
  func problem(
    reading name: String, _ error: Errno, _ category: Problem.Category
  ) -> Problem {
    Problem(
      category, code: .file, "cannot read `\(name)`: \(Files.words(for: error))",
      hint: error == .noSuchFileOrDirectory && isRelative(name)
        ? "paths begin at \(workingDirectory)" : nil)
  }

  /// Everything that can be read from a descriptor.
  ///
  /// - Throws: `Errno`; also `fileTooLarge` beyond `bytesMax`.
  static func readAll(
    _ file: FileDescriptor, bytesMax: Int = Files.bytesMax
  ) throws -> [UInt8] {
    // A file tells its length, so one that is too long takes no memory at all.
    guard bytesLeft(in: file) <= bytesMax else { throw Errno.fileTooLarge }
    var all: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = try chunk.withUnsafeMutableBytes { try file.read(into: $0) }
      if count == 0 { return all }
      guard all.count + count <= bytesMax else { throw Errno.fileTooLarge }
      all += chunk[..<count]
    }
  }

  /// What a file has behind the place where it is read; 0 for a pipe, which does not know.
  private static func bytesLeft(in file: FileDescriptor) -> Int {
    var facts = stat()
    guard fstat(file.rawValue, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(facts.st_size) - max(0, Int(lseek(file.rawValue, 0, SEEK_CUR)))
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
  /// A link is followed; what is no file, such as `/dev/null`, is written as it stands.
  ///
  /// - Throws: `Problem` of the local disk.
  func startDraft(of name: String, permissions: FilePermissions? = nil) throws -> FileDraft {
    do {
      return try FileDraft(of: try Files.resolved(path(name)), permissions, called: name)
    } catch let error as Errno {
      throw FileDraft.problem(name, error)
    }
  }

  /// Where a path leads, links followed; a path that nothing is at is itself.
  ///
  /// - Throws: `Errno`, also for a link that leads nowhere.
  private static func resolved(_ path: FilePath) throws -> FilePath {
    if let real = realpath(path.string, nil) {
      defer { free(real) }
      return FilePath(platformString: real)
    }
    let error = Errno(rawValue: errno)
    var facts = stat()
    guard error == .noSuchFileOrDirectory, lstat(path.string, &facts) != 0 else { throw error }
    return path
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
        .local, code: .file,
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

  /// Whether there is a file of this name that is no folder.
  func isFile(_ name: String) -> Bool {
    var facts = stat()
    return stat(path(name).string, &facts) == 0 && facts.st_mode & S_IFMT != S_IFDIR
  }

  /// Whether anybody but its owner may do anything with a file.
  func isOpenToOthers(_ name: String) -> Bool {
    var facts = stat()
    return stat(path(name).string, &facts) == 0 && facts.st_mode & 0o077 != 0
  }

  /// The system's words for an error, in our case.
  static func words(for error: Errno) -> String { error.description.lowercased() }
}

extension Environment {
  /// Its files.
  var files: Files {
    Files(workingDirectory: workingDirectory, home: variables[.home])
  }
}
