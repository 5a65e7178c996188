import CommandModel
import SystemPackage

#if canImport(Glibc)
  import Glibc
#endif

/// A file on its way: written beside its place, renamed when it is whole.
struct FileDraft {
  private let name: String
  /// Nil once it is closed.
  private var file: FileDescriptor?
  /// Nil for what is written as it stands, and for a draft that is over.
  private var move: Move?

  /// Where a draft lies, and where it goes.
  private struct Move {
    /// A folder of our own, which nobody else can put anything into.
    let folder: FilePath
    let target: FilePath

    var draft: FilePath { folder.appending("draft") }
  }

  /// Begins a draft of what is at `target`, links already followed.
  ///
  /// - Throws: `Errno`.
  init(of target: FilePath, _ permissions: FilePermissions?, called name: String) throws {
    self.name = name
    var facts = stat()
    let isThere = stat(target.string, &facts) == 0
    if isThere, facts.st_mode & S_IFMT != S_IFREG {
      file = try .open(target, .writeOnly)
      return
    }
    move = Move(folder: try FileDraft.makeFolder(beside: target), target: target)
    do {
      // A file that is there keeps its permissions; the system narrows those of a new one.
      let mode = permissions ?? (isThere ? FilePermissions(rawValue: facts.st_mode & 0o777) : nil)
      try open(exactly: mode)
    } catch {
      discard()
      throw error
    }
  }

  private mutating func open(exactly mode: FilePermissions?) throws {
    guard let draft = move?.draft else { return }
    let file = try FileDescriptor.open(
      draft, .writeOnly, options: [.create, .exclusiveCreate, .noFollow],
      permissions: mode ?? [.ownerReadWrite, .groupReadWrite, .otherReadWrite])
    self.file = file
    guard let mode else { return }
    guard fchmod(file.rawValue, mode.rawValue) == 0 else { throw Errno(rawValue: errno) }
  }

  /// A folder for the user alone, on the same disk and of a name that nobody can foresee.
  private static func makeFolder(beside target: FilePath) throws -> FilePath {
    var template = Array("\(target.string).edsh-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw Errno(rawValue: errno) }
    return FilePath(platformString: made)
  }

  /// - Throws: `Problem` of the local disk.
  mutating func write(_ text: String) throws {
    do {
      try file?.writeAll(text.utf8)
    } catch let error as Errno {
      throw FileDraft.problem(name, error)
    }
  }

  /// Makes what was written the file.
  ///
  /// - Throws: `Problem` of the local disk.
  mutating func finish() throws {
    do {
      // Only a disk can be asked to keep what it was given.
      if let file, move != nil, fsync(file.rawValue) != 0 { throw Errno(rawValue: errno) }
      try close()
      guard let move else { return }
      guard rename(move.draft.string, move.target.string) == 0 else {
        throw Errno(rawValue: errno)
      }
      rmdir(move.folder.string)
      self.move = nil
    } catch let error as Errno {
      throw FileDraft.problem(name, error)
    }
  }

  /// Leaves the old file as it was.
  mutating func discard() {
    // The draft is of no use any more, so neither is what closing it says.
    try? close()
    guard let move else { return }
    unlink(move.draft.string)
    rmdir(move.folder.string)
    self.move = nil
  }

  private mutating func close() throws {
    defer { file = nil }
    try file?.close()
  }

  static func problem(_ name: String, _ error: Errno) -> Problem {
    Problem(.local, code: .file, "cannot write `\(name)`: \(Files.words(for: error))")
  }
}
